namespace Booking.Domain.Cars;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using NodaTime;
using NodaTime.Extensions;

/// <summary>How a car is used.</summary>
/// <param name="PickUp">Null fetches it at home.</param>
/// <param name="DropOff">Null brings it back home.</param>
public readonly record struct CarRide(bool WithDriver, GeoPoint? PickUp = null, GeoPoint? DropOff = null);

/// <summary>A car that is rented by time, with or without a driver.</summary>
public sealed class Car : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(10);

    private const int HoursOfDay = 24;

    private Car()
    {
    }

    /// <summary>The provider who manages it; null when only admins do.</summary>
    public Guid? OwnerId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>E.g. <c>compact</c>, <c>van</c>.</summary>
    public string Class { get; private set; } = "";

    public int Seats { get; private set; }

    public IReadOnlyList<string> Features { get; private set; } = [];

    public IReadOnlyList<string> Pictures { get; private set; } = [];

    public string City { get; private set; } = "";

    public string Address { get; private set; } = "";

    /// <summary>Degrees, WGS 84.</summary>
    public double Latitude { get; private set; }

    public double Longitude { get; private set; }

    public string TimeZone { get; private set; } = "";

    public string Currency { get; private set; } = "";

    public IReadOnlyList<Rate> Rates { get; private set; } = [];

    /// <summary>What a usual day costs: the rates decide what is paid, this is what lists are sorted by.</summary>
    public long PricePerDay { get; private set; }

    /// <summary>No full day of any season or weekday costs less; lets a search leave out what is certainly too dear.</summary>
    public long LowestPerDay { get; private set; }

    public DriverMode DriverMode { get; private set; }

    /// <summary>What somebody who drives it needs.</summary>
    public string LicenceClass { get; private set; } = "";

    /// <summary>Minor units per started day with a driver.</summary>
    public long DriverFeePerDay { get; private set; }

    public int IncludedKmPerDay { get; private set; }

    public long PricePerExtraKm { get; private set; }

    public long OneWayFee { get; private set; }

    public int OneWayFreeKm { get; private set; }

    public int MaxPickUpKm { get; private set; }

    public IReadOnlyList<CarPoint> PickUpPoints { get; private set; } = [];

    public int MaxDropOffKm { get; private set; }

    public IReadOnlyList<CarPoint> DropOffPoints { get; private set; } = [];

    public int TaxRate { get; private set; }

    public int MinMinutes { get; private set; }

    public int MaxMinutes { get; private set; }

    public int NoticeMinutes { get; private set; }

    /// <summary>Turnaround after each rental, in minutes, in which nobody else gets the car.</summary>
    public int BufferMinutes { get; private set; }

    public int HoldMinutes { get; private set; }

    public CancellationPolicy Policy { get; private set; } = CancellationPolicy.Default;

    /// <summary>False once it is withdrawn; what is held or sold stays good.</summary>
    public bool IsActive { get; private set; } = true;

    public static Result<Car> Create(Guid id, Guid tenantId, CarDetails details)
    {
        Car car = new() { Id = id, TenantId = tenantId };
        Result<Done> edited = car.Edit(details);
        return edited.IsFailure ? edited.Error : car;
    }

    public Result<Done> Edit(CarDetails details)
    {
        Result<Done> allowed = details.Check();
        if (allowed.IsFailure)
        {
            return allowed;
        }

        OwnerId = details.OwnerId;
        (Name, Class, Seats, Features, Pictures) = (details.Name, details.Class, details.Seats, details.Features, details.Pictures);
        (City, Address, TimeZone) = (details.City, details.Address, details.TimeZone);
        (Latitude, Longitude) = details.Location;
        (Currency, Rates, TaxRate) = (details.Currency, details.Rates.Rates, details.TaxRate);
        (PricePerDay, LowestPerDay) = (UsualDay(), LowestDay());
        (DriverMode, LicenceClass, DriverFeePerDay) = (details.DriverMode, details.LicenceClass, details.DriverFeePerDay);
        (IncludedKmPerDay, PricePerExtraKm, OneWayFee, OneWayFreeKm) = (details.IncludedKmPerDay, details.PricePerExtraKm, details.OneWayFee, details.OneWayFreeKm);
        (MaxPickUpKm, PickUpPoints, MaxDropOffKm, DropOffPoints) = (details.MaxPickUpKm, details.PickUpPoints, details.MaxDropOffKm, details.DropOffPoints);
        (MinMinutes, MaxMinutes, NoticeMinutes, BufferMinutes) = (details.MinMinutes, details.MaxMinutes, details.NoticeMinutes, details.BufferMinutes);
        (HoldMinutes, Policy) = (details.HoldMinutes, details.Policy);
        return Result.Success;
    }

    /// <summary>What an edit starts from.</summary>
    public CarDetails ToDetails() => new(
        Name, Class, Seats, Features, Pictures, City, Address, Home, TimeZone, Currency, new RateCard(Rates), TaxRate)
    {
        OwnerId = OwnerId,
        DriverMode = DriverMode,
        LicenceClass = LicenceClass,
        DriverFeePerDay = DriverFeePerDay,
        IncludedKmPerDay = IncludedKmPerDay,
        PricePerExtraKm = PricePerExtraKm,
        OneWayFee = OneWayFee,
        OneWayFreeKm = OneWayFreeKm,
        MaxPickUpKm = MaxPickUpKm,
        PickUpPoints = PickUpPoints,
        MaxDropOffKm = MaxDropOffKm,
        DropOffPoints = DropOffPoints,
        MinMinutes = MinMinutes,
        MaxMinutes = MaxMinutes,
        NoticeMinutes = NoticeMinutes,
        BufferMinutes = BufferMinutes,
        HoldMinutes = HoldMinutes,
        Policy = Policy,
    };

    /// <summary>Takes it off sale, or offers it again.</summary>
    public void Offer(bool isActive) => IsActive = isActive;

    public TimeRange Blocked(TimeRange asked) => asked.With(TimeSpan.Zero, TimeSpan.FromMinutes(BufferMinutes));

    /// <summary>What a rental costs, line by line.</summary>
    public IReadOnlyList<PriceLine> Quote(int item, TimeRange asked, CarRide ride)
    {
        List<PriceLine> lines = [.. new RateCard(Rates).Charge(asked, TimeZone).Select(charge => Line("rental", LabelOf(charge), charge.Amount, charge.Quantity))];
        int days = StartedDays(asked);
        if (ride.WithDriver)
        {
            lines.Add(Line("driver", "Driver", checked(DriverFeePerDay * days), days));
        }

        int kilometres = (int)Math.Ceiling((ride.PickUp ?? Home).DistanceTo(ride.DropOff ?? Home));
        long included = (long)IncludedKmPerDay * days;
        if (PricePerExtraKm > 0 && kilometres > included)
        {
            int extra = (int)(kilometres - included);
            lines.Add(Line("distance", $"Estimated distance of {kilometres} km, {included} km included", checked(PricePerExtraKm * extra), extra));
        }

        if (OneWayFee > 0 && ride.DropOff is { } place && IsOneWay(place))
        {
            lines.Add(Line("one_way", "Brought back elsewhere", OneWayFee, 1));
        }

        return lines;

        PriceLine Line(string code, string label, long amount, int quantity) => new(code, label, new Money(amount, Currency), item, quantity, TaxRate);
    }

    public Money Total(TimeRange asked, CarRide ride) => Quote(0, asked, ride).Aggregate(Money.Zero(Currency), (sum, line) => sum + line.Amount);

    public Result<Grant> Grant(int item, TimeRange asked, CarRide ride, IReadOnlyDictionary<string, string> details, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return Error.Rule("/carId", "This car is not offered any more.", Reason.NotOnSale);
        }

        Result<Done> allowed = CheckRide(asked, ride, now);
        return allowed.IsFailure
            ? allowed.Error
            : new Grant(
                new HoldItem(ItemKinds.Car, Id, Name, 1, asked.From, asked.To, TimeZone, [], details) { Policy = Policy },
                [new SlotClaim(item, Id, asked, Blocked(asked))],
                Quote(item, asked, ride),
                TimeSpan.FromMinutes(HoldMinutes));
    }

    private GeoPoint Home => new(Latitude, Longitude);

    private Result<Done> CheckRide(TimeRange asked, CarRide ride, DateTimeOffset now)
    {
        if (DriverMode == (ride.WithDriver ? DriverMode.SelfDriveOnly : DriverMode.Required))
        {
            return Error.Rule("/withDriver", ride.WithDriver ? "This car is rented without a driver." : "This car is rented with a driver only.");
        }

        Result<TimeRange> range = SaleWindow.Check(asked, TimeSpan.FromMinutes(MinMinutes), TimeSpan.FromMinutes(MaxMinutes), now);
        if (range.IsFailure)
        {
            return range.Error;
        }

        if (asked.From < now + TimeSpan.FromMinutes(NoticeMinutes))
        {
            return Error.Rule("/from", $"This car is wanted {NoticeMinutes} minutes before the start.", Reason.Notice);
        }

        if (ride.PickUp is { } pickUp && Home.DistanceTo(pickUp) > MaxPickUpKm && !PickUpPoints.Any(point => point.Reaches(pickUp)))
        {
            return Error.Rule("/pickUp", $"The car is brought up to {MaxPickUpKm} km from its home, and to its own points.", Reason.Distance);
        }

        return ride.DropOff is { } dropOff && !MayEndAt(dropOff)
            ? Error.Rule("/dropOff", DropOffPoints.Count == 0 ? $"The car may be left up to {MaxDropOffKm} km from its home." : "The car may be left at its home or at one of its own points.", Reason.Distance)
            : Result.Success;
    }

    private bool MayEndAt(GeoPoint place)
    {
        double distance = Home.DistanceTo(place);
        return DropOffPoints.Count == 0
            ? distance <= MaxDropOffKm
            : distance <= CarPoint.ReachKm || DropOffPoints.Any(point => point.Reaches(place));
    }

    private bool IsOneWay(GeoPoint place) =>
        Home.DistanceTo(place) > OneWayFreeKm
        || DropOffPoints.Any(point => point.Reaches(place) && !string.Equals(point.City, City, StringComparison.OrdinalIgnoreCase));

    private string LabelOf(RateCharge charge)
    {
        string unit = charge.Unit switch { RateUnit.Hour => "hours", RateUnit.HalfDay => "half days", _ => "days" };
        return charge.Label.Length == 0 ? $"{Name}, {unit}" : $"{Name}, {unit}, {charge.Label}";
    }

    /// <summary>Days of the wall clock from the start, as the rates count them.</summary>
    private int StartedDays(TimeRange asked)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[TimeZone];
        LocalDateTime start = asked.From.ToInstant().InZone(zone).LocalDateTime;

        // Where clocks change the last day may be over up to an hour later than 24 hours after the one before it.
        int days = Math.Max(1, (int)Math.Floor(asked.Duration.TotalDays) - 1);
        while (start.PlusDays(days).InZoneLeniently(zone).ToInstant().ToDateTimeOffset() < asked.To)
        {
            days++;
        }

        return days;
    }

    private long UsualDay() => Usual(RateUnit.Day)?.Amount ?? checked(Usual(RateUnit.Hour)!.Amount * HoursOfDay);

    private Rate? Usual(RateUnit unit) => Rates.FirstOrDefault(rate => rate.Unit == unit && rate.Days.Count == 0 && rate.SeasonFrom is null);

    /// <summary>A full day has its day's rate; hours and half days count where the card has no rate for every day.</summary>
    private long LowestDay()
    {
        long lowest = Rates.Where(rate => rate.Unit == RateUnit.Day).Select(rate => rate.Amount).DefaultIfEmpty(long.MaxValue).Min();
        return Usual(RateUnit.Day) is not null
            ? lowest
            : Rates.Where(rate => rate.Unit != RateUnit.Day).Select(rate => rate.Amount).Append(lowest).Min();
    }
}
