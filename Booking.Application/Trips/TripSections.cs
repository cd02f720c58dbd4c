namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

/// <summary>The part of a route that a passenger rides.</summary>
/// <param name="CheapestFare">Minor units of the route's currency.</param>
internal sealed record TripSection(Route Route, Stop From, Stop To, long CheapestFare);

internal static class TripSections
{
    /// <summary>More stops of one city than any network has.</summary>
    private const int MaxStops = 2_000;

    /// <summary>For each route that calls at both places in this order and sells that way: the shortest such section.</summary>
    public static async Task<Dictionary<Guid, TripSection>> SectionsAsync(this IBookingDb db, string? origin, string? destination, CancellationToken ct)
    {
        List<Stop> from = await MatchAsync(db, origin, first: true, ct);
        List<Stop> to = await MatchAsync(db, destination, first: false, ct);
        ILookup<Guid, Stop> targets = to.ToLookup(stop => stop.RouteId);
        List<(Stop From, Stop To)> pairs = [.. from
            .SelectMany(start => targets[start.RouteId], (start, end) => (From: start, To: end))
            .Where(pair => pair.From.Sequence < pair.To.Sequence)
            .GroupBy(pair => pair.From.RouteId)
            .Select(group => group.OrderBy(pair => pair.To.Sequence - pair.From.Sequence).ThenBy(pair => pair.From.Sequence).First())];
        List<Guid> ids = [.. pairs.Select(pair => pair.From.RouteId)];
        Dictionary<Guid, Route> routes = await db.Routes.AsNoTracking().Where(route => ids.Contains(route.Id)).ToDictionaryAsync(route => route.Id, ct);
        List<Guid> starts = [.. pairs.Select(pair => pair.From.Id)];
        List<Guid> ends = [.. pairs.Select(pair => pair.To.Id)];
        Dictionary<Guid, long> fares = await (
            from fare in db.Fares.AsNoTracking()
            join start in db.Stops on new { fare.RouteId, Sequence = fare.FromStop } equals new { start.RouteId, start.Sequence }
            join end in db.Stops on new { fare.RouteId, Sequence = fare.ToStop } equals new { end.RouteId, end.Sequence }
            where starts.Contains(start.Id) && ends.Contains(end.Id)
            group fare by fare.RouteId into ofRoute
            select new { RouteId = ofRoute.Key, Cheapest = ofRoute.Min(fare => fare.Amount) }).ToDictionaryAsync(row => row.RouteId, row => row.Cheapest, ct);
        return pairs
            .Where(pair => fares.ContainsKey(pair.From.RouteId))
            .ToDictionary(pair => pair.From.RouteId, pair => new TripSection(routes[pair.From.RouteId], pair.From, pair.To, fares[pair.From.RouteId]));
    }

    private static async Task<List<Stop>> MatchAsync(IBookingDb db, string? place, bool first, CancellationToken ct)
    {
        IQueryable<Stop> stops = db.Stops.AsNoTracking();
        IQueryable<Stop> others = db.Stops;
        if (place is null)
        {
            stops = first
                ? stops.Where(stop => stop.Sequence == 0)
                : stops.Where(stop => !others.Any(later => later.RouteId == stop.RouteId && later.Sequence > stop.Sequence));
        }
        else
        {
            stops = Guid.TryParse(place, out Guid id)
                ? stops.Where(stop => stop.Id == id)
                : stops.WithEitherText(nameof(Stop.City), nameof(Stop.Name), place);
        }

        return await stops.OrderBy(stop => stop.Id).Take(MaxStops).ToListAsync(ct);
    }
}
