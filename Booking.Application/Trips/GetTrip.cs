namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetTripQuery(Guid Id) : IQuery<Versioned<TripDetailView>>;

/// <param name="Route">The route's name.</param>
/// <param name="Seats">How many the bus has.</param>
public sealed record TripDetailView(
    Guid Id,
    string Route,
    Guid RouteId,
    string Operator,
    string Bus,
    DateTimeOffset DepartsAt,
    DateTimeOffset ArrivesAt,
    TripStatus Status,
    int Seats,
    IReadOnlyList<string> Classes,
    IReadOnlyList<TripStopView> Stops,
    IReadOnlyList<string> AvailableActions);

public sealed record TripStopView(
    Guid Id, string Name, int Sequence, string City, string TimeZone, double Lat, double Lng, DateTimeOffset ArrivesAt, DateTimeOffset DepartsAt);

internal sealed class GetTripHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetTripQuery, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(GetTripQuery query, CancellationToken cancellationToken)
    {
        var found = await db.Trips.AsNoTracking()
            .Where(trip => trip.Id == query.Id)
            .Join(db.Routes, trip => trip.RouteId, route => route.Id, (trip, route) => new { Trip = trip, Route = route })
            .Join(db.Buses, row => row.Trip.BusId, bus => bus.Id, (row, bus) => new { row.Trip, row.Route, Bus = bus })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return OfferingErrors.NotFound;
        }

        Trip trip = found.Trip;
        List<Stop> stops = await db.Stops.AsNoTracking().Where(stop => stop.RouteId == trip.RouteId).OrderBy(stop => stop.Sequence).ToListAsync(cancellationToken);
        DateTimeOffset now = await clock.NowAsync(cancellationToken);

        // At the last stop but one the last passengers get on.
        bool onSale = trip.Status == TripStatus.Scheduled && stops.Count > 1 && trip.DepartureFrom(stops[^2]) > now;
        TripDetailView view = new(
            trip.Id, found.Route.Name, found.Route.Id, found.Route.Operator, found.Bus.Name,
            trip.DepartsAt, stops.Count > 0 ? trip.ArrivalAt(stops[^1]) : trip.DepartsAt, trip.Status,
            found.Bus.Seats.Count, [.. found.Bus.Seats.Select(seat => seat.Class).Distinct().Order(StringComparer.Ordinal)],
            [.. stops.Select(stop => new TripStopView(
                stop.Id, stop.Name, stop.Sequence, stop.City, stop.TimeZone, stop.Latitude, stop.Longitude, trip.ArrivalAt(stop), trip.DepartureFrom(stop)))],
            OfferingActions.When(onSale));
        return new Versioned<TripDetailView>(view, trip.Version, onSale ? 1 : 0);
    }
}
