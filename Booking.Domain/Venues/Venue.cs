namespace Booking.Domain.Venues;

using System.Globalization;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>What a customer wants to do in a hall.</summary>
/// <param name="Layout">One of the hall's; null where any will do.</param>
public sealed record VenueUse(int Guests, string? Layout, IReadOnlyList<AskedExtra> Extras)
{
    public static VenueUse For(int guests) => new(guests, null, []);
}

/// <summary>A hall that is rented by the hour, half day or day.</summary>
public sealed class Venue : AggregateRoot
{
    private Venue()
    {
    }

    /// <summary>The provider who manages it; null when only admins do.</summary>
    public Guid? OwnerId { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string City { get; private set; } = "";

    /// <summary>See <see cref="TextKey"/>.</summary>
    public string CityKey { get; private set; } = "";

    /// <summary>What a text is looked for in: name, description and city, see <see cref="TextKey"/>.</summary>
    public string Words { get; private set; } = "";

    public string Address { get; private set; } = "";

    public double Latitude { get; private set; }

    public double Longitude { get; private set; }

    public string TimeZone { get; private set; } = "";

    /// <summary>The most guests.</summary>
    public int Capacity { get; private set; }

    public IReadOnlyList<VenueLayout> Layouts { get; private set; } = [];

    /// <summary>The names of <see cref="Layouts"/>, for searching.</summary>
    public IReadOnlyList<string> LayoutNames { get; private set; } = [];

    public IReadOnlyList<string> Features { get; private set; } = [];

    public string Currency { get; private set; } = "";

    /// <summary>Empty stands for <see cref="PricePerHour"/> and <see cref="PricePerDay"/>.</summary>
    public IReadOnlyList<Rate> Rates { get; private set; } = [];

    /// <summary>The usual price of a started hour in minor units, for lists and searching.</summary>
    public long PricePerHour { get; private set; }

    /// <summary>The usual price of a day.</summary>
    public long PricePerDay { get; private set; }

    public int TaxRate { get; private set; }

    /// <summary>No entry for a weekday means closed; an empty list means always open.</summary>
    public IReadOnlyList<OpeningHours> Hours { get; private set; } = [];

    public IReadOnlyList<DatedHours> Exceptions { get; private set; } = [];

    /// <summary>Set-up time in minutes that nobody else gets.</summary>
    public int BufferBeforeMinutes { get; private set; }

    public int BufferAfterMinutes { get; private set; }

    public int MinMinutes { get; private set; }

    public int MaxMinutes { get; private set; }

    public int StepMinutes { get; private set; }

    public int MinNoticeMinutes { get; private set; }

    public int MaxNoticeDays { get; private set; }

    public int HoldMinutes { get; private set; }

    public CancellationPolicy CancellationPolicy { get; private set; } = CancellationPolicy.Default;

    public VenueApproval Approval { get; private set; }

    public PendingBlocks PendingBlocks { get; private set; }

    public int RespondWithinMinutes { get; private set; }

    public int PaymentMinutes { get; private set; }

    public int? CheckInWithinMinutes { get; private set; }

    public bool IsActive { get; private set; }

    public RateCard RateCard => Rates.Count == 0 ? RateCard.Of(PricePerHour, PricePerDay) : new RateCard(Rates);

    public OpeningTimes Opening => new(Hours, Exceptions, TimeZone);

    public VenueDetails Details => new(
        Name, Description, City, Address, new GeoPoint(Latitude, Longitude), TimeZone, Capacity, Layouts, Features, Currency, RateCard, TaxRate, Hours, Exceptions,
        BufferBeforeMinutes, BufferAfterMinutes, MinMinutes, MaxMinutes, StepMinutes, MinNoticeMinutes, MaxNoticeDays, HoldMinutes, CancellationPolicy,
        Approval, PendingBlocks, RespondWithinMinutes, PaymentMinutes, CheckInWithinMinutes);

    public static Result<Venue> Create(Guid id, Guid tenantId, Guid? ownerId, VenueDetails details)
    {
        Venue venue = new() { Id = id, TenantId = tenantId, OwnerId = ownerId, IsActive = true };
        Result<Done> edited = venue.Edit(details);
        return edited.IsFailure ? edited.Error : venue;
    }

    /// <summary>What is held or sold stays as it was granted.</summary>
    public Result<Done> Edit(VenueDetails details)
    {
        if (details.Check() is { } error)
        {
            return error;
        }

        (Name, Description, City, Address) = (details.Name, details.Description, details.City, details.Address);
        (CityKey, Words) = (TextKey.Of(details.City), TextKey.Of($"{details.Name} {details.Description} {details.City}"));
        (Latitude, Longitude, TimeZone) = (details.Location.Latitude, details.Location.Longitude, details.TimeZone);
        (Capacity, Layouts, LayoutNames, Features) = (details.Capacity, details.Layouts, [.. details.Layouts.Select(layout => layout.Name)], details.Features);
        (Currency, Rates, TaxRate) = (details.Currency, details.Rates.Rates, details.TaxRate);
        (Hours, Exceptions) = (details.Hours, details.Exceptions);
        (BufferBeforeMinutes, BufferAfterMinutes) = (details.BufferBeforeMinutes, details.BufferAfterMinutes);
        (MinMinutes, MaxMinutes, StepMinutes) = (details.MinMinutes, details.MaxMinutes, details.StepMinutes);
        (MinNoticeMinutes, MaxNoticeDays, HoldMinutes) = (details.MinNoticeMinutes, details.MaxNoticeDays, details.HoldMinutes);
        (CancellationPolicy, Approval, PendingBlocks) = (details.CancellationPolicy, details.Approval, details.PendingBlocks);
        (RespondWithinMinutes, PaymentMinutes, CheckInWithinMinutes) = (details.RespondWithinMinutes, details.PaymentMinutes, details.CheckInWithinMinutes);
        long? hour = Usual(RateUnit.Hour);
        long? day = Usual(RateUnit.Day);
        PricePerHour = hour ?? day!.Value;
        PricePerDay = day ?? checked(hour!.Value * 24);
        return Result.Success;
    }

    /// <summary>Ends its sale; what is sold stays sold.</summary>
    public void Withdraw() => IsActive = false;

    /// <summary>Puts it back on sale, or takes it off.</summary>
    public void Offer(bool isActive) => IsActive = isActive;

    public TimeRange Blocked(TimeRange asked) =>
        asked.With(TimeSpan.FromMinutes(BufferBeforeMinutes), TimeSpan.FromMinutes(BufferAfterMinutes));

    public Money Total(TimeRange asked) => RateCard.Total(asked, TimeZone, Currency);

    /// <summary>Whether the hall is open over the whole range, judged in its own wall time.</summary>
    public bool IsOpen(TimeRange asked) => Opening.Contains(asked);

    /// <summary>Why the hall cannot be used so, apart from what others have taken; null when it can.</summary>
    public Error? Check(TimeRange asked, VenueUse use, DateTimeOffset now)
    {
        if (!IsActive)
        {
            return Error.Rule("/venueId", "This hall is not offered any more.", Reason.NotOnSale);
        }

        if (SaleWindow.Check(asked, TimeSpan.FromMinutes(MinMinutes), TimeSpan.FromMinutes(MaxMinutes), now).Error is { } outside)
        {
            return outside;
        }

        if (asked.Duration.Ticks % TimeSpan.FromMinutes(StepMinutes).Ticks != 0)
        {
            return Error.Rule("/to", $"A use lasts a multiple of {StepMinutes} minutes.", Reason.Duration);
        }

        if (asked.From < now.AddMinutes(MinNoticeMinutes))
        {
            return Error.Rule("/from", $"The hall is let at least {MinNoticeMinutes} minutes ahead.", Reason.Notice);
        }

        if (asked.From > now.AddDays(MaxNoticeDays))
        {
            return Error.Rule("/from", $"The hall is let at most {MaxNoticeDays} days ahead.", Reason.Horizon);
        }

        int capacity = Capacity;
        if (use.Layout is { } name)
        {
            if (Layouts.FirstOrDefault(layout => layout.Name == name) is not { } layout)
            {
                return Error.Rule("/layout", "The hall has no such layout.");
            }

            capacity = layout.Capacity;
        }

        if (use.Guests > capacity)
        {
            return Error.Rule("/guests", $"The hall holds at most {capacity} guests{(use.Layout is null ? "" : $" in the layout {use.Layout}")}.", Reason.Capacity);
        }

        return IsOpen(asked) ? null : Error.Rule("/from", "The hall is closed at that time.", Reason.OpeningHours);
    }

    /// <param name="known">The extras that are asked for, as far as the hall has them.</param>
    public Result<Grant> Grant(int item, TimeRange asked, VenueUse use, IReadOnlyDictionary<Guid, VenueExtra> known, DateTimeOffset now)
    {
        if (Check(asked, use, now) is { } error)
        {
            return error;
        }

        List<Claim> claims = [new SlotClaim(item, Id, asked, Blocked(asked))];
        List<PriceLine> lines = [.. LinesOf(asked, item)];
        for (int i = 0; i < use.Extras.Count; i++)
        {
            (Guid id, int quantity) = use.Extras[i];
            if (!known.TryGetValue(id, out VenueExtra? extra) || extra.VenueId != Id || !extra.IsActive)
            {
                return Error.Rule($"/extras/{i}/extraId", "The hall has no such extra.", Reason.NotOnSale);
            }

            if (quantity > extra.MaxPerBooking)
            {
                return Error.Rule($"/extras/{i}/quantity", $"At most {extra.MaxPerBooking} in one booking.", Reason.OrderLimit);
            }

            claims.AddRange(extra.PoolsFor(asked, TimeZone).Select(pool => new QuotaClaim(item, pool, quantity)));
            lines.Add(new PriceLine("extra", extra.Name, extra.Total(asked, use.Guests, quantity, Currency), item, quantity, extra.TaxRate));
        }

        return new Grant(
            new HoldItem(ItemKinds.Venue, Id, Name, 1, asked.From, asked.To, TimeZone, [], DetailsOf(use)) { Policy = CancellationPolicy, CheckInWithinMinutes = CheckInWithinMinutes },
            claims,
            lines,
            TimeSpan.FromMinutes(HoldMinutes));
    }

    private static Dictionary<string, string> DetailsOf(VenueUse use)
    {
        Dictionary<string, string> details = new() { ["guests"] = use.Guests.ToString(CultureInfo.InvariantCulture) };
        if (use.Layout is { } layout)
        {
            details["layout"] = layout;
        }

        if (use.Extras.Count > 0)
        {
            details["extras"] = string.Join(',', use.Extras.Select(extra => string.Create(CultureInfo.InvariantCulture, $"{extra.ExtraId}:{extra.Quantity}")));
        }

        return details;
    }

    private IEnumerable<PriceLine> LinesOf(TimeRange asked, int item)
    {
        IReadOnlyList<RateCharge> charges = RateCard.Charge(asked, TimeZone);
        return charges.Select(charge => new PriceLine(
            "venue", charges.Count == 1 && charge.Label.Length == 0 ? Name : $"{Name}, {Describe(charge)}", new Money(charge.Amount, Currency), item, 1, TaxRate));
    }

    private static string Describe(RateCharge charge)
    {
        string unit = charge.Unit switch { RateUnit.Hour => "h", RateUnit.HalfDay => "half day", _ => "day" };
        return string.Create(CultureInfo.InvariantCulture, $"{charge.Quantity} × {unit}{(charge.Label.Length == 0 ? "" : $" ({charge.Label})")}");
    }

    private long? Usual(RateUnit unit) => Rates.FirstOrDefault(rate => rate.Unit == unit && rate.Days.Count == 0 && rate.SeasonFrom is null)?.Amount;
}
