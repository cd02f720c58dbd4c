namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Named seats.</summary>
internal sealed class EventSeatGrants(IBookingDb db) : ItemGrants<EventSeatItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<EventSeatItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.EventId);
        List<string> names = [.. items.SelectMany(asked => asked.Item.Seats).Distinct()];
        Dictionary<Guid, Event> events = await db.Events.AsNoTracking().Where(happening => ids.Contains(happening.Id)).ToDictionaryAsync(happening => happening.Id, ct);
        Dictionary<Guid, TicketType> types = await db.TicketTypes.AsNoTracking().Where(type => ids.Contains(type.EventId)).ToDictionaryAsync(type => type.Id, ct);
        ILookup<Guid, EventSeat> seats = (await db.EventSeats.AsNoTracking().Where(seat => ids.Contains(seat.EventId) && names.Contains(seat.Seat)).ToListAsync(ct)).ToLookup(seat => seat.EventId);
        return [.. items.Select(asked => events.TryGetValue(asked.Item.EventId, out Event? happening)
            ? happening.GrantSeats(asked.Index, asked.Item.Seats, seats[happening.Id].ToDictionary(seat => seat.Seat), types, now)
            : Unknown("/eventId"))];
    }
}
