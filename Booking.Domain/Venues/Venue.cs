namespace Booking.Domain.Venues;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Open hours on one weekday, in the venue's wall time; minutes after midnight, <paramref name="Closes"/> up to 1440. A weekday may have several.</summary>
public sealed record OpeningHours(DayOfWeek Day, int Opens, int Closes);

/// <summary>A hall that is rented by the hour.</summary>
public sealed class Venue : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Venue()
    {
    }

    /// <summary>The provider who manages it; null when only admins do.</summary>
    public Guid? OwnerId { get; private init; }

    public string Name { get; private init; } = "";

    public string Description { get; private init; } = "";

    public string City { get; private init; } = "";

    public string Address { get; private init; } = "";

    public double Latitude { get; private init; }

    public double Longitude { get; private init; }

    public string TimeZone { get; private init; } = "";

    /// <summary>The most guests.</summary>
    public int Capacity { get; private init; }

    public IReadOnlyList<string> Features { get; private init; } = [];

    public string Currency { get; private init; } = "";

    /// <summary>Minor units per started hour.</summary>
    public long PricePerHour { get; private init; }

    /// <summary>Minor units; no 24 hours cost more.</summary>
    public long PricePerDay { get; private init; }

    public int TaxRate { get; private init; }

    /// <summary>No entry for a weekday means closed; an empty list means always open.</summary>
    public IReadOnlyList<OpeningHours> Hours { get; private init; } = [];

    /// <summary>Set-up time in minutes that nobody else gets.</summary>
    public int BufferBeforeMinutes { get; private init; }

    public int BufferAfterMinutes { get; private init; }

    public int MinMinutes { get; private init; }

    public int MaxMinutes { get; private init; }

    public int HoldMinutes { get; private init; }

    public bool IsActive { get; private init; }

    public static Venue Create(
        Guid id, Guid tenantId, string name, string description, string city, string address, GeoPoint location, string timeZone, int capacity,
        IReadOnlyList<string> features, Money pricePerHour, long pricePerDay, int taxRate, IReadOnlyList<OpeningHours> hours, int bufferBefore, int bufferAfter) => new()
        {
            Id = id,
            TenantId = tenantId,
            Name = name,
            Description = description,
            City = city,
            Address = address,
            Latitude = location.Latitude,
            Longitude = location.Longitude,
            TimeZone = timeZone,
            Capacity = capacity,
            Features = features,
            Currency = pricePerHour.Currency,
            PricePerHour = pricePerHour.Amount,
            PricePerDay = pricePerDay,
            TaxRate = taxRate,
            Hours = hours,
            BufferBeforeMinutes = bufferBefore,
            BufferAfterMinutes = bufferAfter,
            MinMinutes = 60,
            MaxMinutes = 7 * 24 * 60,
            HoldMinutes = (int)DefaultHold.TotalMinutes,
            IsActive = true,
        };

    public TimeRange Blocked(TimeRange asked) =>
        asked.With(TimeSpan.FromMinutes(BufferBeforeMinutes), TimeSpan.FromMinutes(BufferAfterMinutes));

    public Money Total(TimeRange asked)
    {
        TimeSpan day = TimeSpan.FromDays(1);
        long days = (long)Math.Floor(asked.Duration / day);
        long started = (long)Math.Ceiling((asked.Duration - day * days).TotalHours);
        return new Money(PricePerDay, Currency) * days + new Money(Math.Min(checked(started * PricePerHour), PricePerDay), Currency);
    }

    /// <summary>Whether the hall is open over the whole range, judged in its own wall time.</summary>
    public bool IsOpen(TimeRange asked)
    {
        if (Hours.Count == 0)
        {
            return true;
        }

        DateTimeZone zone = DateTimeZoneProviders.Tzdb[TimeZone];
        LocalDateTime reached = asked.From.ToOffsetDateTime().ToInstant().InZone(zone).LocalDateTime;
        LocalDateTime to = asked.To.ToOffsetDateTime().ToInstant().InZone(zone).LocalDateTime;

        // A night out is the end of one weekday's hours and the start of the next one's.
        do
        {
            int minute = reached.Hour * 60 + reached.Minute;
            DayOfWeek day = reached.DayOfWeek.ToDayOfWeek();
            OpeningHours? open = Hours.FirstOrDefault(hours => hours.Day == day && hours.Opens <= minute && minute < hours.Closes);
            if (open is null)
            {
                return false;
            }

            reached = reached.Date.AtMidnight().PlusMinutes(open.Closes);
        }
        while (reached < to);

        return true;
    }

    public Result<Grant> Grant(int item, TimeRange asked, int guests, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return Error.Rule("/venueId", "This hall is not offered any more.", Reason.NotOnSale);
        }

        Result<TimeRange> range = SaleWindow.Check(asked, TimeSpan.FromMinutes(MinMinutes), TimeSpan.FromMinutes(MaxMinutes), now);
        if (range.IsFailure)
        {
            return range.Error;
        }

        if (guests > Capacity)
        {
            return Error.Rule("/guests", $"The hall holds at most {Capacity} guests.", Reason.Capacity);
        }

        if (!IsOpen(asked))
        {
            return Error.Rule("/from", "The hall is closed at that time.", Reason.OpeningHours);
        }

        return new Grant(
            new HoldItem(ItemKinds.Venue, Id, Name, 1, asked.From, asked.To, TimeZone, [], new Dictionary<string, string> { ["guests"] = FormattableString.Invariant($"{guests}") }),
            [new SlotClaim(item, Id, asked, Blocked(asked))],
            [new PriceLine("venue", Name, Total(asked), item, 1, TaxRate)],
            TimeSpan.FromMinutes(HoldMinutes));
    }
}
