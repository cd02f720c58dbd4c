namespace Booking.Domain.Cars;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>A car that is rented by time, with or without a driver.</summary>
public sealed class Car : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private Car()
    {
    }

    public string Name { get; private init; } = "";

    /// <summary>E.g. <c>compact</c>, <c>van</c>.</summary>
    public string Class { get; private init; } = "";

    public int Seats { get; private init; }

    public IReadOnlyList<string> Features { get; private init; } = [];

    public IReadOnlyList<string> Pictures { get; private init; } = [];

    public string City { get; private init; } = "";

    public string Address { get; private init; } = "";

    /// <summary>Degrees, WGS 84.</summary>
    public double Latitude { get; private init; }

    public double Longitude { get; private init; }

    public string TimeZone { get; private init; } = "";

    public string Currency { get; private init; } = "";

    /// <summary>Minor units per started hour; a day never costs more than <see cref="PricePerDay"/>.</summary>
    public long PricePerHour { get; private init; }

    public long PricePerDay { get; private init; }

    /// <summary>Minor units per started day with a driver.</summary>
    public long DriverFeePerDay { get; private init; }

    public int TaxRate { get; private init; }

    public int MinMinutes { get; private init; }

    public int MaxMinutes { get; private init; }

    /// <summary>Turnaround after each rental, in minutes, in which nobody else gets the car.</summary>
    public int BufferMinutes { get; private init; }

    public int HoldMinutes { get; private init; }

    public bool IsActive { get; private init; }

    public static Car Create(
        Guid id, Guid tenantId, string name, string carClass, int seats, IReadOnlyList<string> features, IReadOnlyList<string> pictures,
        string city, string address, GeoPoint location, string timeZone, Money pricePerHour, long pricePerDay, long driverFeePerDay, int taxRate, int bufferMinutes) => new()
        {
            Id = id,
            TenantId = tenantId,
            Name = name,
            Class = carClass,
            Seats = seats,
            Features = features,
            Pictures = pictures,
            City = city,
            Address = address,
            Latitude = location.Latitude,
            Longitude = location.Longitude,
            TimeZone = timeZone,
            Currency = pricePerHour.Currency,
            PricePerHour = pricePerHour.Amount,
            PricePerDay = pricePerDay,
            DriverFeePerDay = driverFeePerDay,
            TaxRate = taxRate,
            MinMinutes = 60,
            MaxMinutes = 30 * 24 * 60,
            BufferMinutes = bufferMinutes,
            HoldMinutes = (int)DefaultHold.TotalMinutes,
            IsActive = true,
        };

    public TimeRange Blocked(TimeRange asked) => asked.With(TimeSpan.Zero, TimeSpan.FromMinutes(BufferMinutes));

    /// <summary>Full days at the daily price, the rest by started hours up to one more daily price.</summary>
    public Money Total(TimeRange asked, bool withDriver)
    {
        long days = (long)Math.Floor(asked.Duration / Day);
        TimeSpan rest = asked.Duration - Day * days;
        long started = (long)Math.Ceiling(rest.TotalHours);
        Money rental = new Money(PricePerDay, Currency) * days + new Money(Math.Min(checked(started * PricePerHour), PricePerDay), Currency);
        return withDriver ? rental + DriverFee(asked) : rental;
    }

    public Result<Grant> Grant(int item, TimeRange asked, bool withDriver, IReadOnlyDictionary<string, string> details, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return Error.Rule("/carId", "This car is not offered any more.", Reason.NotOnSale);
        }

        Result<TimeRange> range = SaleWindow.Check(asked, TimeSpan.FromMinutes(MinMinutes), TimeSpan.FromMinutes(MaxMinutes), now);
        if (range.IsFailure)
        {
            return range.Error;
        }

        List<PriceLine> lines = [new("rental", Name, Total(asked, withDriver: false), item, 1, TaxRate)];
        if (withDriver)
        {
            lines.Add(new PriceLine("driver", "Driver", DriverFee(asked), item, 1, TaxRate));
        }

        return new Grant(
            new HoldItem(ItemKinds.Car, Id, Name, 1, asked.From, asked.To, TimeZone, [], details),
            [new SlotClaim(item, Id, asked, Blocked(asked))],
            lines,
            TimeSpan.FromMinutes(HoldMinutes));
    }

    private Money DriverFee(TimeRange asked) => new Money(DriverFeePerDay, Currency) * (long)Math.Ceiling(asked.Duration / Day);
}
