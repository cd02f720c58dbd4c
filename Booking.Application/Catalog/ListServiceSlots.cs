namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>The free appointments of some local days of the service, or the sessions of a class with places left.</summary>
/// <param name="To">The last day, itself included.</param>
/// <param name="ProviderId">Null asks for those of all providers.</param>
public sealed record ListServiceSlotsQuery(Guid ServiceId, LocalDate From, LocalDate To, Guid? ProviderId) : IQuery<ServiceSlotsView>
{
    public const int MaxDays = 31;

    public const int MaxSlots = 5_000;
}

/// <param name="Items">By start, then by provider.</param>
/// <param name="Days">Every day asked for, with the reason why it has no slot.</param>
public sealed record ServiceSlotsView(Guid ServiceId, string TimeZone, IReadOnlyList<ServiceSlotView> Items, IReadOnlyList<ServiceDayView> Days);

/// <param name="Places">How many can still be held; 1 for an appointment.</param>
/// <param name="SessionId">The session of a class; null for an appointment.</param>
public sealed record ServiceSlotView(
    DateTimeOffset From, DateTimeOffset To, Guid ProviderId, string Provider, Money Price, int Places, Guid? SessionId, IReadOnlyList<string> AvailableActions);

/// <param name="Slots">How many items the day has.</param>
/// <param name="Reason">Why there is none: <c>opening_hours</c>, <c>past</c>, <c>notice</c>, <c>horizon</c>, <c>held</c>, <c>booked</c>, <c>quota</c> or <c>not_on_sale</c>; null when there is one.</param>
public sealed record ServiceDayView(DateOnly Date, int Slots, string? Reason);

internal sealed class ListServiceSlotsHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<ListServiceSlotsQuery, Result<ServiceSlotsView>>
{
    public async Task<Result<ServiceSlotsView>> Handle(ListServiceSlotsQuery query, CancellationToken cancellationToken)
    {
        if (query.To < query.From || Period.DaysBetween(query.From, query.To) >= ListServiceSlotsQuery.MaxDays)
        {
            return AskedWindow.Invalid("/to", $"The last day is not before the first, and at most {ListServiceSlotsQuery.MaxDays} days can be asked for at once.");
        }

        Service? service = await db.Services.AsNoTracking().SingleOrDefaultAsync(service => service.Id == query.ServiceId && service.IsActive, cancellationToken);
        if (service is null)
        {
            return OfferingErrors.NotFound;
        }

        if (query.ProviderId is { } wanted && !service.ProviderIds.Contains(wanted))
        {
            return Error.Rule("/providerId", "This provider does not perform the service.");
        }

        List<Guid> ids = [.. service.ProviderIds.Where(id => query.ProviderId is null || id == query.ProviderId)];
        List<Provider> providers = await db.Providers.AsNoTracking().Where(provider => ids.Contains(provider.Id)).ToListAsync(cancellationToken);
        TimeRange window = new(service.DayOf(query.From).From, service.DayOf(query.To).To);
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Slot> slots = service.IsClass
            ? await SessionsAsync(service, providers, window, now, cancellationToken)
            : await AppointmentsAsync(service, providers, window, now, cancellationToken);
        List<ServiceSlotView> free = [.. slots.Where(slot => slot.Reason is null).OrderBy(slot => slot.View.From).ThenBy(slot => slot.View.ProviderId).Select(slot => slot.View)];
        return free.Count > ListServiceSlotsQuery.MaxSlots
            ? AskedWindow.Invalid("/to", "These days have too many slots for one answer; ask for fewer days or one provider.")
            : new ServiceSlotsView(service.Id, service.TimeZone, free, Days(query, service, slots));
    }

