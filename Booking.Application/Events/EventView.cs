namespace Booking.Application.Events;

using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;

/// <param name="Available">Places that can be held now: the least that any of its pools has left. Types that share a pool share them.</param>
/// <param name="SaleFrom">Null is on sale from the publication on.</param>
/// <param name="SaleUntil">When its sale ends, whatever ends it.</param>
/// <param name="TierOf">The first one of successive prices, where there are such.</param>
/// <param name="Tier">Where it stands among successive prices; 0 for the first and for one price.</param>
/// <param name="Reason">Why it cannot be held now, in the words of a refused hold; null when it can.</param>
public sealed record TicketTypeView(
    Guid Id,
    string Name,
    string Description,
    Money Price,
    int TaxRate,
    int Capacity,
    int Available,
    int MinPerOrder,
    int MaxPerOrder,
    DateTimeOffset? SaleFrom,
    DateTimeOffset SaleUntil,
    bool Hidden,
    Guid? TierOf,
    int Tier,
    IReadOnlyList<Guid> PoolIds,
    string? Reason,
    IReadOnlyList<string> AvailableActions);

/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record EventPlaceView(double Lat, double Lng);

/// <param name="Venue">The name of the place.</param>
/// <param name="OwnerId">The provider who runs it; null for the tenant's own.</param>
/// <param name="SeriesId">The series it is an occurrence of.</param>
/// <param name="PriceFrom">The lowest price that is on sale, or will be; null when there is none.</param>
/// <param name="DistanceKm">From the place asked for, or null when none was.</param>
public sealed record EventView(
    Guid Id,
    string Title,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset? DoorsAt,
    string TimeZone,
    string Venue,
    string City,
    EventPlaceView Location,
    string Category,
    IReadOnlyList<string> Tags,
    string Description,
    IReadOnlyList<string> Pictures,
    int? MinimumAge,
    Seating Seating,
    EventStatus Status,
    Guid? OwnerId,
    Guid? SeriesId,
    CancellationPolicy CancellationPolicy,
    int HoldMinutes,
    Money? PriceFrom,
    IReadOnlyList<TicketTypeView> TicketTypes,
    double? DistanceKm,
    IReadOnlyList<string> AvailableActions)
{
    /// <summary>What its customers think of it.</summary>
    public RatingSummary Rating { get; init; } = RatingSummary.None;

    /// <summary>Each count has its own digits, so that one place moving from a type to another shows.</summary>
    internal long Availability => TicketTypes.Aggregate(
        AvailableActions.Count + 17L + (Rating.Fingerprint * 8_191),
        (sum, type) => unchecked((((sum * 1_000_003) + type.Available) * 31) + type.AvailableActions.Count + type.Id.GetHashCode()));

    /// <param name="types">All of the event.</param>
    /// <param name="code">Opens hidden types.</param>
    /// <param name="isManaged">For the organiser: with hidden and withdrawn types.</param>
    internal static EventView Of(Event happening, IEnumerable<TicketTypeRow> types, DateTimeOffset now, SearchArea? near, AccessCode? code = null, bool isManaged = false)
    {
        bool onSale = happening.Status == EventStatus.Published && happening.EndsAt > now;
        List<TicketTypeView> views = [.. types
            .Where(row => isManaged || (row.Type.IsActive && row.Type.IsOpenTo(code)))
            .Select(row => View(happening, row, onSale, now))];
        return new EventView(
            happening.Id,
            happening.Title,
            happening.StartsAt,
            happening.EndsAt,
            happening.DoorsAt,
            happening.TimeZone,
            happening.VenueName,
            happening.City,
            new EventPlaceView(happening.Latitude, happening.Longitude),
            happening.Category,
            happening.Tags,
            happening.Description,
            happening.Pictures,
            happening.MinimumAge,
            happening.Seating,
            happening.Status,
            happening.OwnerId,
            happening.SeriesId,
            happening.CancellationPolicy,
            happening.HoldMinutes,
            LowestOf(views, now),
            views,
            near.DistanceKm(happening.Latitude, happening.Longitude),
            isManaged ? ManagedActions(happening, now) : OfferingActions.When(onSale && views.Exists(type => type.AvailableActions.Count > 0)));
    }

    private static TicketTypeView View(Event happening, TicketTypeRow row, bool onSale, DateTimeOffset now)
    {
        TicketType type = row.Type;
        string? reason = ReasonOf(happening, row, onSale, now);
        return new TicketTypeView(
            type.Id,
            type.Name,
            type.Description,
            type.Price,
            type.TaxRate,
            row.Capacity,
            row.Available,
            type.MinPerOrder,
            type.MaxPerOrder,
            type.SaleFrom,
            type.ClosesAt(happening),
            type.IsHidden,
            type.TierOf,
            type.Tier,
            type.SharedPoolIds,
            reason,
            OfferingActions.When(reason is null));
    }

    private static string? ReasonOf(Event happening, TicketTypeRow row, bool onSale, DateTimeOffset now)
    {
        if (!onSale)
        {
            return happening.EndsAt <= now ? Domain.Common.Reason.Past : Domain.Common.Reason.NotOnSale;
        }

        if (!row.Type.IsOnSale(happening, now) || row.WaitsForEarlierTier)
        {
            return Domain.Common.Reason.NotOnSale;
        }

        return row.Available >= row.Type.MinPerOrder ? null : Domain.Common.Reason.Quota;
    }

    private static Money? LowestOf(List<TicketTypeView> types, DateTimeOffset now) => types
        .Where(type => !type.Hidden && type.SaleUntil > now)
        .Select(type => (Money?)type.Price)
        .MinBy(price => price!.Value.Amount);

    private static IReadOnlyList<string> ManagedActions(Event happening, DateTimeOffset now) => happening.Status switch
    {
        EventStatus.Draft => ["edit", "publish", "cancel"],
        EventStatus.Published when happening.EndsAt > now => ["edit", "postpone", "cancel"],
        EventStatus.Published => ["edit", "cancel"],
        _ => [],
    };
}

/// <param name="Capacity">Places, or seats of the plan.</param>
/// <param name="WaitsForEarlierTier">The price before it can still be had.</param>
public sealed record TicketTypeRow(TicketType Type, int Capacity, int Available, bool WaitsForEarlierTier);
