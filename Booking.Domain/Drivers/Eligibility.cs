namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>How drivers and rides are brought together; section <c>Dispatch</c>.</summary>
public sealed class DispatchRules : RankingRules
{
    public DispatchRules()
    {
        DistanceWeight = 0.5;
        LoadWeight = 0.2;
        FairnessWeight = 0.3;
        FullLoad = TimeSpan.FromHours(40);
    }

    /// <summary>What a driver is reckoned to cover on the way to a ride, as the crow flies; km/h, more than 0.</summary>
    public double SpeedKmh { get; set; } = 50;

    /// <summary>Nobody sets out further than this; km.</summary>
    public double MaxDistanceKm { get; set; } = 150;

    /// <summary>A location older than this tells nothing any more.</summary>
    public TimeSpan LocationIsFreshFor { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Rides that begin later than this are set out for from the home base.</summary>
    public TimeSpan LocationCountsFor { get; set; } = TimeSpan.FromHours(4);

    /// <summary>A location that would need more than this from the last one is refused; km/h.</summary>
    public double MaxSpeedKmh { get; set; } = 250;

    /// <summary>How far two locations of the same moment may be apart; km.</summary>
    public double JumpKm { get; set; } = 2;

    /// <summary>Nothing older than this is taken as a location.</summary>
    public TimeSpan LocationIsTooOldAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How far a device's clock may be ahead.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a driver has to answer an offer of a ride that begins soon, which is within <see cref="LocationCountsFor"/>.</summary>
    public TimeSpan OfferWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The same for rides further ahead.</summary>
    public TimeSpan OfferWindowAhead { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>After so many drivers who did not take a ride somebody has to look at it.</summary>
    public int MaxOffers { get; set; } = 5;

    /// <summary>A ride whose candidates were all taken at the same moment is looked at again after this.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The time around a ride, half of it before and half of it after, in which hours of driving count for the load.</summary>
    public TimeSpan LoadWindow { get; set; } = TimeSpan.FromDays(7);
}

/// <summary>Whether a driver can take a ride.</summary>
/// <param name="DistanceKm">To where the ride begins.</param>
/// <param name="Travel">How long that takes.</param>
/// <param name="FromLocation">Whether it is reckoned from the last location instead of the home base.</param>
/// <param name="Reasons">Of <see cref="Reason"/>; empty for a yes.</param>
public sealed record DriverFit(Guid DriverId, double DistanceKm, TimeSpan Travel, bool FromLocation, IReadOnlyList<string> Reasons)
{
    public bool IsEligible => Reasons.Count == 0;
}

/// <summary>A driver at a time that is asked for, looked at once for the rides of many cars.</summary>
/// <param name="taken">Times that other rides of the driver take.</param>
/// <param name="location">The last one, or null.</param>
public sealed class DriverAt(Driver driver, TimeRange time, IReadOnlyList<TimeRange> taken, DriverLocation? location, DispatchRules rules, DateTimeOffset now)
{
    private readonly TimeRange? _shift = driver.ToShifts().Around(time);

    private readonly bool _fromLocation =
        location is not null && now - location.RecordedAt <= rules.LocationIsFreshFor && time.From - now <= rules.LocationCountsFor;

    public Driver Driver => driver;

    public DriverFit Fit(GeoPoint pickUp, string licenceClass)
    {
        double distance = (_fromLocation ? location!.Point : new GeoPoint(driver.Latitude, driver.Longitude)).DistanceTo(pickUp);
        TimeSpan travel = TimeSpan.FromMinutes(Math.Ceiling(distance / rules.SpeedKmh * 60));
        TimeRange busy = time.With(travel, TimeSpan.Zero);
        List<string> reasons = [];
        if (!driver.IsActive || _shift is not { } shift || !shift.Contains(busy))
        {
            reasons.Add(Reason.DriverShift);
        }

        if (!LicenceClasses.Fit(driver.LicenceClasses, licenceClass))
        {
            reasons.Add(Reason.Licence);
        }

        if (taken.Any(busy.Overlaps))
        {
            reasons.Add(Reason.Booked);
        }

        if (distance > rules.MaxDistanceKm)
        {
            reasons.Add(Reason.Distance);
        }

        return new DriverFit(driver.Id, distance, travel, _fromLocation, reasons);
    }
}