    private async Task<List<Slot>> AppointmentsAsync(Service service, List<Provider> providers, TimeRange window, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = [.. providers.Select(provider => provider.Id)];
        TimeRange touched = service.Blocked(window.With(TimeSpan.Zero, TimeSpan.FromDays(1)));
        var claims = (await db.SlotClaims.Live(now)
            .Where(claim => ids.Contains(claim.UnitId) && claim.BlockedTo > touched.From && claim.BlockedFrom < touched.To)
            .Select(claim => new { claim.UnitId, claim.BlockedFrom, claim.BlockedTo, claim.State, claim.IsBlackout })
            .ToListAsync(ct)).ToLookup(claim => claim.UnitId);
        List<Slot> slots = [];
        foreach (Provider provider in providers)
        {
            foreach (DateTimeOffset from in service.Starts(provider, window))
            {
                TimeRange asked = service.Asked(provider.Id, from);
                TimeRange blocked = service.Blocked(asked);
                var taken = claims[provider.Id].FirstOrDefault(claim => blocked.Overlaps(new TimeRange(claim.BlockedFrom, claim.BlockedTo)));
                slots.Add(new Slot(
                    new ServiceSlotView(asked.From.ToUniversalTime(), asked.To.ToUniversalTime(), provider.Id, provider.Name, service.PriceOf(provider.Id), 1, null, OfferingActions.When(true)),
                    service.Untimely(from, now) ?? (taken is null ? null : taken.IsBlackout ? Reason.Blackout : LiveClaims.StatusOf(taken.State))));
            }
        }

        return slots;
    }

    private async Task<List<Slot>> SessionsAsync(Service service, List<Provider> providers, TimeRange window, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Guid, string> names = providers.ToDictionary(provider => provider.Id, provider => provider.Name);
        List<ClassSession> sessions = await db.ClassSessions.AsNoTracking()
            .Where(session => session.ServiceId == service.Id && session.StartsAt >= window.From && session.StartsAt < window.To)
            .OrderBy(session => session.StartsAt)
            .ToListAsync(ct);
        IReadOnlyDictionary<Guid, int> left = await db.LeftAsync([.. sessions.Select(session => session.PoolId)], now, ct);
        return [.. sessions.Where(session => names.ContainsKey(session.ProviderId)).Select(session => new Slot(
            new ServiceSlotView(
                session.StartsAt, session.EndsAt, session.ProviderId, names[session.ProviderId], service.PriceOf(session.ProviderId), Math.Max(0, left.GetValueOrDefault(session.PoolId)),
                session.Id, OfferingActions.When(true)),
            service.Untimely(session.StartsAt, now) ?? (session.Status == ClassSessionStatus.Cancelled ? Reason.NotOnSale : left.GetValueOrDefault(session.PoolId) > 0 ? null : Reason.Quota)))];
    }

    private static List<ServiceDayView> Days(ListServiceSlotsQuery query, Service service, List<Slot> slots)
    {
        ILookup<LocalDate, Slot> byDate = slots.ToLookup(slot => service.DateOf(slot.View.From));
        List<ServiceDayView> days = [];
        for (LocalDate date = query.From; date <= query.To; date = date.PlusDays(1))
        {
            List<Slot> ofDay = [.. byDate[date]];
            int free = ofDay.Count(slot => slot.Reason is null);
            days.Add(new ServiceDayView(new DateOnly(date.Year, date.Month, date.Day), free, free > 0 ? null : Why(service, ofDay)));
        }

        return days;
    }

    private static string Why(Service service, List<Slot> slots)
    {
        // A hold may end; what can be hoped for is named before what cannot.
        string[] order = [Reason.Held, Reason.Quota, Reason.Booked, Reason.Blackout, Reason.Notice, Reason.Horizon, Reason.NotOnSale, Reason.Past];
        return Array.Find(order, reason => slots.Exists(slot => slot.Reason == reason)) ?? (service.IsClass ? Reason.NotOnSale : Reason.OpeningHours);
    }

    /// <param name="Reason">Why it cannot be had; null when it can.</param>
    private sealed record Slot(ServiceSlotView View, string? Reason);
}
