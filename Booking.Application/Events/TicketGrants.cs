namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Places of general admission.</summary>
internal sealed class TicketGrants(IBookingDb db) : ItemGrants<TicketItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<TicketItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.TicketTypeId);
        Dictionary<Guid, TicketType> types = await db.TicketTypes.AsNoTracking().Where(type => ids.Contains(type.Id)).ToDictionaryAsync(type => type.Id, ct);
        List<Guid> of = [.. types.Values.Select(type => type.EventId).Distinct()];
        Dictionary<Guid, Event> events = await db.Events.AsNoTracking().Where(happening => of.Contains(happening.Id)).ToDictionaryAsync(happening => happening.Id, ct);
        return [.. items.Select(asked => types.TryGetValue(asked.Item.TicketTypeId, out TicketType? type)
            ? events[type.EventId].GrantPlaces(asked.Index, type, asked.Item.Quantity, now)
            : Unknown("/ticketTypeId"))];
    }
}
