namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

/// <summary>Reads what trips are sold from: three queries, however many trips.</summary>
internal static class TripOffers
{
    /// <param name="from">Only fares from these stops; null reads all of the routes'.</param>
    public static async Task<Dictionary<Guid, TripOffer>> OffersAsync(
        this IBookingDb db, IReadOnlyCollection<Guid> tripIds, IReadOnlyCollection<Guid>? from, IReadOnlyCollection<Guid>? to, CancellationToken ct)
    {
        var rows = await (
            from trip in db.Trips.AsNoTracking()
            join route in db.Routes on trip.RouteId equals route.Id
            join company in db.Operators on route.OperatorId equals company.Id
            join bus in db.Buses on trip.BusId equals bus.Id
            where tripIds.Contains(trip.Id)
            select new { Trip = trip, Route = route, Operator = company, Bus = bus }).ToListAsync(ct);
        ILookup<Guid, TripCall> calls = await db.CallsAsync(tripIds, ct);
        List<Guid> routes = [.. rows.Select(row => row.Route.Id).Distinct()];
        IQueryable<Fare> query = db.Fares.AsNoTracking().Where(fare => routes.Contains(fare.RouteId));
        query = from is null ? query : query.Where(fare => from.Contains(fare.FromStopId));
        query = to is null ? query : query.Where(fare => to.Contains(fare.ToStopId));
        ILookup<Guid, Fare> fares = (await query.ToListAsync(ct)).ToLookup(fare => fare.RouteId);
        return rows.ToDictionary(row => row.Trip.Id, row => new TripOffer(row.Trip, row.Route, row.Operator, row.Bus, [.. calls[row.Trip.Id]], new FareTable([.. fares[row.Route.Id]])));
    }

    /// <summary>The stops of trips in the order of the ride.</summary>
    public static async Task<ILookup<Guid, TripCall>> CallsAsync(this IBookingDb db, IReadOnlyCollection<Guid> tripIds, CancellationToken ct) => (await (
        from call in db.TripStops.AsNoTracking()
        join stop in db.Stops on call.StopId equals stop.Id
        where tripIds.Contains(call.TripId)
        orderby call.TripId, call.Sequence
        select new { call.TripId, Call = new TripCall(stop.Id, call.Sequence, stop.Name, stop.City, stop.TimeZone, stop.Latitude, stop.Longitude, call.ArrivesAt, call.DepartsAt) })
        .ToListAsync(ct)).ToLookup(row => row.TripId, row => row.Call);
}
