namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <param name="Price">What the appointment costs with this provider.</param>
/// <param name="DurationMinutes">How long it takes with this provider.</param>
public sealed record ServiceProviderView(Guid Id, string Name, Money Price, int DurationMinutes);

/// <param name="Average">Of 1 to 5 stars, to two places; null while there is no rating.</param>
public sealed record RatingSummary(double? Average, long Count)
{
    public static readonly RatingSummary None = new(null, 0);

    /// <summary>Differs when the summary does.</summary>
    internal long Fingerprint => (Count * 1_009) + (long)((Average ?? 0) * 100);

    internal static RatingSummary Of(RatingTotal? total) => total is { Count: > 0 } ? new(Math.Round((double)total.Stars / total.Count, 2), total.Count) : None;
}

/// <param name="ExtraMinutes">How much longer the appointment takes with one of it.</param>
/// <param name="MinQuantity">1 or more where the offering is not sold without it.</param>
/// <param name="Available">Pieces that can be held now; null where it never runs out.</param>
public sealed record AddOnView(Guid Id, string Name, string Description, Money Price, int TaxRate, int ExtraMinutes, int MinQuantity, int MaxQuantity, int? Available)
{
    internal static AddOnView Of(AddOn addOn, string currency, IReadOnlyDictionary<Guid, int> left) => new(
        addOn.Id, addOn.Name, addOn.Description, new Money(addOn.Price, currency), addOn.TaxRate, addOn.ExtraMinutes, addOn.MinQuantity, addOn.MaxQuantity,
        addOn.PoolId is { } pool ? Math.Max(0, left.GetValueOrDefault(pool)) : null);
}

/// <param name="BufferBeforeMinutes">Time before each appointment in which the provider takes no other.</param>
/// <param name="BufferMinutes">Time after each appointment in which the provider takes no other.</param>
/// <param name="StepMinutes">Slots begin every so many minutes from the start of the working hours.</param>
/// <param name="NoticeMinutes">How long before its start an appointment is booked at the latest.</param>
/// <param name="HorizonDays">How many days ahead an appointment is booked at the earliest.</param>
/// <param name="SeatsPerSlot">1 for appointments; more for a class that so many attend together.</param>
/// <param name="CheckInWithinMinutes">So many minutes after its start it is given up where nobody has checked in; null where nobody has to.</param>
public sealed record ServiceView(
    Guid Id,
    string Name,
    string Description,
    string Category,
    string City,
    string TimeZone,
    int DurationMinutes,
    int BufferBeforeMinutes,
    int BufferMinutes,
    int StepMinutes,
    Money Price,
    int TaxRate,
    int NoticeMinutes,
    int HorizonDays,
    int SeatsPerSlot,
    int? CheckInWithinMinutes,
    int HoldMinutes,
    IReadOnlyList<string> Languages,
    CancellationPolicy CancellationPolicy,
    IReadOnlyList<ServiceProviderView> Providers,
    IReadOnlyList<AddOnView> AddOns,
    RatingSummary Rating,
    bool IsActive,
    IReadOnlyList<string> AvailableActions)
{
    internal static ServiceView Of(Service service, IReadOnlyDictionary<Guid, string> providers, IReadOnlyDictionary<Guid, int> left, RatingTotal? rating) => new(
        service.Id,
        service.Name,
        service.Description,
        service.Category,
        service.City,
        service.TimeZone,
        service.DurationMinutes,
        service.BufferBeforeMinutes,
        service.BufferMinutes,
        service.StepMinutes,
        service.Price,
        service.TaxRate,
        service.NoticeMinutes,
        service.HorizonDays,
        service.SeatsPerSlot,
        service.CheckInWithinMinutes,
        service.HoldMinutes,
        service.Languages,
        service.Policy,
        [.. service.ProviderIds.Where(providers.ContainsKey).Select(id => new ServiceProviderView(id, providers[id], service.PriceOf(id), service.MinutesOf(id)))],
        [.. service.AddOns.Where(addOn => addOn.IsActive).Select(addOn => AddOnView.Of(addOn, service.Price.Currency, left))],
        RatingSummary.Of(rating),
        service.IsActive,
        OfferingActions.When(service.IsActive && service.ProviderIds.Count > 0));
}

/// <summary>Views of services, with one query per table for all of them.</summary>
internal static class ServiceViews
{
    public static async Task<IReadOnlyList<ServiceView>> ViewsAsync(this IBookingDb db, IReadOnlyList<Service> services, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> performers = [.. services.SelectMany(service => service.ProviderIds).Distinct()];
        Dictionary<Guid, string> providers = await db.Providers.AsNoTracking()
            .Where(provider => performers.Contains(provider.Id) && provider.IsActive)
            .Select(provider => new { provider.Id, provider.Name })
            .ToDictionaryAsync(provider => provider.Id, provider => provider.Name, ct);
        IReadOnlyDictionary<Guid, int> left = await db.LeftAsync(services.SelectMany(service => service.AddOns), now, ct);
        Dictionary<Guid, RatingTotal> ratings = await db.RatingTotals.OfAsync([.. services.Select(service => service.Id)], ct);
        return [.. services.Select(service => ServiceView.Of(service, providers, left, ratings.GetValueOrDefault(service.Id)))];
    }

    public static async Task<Versioned<ServiceView>> ViewAsync(this IBookingDb db, Service service, DateTimeOffset now, CancellationToken ct)
    {
        ServiceView view = (await db.ViewsAsync([service], now, ct))[0];
        return new Versioned<ServiceView>(view, service.Version, (view.Rating.Fingerprint * 131) + view.AddOns.Sum(addOn => addOn.Available ?? 0));
    }

    public static async Task<Dictionary<Guid, RatingTotal>> OfAsync(this IQueryable<RatingTotal> totals, List<Guid> subjects, CancellationToken ct) => subjects.Count == 0
        ? []
        : await totals.Where(total => subjects.Contains(total.SubjectId)).ToDictionaryAsync(total => total.SubjectId, ct);

    /// <summary>The summary of one offering; <see cref="RatingSummary.None"/> without a rating.</summary>
    public static async Task<RatingSummary> OfAsync(this IQueryable<RatingTotal> totals, Guid subject, CancellationToken ct) =>
        RatingSummary.Of(await totals.SingleOrDefaultAsync(total => total.SubjectId == subject, ct));

    public static Task<IReadOnlyDictionary<Guid, int>> LeftAsync(this IBookingDb db, IEnumerable<AddOn> addOns, DateTimeOffset now, CancellationToken ct) =>
        db.LeftAsync([.. addOns.Where(addOn => addOn.IsActive).Select(addOn => addOn.PoolId).OfType<Guid>()], now, ct);

    /// <summary>What is left of each pool: neither sold nor held by a live hold.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> LeftAsync(this IBookingDb db, List<Guid> pools, DateTimeOffset now, CancellationToken ct)
    {
        if (pools.Count == 0)
        {
            return new Dictionary<Guid, int>();
        }

        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(now);
        return await db.Pools.AsNoTracking()
            .Where(pool => pools.Contains(pool.Id))
            .Select(pool => new { pool.Id, Left = pool.Capacity - pool.Sold - (held.Where(claim => claim.PoolId == pool.Id).Sum(claim => (int?)claim.Quantity) ?? 0) })
            .ToDictionaryAsync(pool => pool.Id, pool => pool.Left, ct);
    }
}
