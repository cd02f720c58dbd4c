namespace Booking.Infrastructure.Holds;

using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

/// <summary>Other named seats, in groups as large as the one asked for.</summary>
internal sealed partial class Alternatives
{
    private const int MaxSeats = 300;

    /// <summary>Free seats of the same category; side by side where that can be had.</summary>
    private async Task<IReadOnlyList<Alternative>> EventSeatsAsync(Grant grant, CancellationToken ct)
    {
        Guid eventId = grant.Item.OfferingId;
        IReadOnlyList<string> names = grant.Item.Seats;
        List<EventSeat> asked = await db.EventSeats.AsNoTracking().Where(seat => seat.EventId == eventId && names.Contains(seat.Seat)).OrderBy(seat => seat.Seat).ToListAsync(ct);
        if (asked.Count == 0)
        {
            return [];
        }

        double x = asked.Average(seat => seat.X);
        double y = asked.Average(seat => seat.Y);
        Guid category = asked[0].TicketTypeId;
        IQueryable<SeatClaimRow> live = db.SeatClaims.Live(_now);
        List<EventSeat> free = await db.EventSeats.AsNoTracking()
            .Where(seat => seat.EventId == eventId && seat.TicketTypeId == category && !seat.IsBlocked)
            .Where(seat => !live.Any(claim => claim.EventId == eventId && claim.Seat == seat.Seat))
            .OrderBy(seat => (seat.X - x) * (seat.X - x) + (seat.Y - y) * (seat.Y - y)).ThenBy(seat => seat.Seat)
            .Take(MaxSeats)
            .ToListAsync(ct);
        List<PlacedSeat> seats = [.. free.Select(seat => new PlacedSeat(seat.Seat, $"{seat.Section}/{seat.Row}", seat.Number, Math.Sqrt(Math.Pow(seat.X - x, 2) + Math.Pow(seat.Y - y, 2))))];
        return [.. Groups(seats, names.Count).Select(group => new Alternative(ItemKinds.EventSeat, eventId, grant.Item.Title, grant.Item.From, grant.Item.To, group, null))];
    }

    /// <summary>Seats of the same class that are free all the way, nearest rows first.</summary>
    private async Task<IReadOnlyList<Alternative>> TripSeatsAsync(Grant grant, CancellationToken ct)
    {
        Guid tripId = grant.Item.OfferingId;
        LegClaim leg = grant.Claims.OfType<LegClaim>().First();
        IReadOnlyList<BusSeat> all = await db.Trips.AsNoTracking()
            .Where(trip => trip.Id == tripId)
            .Join(db.Buses, trip => trip.BusId, bus => bus.Id, (trip, bus) => bus.Seats)
            .SingleAsync(ct);
        List<string> taken = await db.LegClaims.Live(_now)
            .Where(claim => claim.TripId == tripId && claim.FromStop < leg.ToStop && claim.ToStop > leg.FromStop)
            .Select(claim => claim.Seat)
            .Distinct()
            .ToListAsync(ct);
        BusSeat asked = all.First(seat => seat.Seat == grant.Item.Seats[0]);
        (int row, int column) = asked.Place;
        List<PlacedSeat> seats = [.. all
            .Where(seat => seat.Class == asked.Class && !seat.IsBlocked && !taken.Contains(seat.Seat))
            .Select(seat => new PlacedSeat(
                seat.Seat, $"{seat.Deck}/{seat.Place.Row}", seat.Place.Column,
                (seat.Deck == asked.Deck ? 0 : 100) + Math.Abs(seat.Place.Row - row) + 0.1 * Math.Abs(seat.Place.Column - column)))];
        return [.. Groups(seats, grant.Item.Seats.Count).Select(group => new Alternative(ItemKinds.TripSeat, tripId, grant.Item.Title, grant.Item.From, grant.Item.To, group, null))];
    }

    /// <summary>Up to three groups without common seats: runs within one row, nearest first, then simply the nearest seats.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> Groups(IReadOnlyList<PlacedSeat> free, int size)
    {
        List<IReadOnlyList<PlacedSeat>> runs = [.. free
            .GroupBy(seat => seat.Row)
            .SelectMany(row => Runs([.. row.OrderBy(seat => seat.Number)], size))
            .OrderBy(run => run.Average(seat => seat.Distance)).ThenBy(run => run[0].Name, StringComparer.Ordinal)];
        HashSet<string> used = [];
        List<IReadOnlyList<string>> groups = [];
        foreach (IReadOnlyList<PlacedSeat> run in runs)
        {
            if (groups.Count < Count && !run.Any(seat => used.Contains(seat.Name)))
            {
                groups.Add([.. run.Select(seat => seat.Name)]);
                used.UnionWith(groups[^1]);
            }
        }

        IEnumerable<string[]> loose = free.Where(seat => !used.Contains(seat.Name)).OrderBy(seat => seat.Distance).Select(seat => seat.Name).Chunk(size).Where(chunk => chunk.Length == size);
        groups.AddRange(loose.Take(Count - groups.Count));
        return groups;
    }

    private static IEnumerable<IReadOnlyList<PlacedSeat>> Runs(IReadOnlyList<PlacedSeat> row, int size)
    {
        for (int start = 0; start + size <= row.Count; start++)
        {
            if (row[start + size - 1].Number - row[start].Number == size - 1)
            {
                yield return [.. row.Skip(start).Take(size)];
            }
        }
    }

    /// <param name="Row">Seats with the same one stand side by side.</param>
    /// <param name="Number">Neighbours have consecutive ones.</param>
    internal sealed record PlacedSeat(string Name, string Row, int Number, double Distance);
}
