namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Named seats.</summary>
internal sealed class EventSeatGrants(IBookingDb db, IEventSeats plans) : ItemGrants<EventSeatItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<EventSeatItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.EventId);
        List<string> names = [.. items.SelectMany(asked => asked.Item.Seats).Distinct()];
        var events = await db.Events.AsNoTracking().Where(happening => ids.Contains(happening.Id))
            .Select(happening => new { Event = happening, ForbidsOrphans = db.EventSeatPlans.Any(plan => plan.Id == happening.Id && plan.ForbidsOrphans) })
            .ToDictionaryAsync(row => row.Event.Id, ct);
        Dictionary<Guid, TicketType> types = await db.TicketTypes.AsNoTracking().Where(type => ids.Contains(type.EventId)).ToDictionaryAsync(type => type.Id, ct);
        ILookup<Guid, EventSeat> seats = (await db.EventSeats.AsNoTracking().Where(seat => ids.Contains(seat.EventId) && names.Contains(seat.Seat)).ToListAsync(ct)).ToLookup(seat => seat.EventId);
        ILookup<Guid, string> ordered = items.SelectMany(asked => asked.Item.Seats.Select(seat => (asked.Item.EventId, Seat: seat))).Distinct().ToLookup(asked => asked.EventId, asked => asked.Seat);
        List<Result<Grant>> grants = [];
        foreach (AskedItem<EventSeatItem> asked in items)
        {
            if (!events.TryGetValue(asked.Item.EventId, out var row))
            {
                grants.Add(Unknown("/eventId"));
                continue;
            }

            Result<Grant> grant = row.Event.GrantSeats(asked.Index, asked.Item.Seats, seats[row.Event.Id].ToDictionary(seat => seat.Seat), types, now, [.. ordered[row.Event.Id]]);
            grants.Add(grant.IsSuccess && row.ForbidsOrphans && !asked.Item.IsBestAvailable && await LeavesOrphansAsync(row.Event.Id, asked.Item, items, now, ct) is { } refused ? refused : grant);
        }

        return grants;
    }

    protected override async ValueTask<Result<Grant>?> GrantKnownAsync(AskedItem<EventSeatItem> asked, IReadOnlyList<ItemRequest> all, UsedTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        Guid eventId = asked.Item.EventId;
        if (await terms.FindAsync(TermsKind.SeatedEvent, eventId, ct => ReadAsync(eventId, ct), ct) is not { } known || (known.ForbidsOrphans && !asked.Item.IsBestAvailable))
        {
            return null;
        }

        return known.Event.GrantSeats(
            asked.Index, asked.Item.Seats, known.Seats, known.Types, now, [.. all.OfType<EventSeatItem>().Where(item => item.EventId == eventId).SelectMany(item => item.Seats).Distinct()]);
    }

    private async Task<KnownSeatedEvent?> ReadAsync(Guid eventId, CancellationToken ct)
    {
        if (await db.Events.AsNoTracking().SingleOrDefaultAsync(happening => happening.Id == eventId, ct) is not { } happening)
        {
            return null;
        }

        bool forbidsOrphans = await db.EventSeatPlans.AnyAsync(plan => plan.Id == eventId && plan.ForbidsOrphans, ct);
        Dictionary<Guid, TicketType> types = await db.TicketTypes.AsNoTracking().Where(type => type.EventId == eventId).ToDictionaryAsync(type => type.Id, ct);
        Dictionary<string, EventSeat> seats = await db.EventSeats.AsNoTracking().Where(seat => seat.EventId == eventId).ToDictionaryAsync(seat => seat.Seat, ct);
        return new KnownSeatedEvent(happening, forbidsOrphans, types, seats);
    }

    /// <summary>Looks at all seats that the hold takes of the event: two items may fill a gap together.</summary>
    private async Task<Error?> LeavesOrphansAsync(Guid eventId, EventSeatItem asked, IReadOnlyList<AskedItem<EventSeatItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        HashSet<string> chosen = [.. items.Where(item => item.Item.EventId == eventId).SelectMany(item => item.Item.Seats)];
        IReadOnlyList<EventSeatRow> all = await plans.ReadAsync(eventId, now, ct);
        HashSet<(string, string)> rows = [.. all.Where(row => asked.Seats.Contains(row.Seat)).Select(row => (row.Section, row.Row))];
        IReadOnlyList<string> orphans = SeatOrphans.LeftBy([.. all.Where(row => rows.Contains((row.Section, row.Row))).Select(row => row.ToSpot(isWanted: true))], chosen);
        return orphans.Count == 0 ? null : Error.Rule("/seats", $"This leaves single seats that nobody takes: {string.Join(", ", orphans)}.", Reason.OrphanSeat);
    }

    private sealed record KnownSeatedEvent(Event Event, bool ForbidsOrphans, Dictionary<Guid, TicketType> Types, Dictionary<string, EventSeat> Seats) : ILargeTerms
    {
        public int Weight => 1 + (Seats.Count / 20);
    }
}
