namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Events that begin in the time asked for; instead of a full one, others of its category.</summary>
internal sealed class EventAvailabilitySource(IBookingDb db) : IAvailabilitySource
{
    private const int Alternatives = 3;
    private const int MostOthers = 100;

    private static readonly TimeSpan Reach = TimeSpan.FromDays(30);

    public OfferingKind Kind => OfferingKind.Event;

    public async Task<IReadOnlyList<AvailabilityView>> FindAsync(AvailabilityQuestion question, Guid after, int take, CancellationToken ct)
    {
        List<Event> events = await OnSale(question)
            .Where(happening => happening.Id > after && (question.OfferingId == null || happening.Id == question.OfferingId))
            .Where(happening => happening.StartsAt >= question.Asked.From && happening.StartsAt < question.Asked.To)
            .OrderBy(happening => happening.Id)
            .Take(take)
            .ToListAsync(ct);
        ILookup<Guid, TicketTypeRow> types = await OnSaleOfAsync(events, question.Now, ct);
        List<Event> full = [.. events.Where(happening => Cheapest(types[happening.Id], question.Quantity) is null)];
        IReadOnlyList<Event> others = await OthersWithRoomAsync(full, question, ct);
        return [.. events.Select(happening => View(happening, [.. types[happening.Id]], others, question.Quantity))];
    }

    private IQueryable<Event> OnSale(AvailabilityQuestion question) => db.Events.AsNoTracking()
        .Where(happening => happening.Status == EventStatus.Published && happening.EndsAt > question.Now)
        .Within(question.Near);

    /// <summary>What everybody can buy of them at the moment.</summary>
    private async Task<ILookup<Guid, TicketTypeRow>> OnSaleOfAsync(List<Event> events, DateTimeOffset now, CancellationToken ct)
    {
        ILookup<Guid, TicketTypeRow> types = await db.TicketTypesOfAsync(events, now, ct);
        return events
            .SelectMany(happening => types[happening.Id].Where(row => !row.Type.IsHidden && !row.WaitsForEarlierTier && row.Type.IsOnSale(happening, now)))
            .ToLookup(row => row.Type.EventId);
    }

    private async Task<IReadOnlyList<Event>> OthersWithRoomAsync(List<Event> full, AvailabilityQuestion question, CancellationToken ct)
    {
        if (full.Count == 0)
        {
            return [];
        }

        List<string> categories = [.. full.Select(happening => happening.Category).Distinct()];
        DateTimeOffset from = question.Asked.From - Reach;
        DateTimeOffset to = question.Asked.To + Reach;
        List<Event> near = await OnSale(question)
            .Where(happening => categories.Contains(happening.Category) && happening.StartsAt > question.Now && happening.StartsAt >= from && happening.StartsAt < to)
            .OrderBy(happening => happening.StartsAt).ThenBy(happening => happening.Id)
            .Take(MostOthers)
            .ToListAsync(ct);
        ILookup<Guid, TicketTypeRow> types = await OnSaleOfAsync(near, question.Now, ct);
        return [.. near.Where(happening => Cheapest(types[happening.Id], question.Quantity) is not null)];
    }

    private AvailabilityView View(Event happening, TicketTypeRow[] types, IReadOnlyList<Event> others, int quantity)
    {
        TicketTypeRow? cheapest = Cheapest(types, quantity);
        bool overLimit = cheapest is null && types.Any(type => type.Available >= quantity);
        return new AvailabilityView(
            Kind, happening.Id, happening.Title, happening.StartsAt, happening.EndsAt, happening.TimeZone, cheapest is not null, cheapest?.Type.Price * quantity, types.Sum(type => type.Available),
            cheapest is not null ? [] :
            [
                overLimit
                    ? new AvailabilityReason(Reason.OrderLimit, "One order may have fewer.", null, null, null)
                    : new AvailabilityReason(Reason.Quota, TimedAvailability.MessageOf(Reason.Quota), null, null, null),
            ],
            cheapest is not null ? [] :
            [
                .. others.Where(other => other.Id != happening.Id && other.Category == happening.Category)
                    .OrderBy(other => (other.StartsAt - happening.StartsAt).Duration())
                    .Take(Alternatives)
                    .Select(other => new Alternative(other.Seating == Seating.Reserved ? ItemKinds.EventSeat : ItemKinds.Ticket, other.Id, other.Title, other.StartsAt, other.EndsAt, [], null)),
            ]);
    }

    private static TicketTypeRow? Cheapest(IEnumerable<TicketTypeRow> types, int quantity) =>
        types.Where(type => type.Available >= quantity && type.Type.MinPerOrder <= quantity && type.Type.MaxPerOrder >= quantity).MinBy(type => type.Type.Price.Amount);
}
