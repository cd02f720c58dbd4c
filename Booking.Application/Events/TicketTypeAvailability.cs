namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Events;
using Microsoft.EntityFrameworkCore;

/// <summary>What is left of ticket types: three queries for those with pools, two more where seats have names.</summary>
public static class TicketTypeAvailability
{
    public static async Task<ILookup<Guid, TicketTypeRow>> TicketTypesOfAsync(this IBookingDb db, IReadOnlyCollection<Event> events, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<Guid, Event> byId = events.ToDictionary(happening => happening.Id);
        List<Guid> ids = [.. byId.Keys];
        List<Guid> seated = [.. events.Where(happening => happening.Seating == Seating.Reserved).Select(happening => happening.Id)];
        List<TicketType> types = await db.TicketTypes.AsNoTracking()
            .Where(type => ids.Contains(type.EventId))
            .OrderBy(type => type.SortOrder).ThenBy(type => type.Id)
            .ToListAsync(ct);
        Dictionary<Guid, int> left = await db.PlacesLeftAsync([.. types.SelectMany(type => type.Pools).Distinct()], now, ct);
        Dictionary<Guid, (int All, int Free)> seats = seated.Count == 0 ? [] : await SeatsAsync(db, seated, now, ct);
        List<TicketTypeRow> rows = [.. types.Select(type => type.PoolId is null
            ? new TicketTypeRow(type, seats.GetValueOrDefault(type.Id).All, seats.GetValueOrDefault(type.Id).Free, false)
            : new TicketTypeRow(type, type.Capacity, type.LeftOf(left), false))];
        return rows
            .Select(row => row with { WaitsForEarlierTier = rows.Exists(other => row.Type.ComesAfter(other.Type) && other.Available > 0 && other.Type.IsOnSaleOrWillBe(byId[other.Type.EventId], now)) })
            .ToLookup(row => row.Type.EventId);
    }

    /// <summary>Places of each pool that are neither sold nor held by a live hold.</summary>
    public static async Task<Dictionary<Guid, int>> PlacesLeftAsync(this IBookingDb db, IReadOnlyCollection<Guid> pools, DateTimeOffset now, CancellationToken ct)
    {
        if (pools.Count == 0)
        {
            return [];
        }

        var held = db.QuotaClaims.LiveHeld(now);
        return await db.Pools.AsNoTracking()
            .Where(pool => pools.Contains(pool.Id))
            .Select(pool => new { pool.Id, Left = pool.Capacity - pool.Sold - (held.Where(claim => claim.PoolId == pool.Id).Sum(claim => (int?)claim.Quantity) ?? 0) })
            .ToDictionaryAsync(pool => pool.Id, pool => pool.Left, ct);
    }

    /// <summary>The least that any of its pools has left.</summary>
    public static int LeftOf(this TicketType type, Dictionary<Guid, int> left) => Math.Max(0, type.Pools.Min(pool => left.GetValueOrDefault(pool)));

    private static async Task<Dictionary<Guid, (int All, int Free)>> SeatsAsync(IBookingDb db, List<Guid> events, DateTimeOffset now, CancellationToken ct)
    {
        IQueryable<EventSeat> seats = db.EventSeats.AsNoTracking().Where(seat => events.Contains(seat.EventId));
        var all = await seats
            .GroupBy(seat => seat.TicketTypeId)
            .Select(group => new { Type = group.Key, Count = group.Count(), OnSale = group.Count(seat => !seat.IsBlocked) })
            .ToListAsync(ct);
        Dictionary<Guid, int> taken = await db.SeatClaims.Live(now)
            .Where(claim => events.Contains(claim.EventId))
            .Join(seats.Where(seat => !seat.IsBlocked), claim => new { claim.EventId, claim.Seat }, seat => new { seat.EventId, seat.Seat }, (claim, seat) => seat.TicketTypeId)
            .GroupBy(type => type)
            .Select(group => new { Type = group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Type, row => row.Count, ct);
        return all.ToDictionary(row => row.Type, row => (row.Count, row.OnSale - taken.GetValueOrDefault(row.Type)));
    }
}
