namespace Booking.Domain.Cars;

using Booking.Domain.Common;
using Booking.Domain.Drivers;
using NodaTime;

/// <summary>Whether a car is rented with somebody who drives it.</summary>
public enum DriverMode
{
    /// <summary>As the customer likes.</summary>
    Optional,

    /// <summary>Never without a driver.</summary>
    Required,

    /// <summary>Never with one.</summary>
    SelfDriveOnly,
}

/// <summary>A named place where a car can be fetched or brought back.</summary>
/// <param name="City">Bringing the car back in another city than its own is a one-way rental.</param>
/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record CarPoint(string Name, string City, double Lat, double Lng)
{
    /// <summary>What is not further away counts as the point.</summary>
    public const double ReachKm = 1;

    public bool Reaches(GeoPoint place) => new GeoPoint(Lat, Lng).DistanceTo(place) <= ReachKm;
}

/// <summary>All that the owner of a car may change.</summary>
/// <param name="Class">E.g. <c>compact</c>, <c>van</c>.</param>
/// <param name="Features">Words of the owner's own, such as <c>automatic</c>.</param>
/// <param name="Pictures">Absolute https URLs.</param>
/// <param name="Location">Where it is at home.</param>
/// <param name="TaxRate">In basis points.</param>
public sealed record CarDetails(
    string Name,
    string Class,
    int Seats,
    IReadOnlyList<string> Features,
    IReadOnlyList<string> Pictures,
    string City,
    string Address,
    GeoPoint Location,
    string TimeZone,
    string Currency,
    RateCard Rates,
    int TaxRate)
{
    /// <summary>The most that any single amount of a car may be, in minor units: no total of two years overflows.</summary>
    public const long MaxAmount = 100_000_000_000;

    public const int MaxPoints = 50;

    private const int MaxKm = 5_000;
    private const int MaxKmPerDay = 100_000;
    private const int MinutesOfYear = 366 * 24 * 60;

    /// <summary>The provider who manages it; null when only admins do.</summary>
    public Guid? OwnerId { get; init; }

    public DriverMode DriverMode { get; init; }

    /// <summary>What somebody who drives it needs; one of <see cref="LicenceClasses"/>.</summary>
    public string LicenceClass { get; init; } = LicenceClasses.B;

    /// <summary>Minor units per started day with a driver.</summary>
    public long DriverFeePerDay { get; init; }

    /// <summary>Kilometres that a started day includes.</summary>
    public int IncludedKmPerDay { get; init; }

    /// <summary>Minor units for each kilometre more; 0 for a car that drives as far as one likes.</summary>
    public long PricePerExtraKm { get; init; }

    /// <summary>Minor units for a car that is brought back elsewhere.</summary>
    public long OneWayFee { get; init; }

    /// <summary>Up to so far from home the one-way fee is not due.</summary>
    public int OneWayFreeKm { get; init; } = 25;

    /// <summary>How far from home it is brought to the customer.</summary>
    public int MaxPickUpKm { get; init; } = 25;

    /// <summary>Where it is brought to beyond that.</summary>
    public IReadOnlyList<CarPoint> PickUpPoints { get; init; } = [];

    /// <summary>How far from home it may be left, where there are no <see cref="DropOffPoints"/>.</summary>
    public int MaxDropOffKm { get; init; } = 1_000;

    /// <summary>The only places, beside home, where it may be left; empty allows any within <see cref="MaxDropOffKm"/>.</summary>
    public IReadOnlyList<CarPoint> DropOffPoints { get; init; } = [];

    public int MinMinutes { get; init; } = 60;

    public int MaxMinutes { get; init; } = 30 * 24 * 60;

    /// <summary>How long before the start the owner wants to know.</summary>
    public int NoticeMinutes { get; init; }

    /// <summary>Turnaround after each rental, in minutes, in which nobody else gets the car.</summary>
    public int BufferMinutes { get; init; } = 30;

    public int HoldMinutes { get; init; } = (int)Car.DefaultHold.TotalMinutes;

    public CancellationPolicy Policy { get; init; } = CancellationPolicy.Default;

    /// <summary>The one place where the rules for a car's terms are.</summary>
    public Result<Done> Check()
    {
        if (Between("/seats", Seats, 1, 100) is { } seats)
        {
            return seats;
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            return Error.Rule("/timeZone", $"'{TimeZone}' is not an IANA time zone.");
        }

        if (!IsOnEarth(Location.Latitude, Location.Longitude))
        {
            return Error.Rule("/location", "Latitude is −90 to 90 and longitude −180 to 180 degrees.");
        }

        if (!LicenceClasses.All.Contains(LicenceClass))
        {
            return Error.Rule("/licenceClass", $"One of {string.Join(", ", LicenceClasses.All)}.");
        }

        return CheckPrices() ?? CheckPlaces("/pickUpPoints", PickUpPoints) ?? CheckPlaces("/dropOffPoints", DropOffPoints) ?? CheckLimits() ?? Policy.Check("/cancellationPolicy");
    }

    private Result<Done>? CheckPrices()
    {
        foreach ((int i, Rate rate) in Rates.Rates.Index())
        {
            if (Between($"/rates/{i}/price/amount", rate.Amount, 0, MaxAmount) is { } amount)
            {
                return amount;
            }
        }

        Result<RateCard> card = Rates.Check("/rates");
        if (card.IsFailure)
        {
            return card.Error;
        }

        Error? refused = Between("/driverFeePerDay/amount", DriverFeePerDay, 0, MaxAmount)
            ?? Between("/pricePerExtraKm/amount", PricePerExtraKm, 0, MaxAmount / MaxKmPerDay)
            ?? Between("/oneWayFee/amount", OneWayFee, 0, MaxAmount)
            ?? Between("/includedKmPerDay", IncludedKmPerDay, 0, MaxKmPerDay)
            ?? Between("/taxRate", TaxRate, 0, 10_000);
        return refused is null ? null : Result.Failure(refused);
    }

    private static Result<Done>? CheckPlaces(string pointer, IReadOnlyList<CarPoint> points)
    {
        if (points.Count > MaxPoints)
        {
            return Error.Rule(pointer, $"At most {MaxPoints} points.");
        }

        for (int i = 0; i < points.Count; i++)
        {
            if (!IsOnEarth(points[i].Lat, points[i].Lng))
            {
                return Error.Rule($"{pointer}/{i}", "Latitude is −90 to 90 and longitude −180 to 180 degrees.");
            }

            if (points.Take(i).Any(other => string.Equals(other.Name, points[i].Name, StringComparison.OrdinalIgnoreCase)))
            {
                return Error.Rule($"{pointer}/{i}/name", "There is a point of this name already.");
            }
        }

        return null;
    }

    private Result<Done>? CheckLimits()
    {
        Error? refused = Between("/oneWayFreeKm", OneWayFreeKm, 0, MaxKm)
            ?? Between("/maxPickUpKm", MaxPickUpKm, 0, MaxKm)
            ?? Between("/maxDropOffKm", MaxDropOffKm, 0, MaxKm)
            ?? Between("/minMinutes", MinMinutes, 1, MinutesOfYear)
            ?? Between("/maxMinutes", MaxMinutes, MinMinutes, MinutesOfYear)
            ?? Between("/noticeMinutes", NoticeMinutes, 0, MinutesOfYear)
            ?? Between("/bufferMinutes", BufferMinutes, 0, 7 * 24 * 60)
            ?? Between("/holdMinutes", HoldMinutes, 1, 120);
        return refused is null ? null : Result.Failure(refused);
    }

    private static bool IsOnEarth(double latitude, double longitude) => latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180;

    private static Error? Between(string pointer, long value, long least, long most) =>
        value >= least && value <= most ? null : Error.Rule(pointer, $"Between {least} and {most}.");
}
