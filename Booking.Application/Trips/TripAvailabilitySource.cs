namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Departures from a route's first stop in the time asked for, with the seats that are free all the way; instead of a full one, others of
/// its route. Parts of a route are found by the search for trips.
/// </summary>
internal sealed class TripAvailabilitySource(IBookingDb db) : IAvailabilitySource
{
    private const int Alternatives = 3;
    private const int MostOthers = 200;

    private static readonly TimeSpan Reach = TimeSpan.FromDays(2);

    public OfferingKind Kind => OfferingKind.Trip;

    public async Task<IReadOnlyList<AvailabilityView>> FindAsync(AvailabilityQuestion question, Guid after, int take, CancellationToken ct)
    {
        IQueryable<Trip> trips = db.Trips.AsNoTracking()
            .Where(trip => trip.Id > after && (question.OfferingId == null || trip.Id == question.OfferingId))
            .Where(trip => trip.DepartsAt >= question.Asked.From && trip.DepartsAt < question.Asked.To);
        if (question.Near is not null)
        {
            IQueryable<Stop> starts = db.Stops.AsNoTracking().Where(stop => stop.Sequence == 0).Within(question.Near);
            trips = trips.Where(trip => starts.Any(stop => stop.RouteId == trip.RouteId));
        }

        List<Departure> found = await ReadAsync(trips.OrderBy(trip => trip.Id).Take(take), question.Now, ct);
        List<Guid> full = [.. found.Where(departure => departure.Left < question.Quantity).Select(departure => departure.Trip.RouteId).Distinct()];
        DateTimeOffset from = question.Asked.From - Reach;
        DateTimeOffset to = question.Asked.To + Reach;
        List<Departure> others = full.Count == 0
            ? []
            : await ReadAsync(
                db.Trips.AsNoTracking().Where(trip => full.Contains(trip.RouteId) && trip.DepartsAt > question.Now && trip.DepartsAt >= from && trip.DepartsAt < to)
                    .OrderBy(trip => trip.DepartsAt).ThenBy(trip => trip.Id).Take(MostOthers),
                question.Now, ct);
        return [.. found.Select(departure => View(departure, others, question.Quantity))];
    }

    private async Task<List<Departure>> ReadAsync(IQueryable<Trip> trips, DateTimeOffset now, CancellationToken ct)
    {
        IQueryable<LegClaimRow> live = db.LegClaims.Live(now);
        var rows = await trips
            .Where(trip => trip.Status == TripStatus.Scheduled && trip.DepartsAt > now)
            .Select(trip => new { Trip = trip, Taken = live.Where(claim => claim.TripId == trip.Id).Select(claim => claim.Seat).Distinct().Count() })
            .ToListAsync(ct);
        List<Guid> routeIds = [.. rows.Select(row => row.Trip.RouteId).Distinct()];
        List<Guid> busIds = [.. rows.Select(row => row.Trip.BusId).Distinct()];
        Dictionary<Guid, Route> routes = await db.Routes.AsNoTracking().Where(route => routeIds.Contains(route.Id)).ToDictionaryAsync(route => route.Id, ct);
        Dictionary<Guid, int> seats = (await db.Buses.AsNoTracking().Where(bus => busIds.Contains(bus.Id)).ToListAsync(ct)).ToDictionary(bus => bus.Id, bus => bus.Seats.Count(seat => !seat.IsBlocked));
        List<Guid> tripIds = [.. rows.Select(row => row.Trip.Id)];
        ILookup<Guid, TripStop> calls = (await db.TripStops.AsNoTracking().Where(call => tripIds.Contains(call.TripId)).OrderBy(call => call.Sequence).ToListAsync(ct)).ToLookup(call => call.TripId);
        List<Guid> stopIds = [.. calls.SelectMany(trip => (Guid[])[trip.First().StopId, trip.Last().StopId]).Distinct()];
        Dictionary<Guid, Stop> stops = await db.Stops.AsNoTracking().Where(stop => stopIds.Contains(stop.Id)).ToDictionaryAsync(stop => stop.Id, ct);
        return [.. rows.Where(row => calls.Contains(row.Trip.Id)).Select(row => new Departure(
            row.Trip, routes[row.Trip.RouteId], stops[calls[row.Trip.Id].First().StopId], stops[calls[row.Trip.Id].Last().StopId], calls[row.Trip.Id].Last().ArrivesAt, seats[row.Trip.BusId] - row.Taken))];
    }

    private AvailabilityView View(Departure departure, List<Departure> others, int quantity)
    {
        bool isFree = departure.Left >= quantity;
        return new AvailabilityView(
            Kind, departure.Trip.Id, departure.Title, departure.Trip.DepartsAt, departure.ArrivesAt, departure.From.TimeZone, isFree, null, departure.Left,
            isFree ? [] : [new AvailabilityReason(Reason.Quota, TimedAvailability.MessageOf(Reason.Quota), null, null, null)],
            isFree ? [] :
            [
                .. others.Where(other => other.Trip.RouteId == departure.Trip.RouteId && other.Left >= quantity)
                    .OrderBy(other => (other.Trip.DepartsAt - departure.Trip.DepartsAt).Duration())
                    .Take(Alternatives)
                    .Select(other => new Alternative(ItemKinds.TripSeat, other.Trip.Id, other.Title, other.Trip.DepartsAt, other.ArrivesAt, [], other.Left)),
            ]);
    }

    private sealed record Departure(Trip Trip, Route Route, Stop From, Stop To, DateTimeOffset ArrivesAt, int Left)
    {
        public string Title => $"{Route.Name}: {From.Name} – {To.Name}";
    }
}
