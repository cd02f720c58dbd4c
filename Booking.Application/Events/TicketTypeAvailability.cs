namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Events;
using Microsoft.EntityFrameworkCore;

/// <summary>What is left of ticket types: one query for those with pools, two more where seats have names.</summary>
internal static class TicketTypeAvailability
{
    public static async Task<ILookup<Guid, TicketTypeRow>> TicketTypesOfAsync(this IBookingDb db, IReadOnlyCollection<Event> events, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = [.. events.Select(happening => happening.Id)];
        List<Guid> seated = [.. events.Where(happening => happening.Seating == Seating.Reserved).Select(happening => happening.Id)];
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(now);
        var types = await db.TicketTypes.AsNoTracking()
            .Where(type => ids.Contains(type.EventId))
            .OrderBy(type => type.SortOrder).ThenBy(type => type.Id)
            .Select(type => new
            {
                Type = type,
                Unsold = pools.Where(pool => pool.Id == type.PoolId).Select(pool => pool.Capacity - pool.Sold).FirstOrDefault(),
                Held = held.Where(claim => claim.PoolId == type.PoolId).Sum(claim => (int?)claim.Quantity) ?? 0,
            })
            .ToListAsync(ct);
        Dictionary<Guid, int> seats = seated.Count == 0 ? [] : await FreeSeatsAsync(db, seated, now, ct);
        return types
            .Select(row => new TicketTypeRow(
                row.Type.EventId, row.Type.Id, row.Type.Name, row.Type.Price, row.Type.Capacity,
                row.Type.PoolId is null ? seats.GetValueOrDefault(row.Type.Id) : Math.Max(0, row.Unsold - row.Held), row.Type.MaxPerOrder))
            .ToLookup(row => row.EventId);
    }

    private static async Task<Dictionary<Guid, int>> FreeSeatsAsync(IBookingDb db, List<Guid> events, DateTimeOffset now, CancellationToken ct)
    {
        IQueryable<EventSeat> onSale = db.EventSeats.AsNoTracking().Where(seat => events.Contains(seat.EventId) && !seat.IsBlocked);
        var all = await onSale
            .GroupBy(seat => seat.TicketTypeId)
            .Select(group => new { Type = group.Key, Count = group.Count() })
            .ToListAsync(ct);
        Dictionary<Guid, int> taken = await db.SeatClaims.Live(now)
            .Where(claim => events.Contains(claim.EventId))
            .Join(onSale, claim => new { claim.EventId, claim.Seat }, seat => new { seat.EventId, seat.Seat }, (claim, seat) => seat.TicketTypeId)
            .GroupBy(type => type)
            .Select(group => new { Type = group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Type, row => row.Count, ct);
        return all.ToDictionary(row => row.Type, row => row.Count - taken.GetValueOrDefault(row.Type));
    }
}
