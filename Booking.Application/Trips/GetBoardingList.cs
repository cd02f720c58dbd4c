namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Who gets on and off where, with names and documents: for the crew of the trip only.</summary>
public sealed record GetBoardingListQuery(Guid TripId) : IQuery<BoardingListView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => OwnTrips.Crew;
}

/// <param name="Stops">In the order of the ride.</param>
public sealed record BoardingListView(Guid TripId, string Route, DateTimeOffset DepartsAt, TripStatus Status, IReadOnlyList<BoardingStopView> Stops);

/// <param name="OnBoard">How many seats are taken when the bus leaves.</param>
public sealed record BoardingStopView(
    Guid StopId, string Name, int Sequence, DateTimeOffset ArrivesAt, DateTimeOffset DepartsAt, int OnBoard, IReadOnlyList<BoardingPassengerView> GettingOn, IReadOnlyList<BoardingPassengerView> GettingOff);

/// <param name="Name">Of the passenger, or of the customer where no passenger is named.</param>
/// <param name="Document">In full.</param>
/// <param name="CheckedInAt">When the passenger was let in; null before that.</param>
public sealed record BoardingPassengerView(
    string Seat, string Name, string? Type, DateOnly? BirthDate, TravelDocument? Document, string BookingNumber, Guid BookingId, string FromStop, string ToStop, DateTimeOffset? CheckedInAt);

internal sealed class GetBoardingListHandler(IBookingDb db, IBoardingLists lists, RequestContext context) : IRequestHandler<GetBoardingListQuery, Result<BoardingListView>>
{
    public async Task<Result<BoardingListView>> Handle(GetBoardingListQuery query, CancellationToken cancellationToken)
    {
        var found = await db.Trips.AsNoTracking()
            .Where(trip => trip.Id == query.TripId)
            .Join(db.Routes, trip => trip.RouteId, route => route.Id, (trip, route) => new { Trip = trip, Route = route.Name })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<Done> allowed = await db.CheckCrewAsync(context, found.Trip.RouteId, found.Trip.DriverId, cancellationToken);
        if (allowed.IsFailure)
        {
            return allowed.Error;
        }

        List<TripCall> calls = [.. (await db.CallsAsync([query.TripId], cancellationToken))[query.TripId]];
        IReadOnlyList<BoardingRow> rows = await lists.ReadAsync(query.TripId, cancellationToken);
        Dictionary<int, string> names = calls.ToDictionary(call => call.Sequence, call => call.Name);
        List<(BoardingRow Row, BoardingPassengerView View)> passengers = [.. rows.Select(row => (row, new BoardingPassengerView(
            row.Seat, row.Passenger?.Name ?? row.CustomerName, row.Passenger?.Type, row.Passenger?.BirthDate, row.Passenger?.Document,
            row.BookingNumber, row.BookingId, names[row.FromStop], names[row.ToStop], row.CheckedInAt)))];
        return new BoardingListView(found.Trip.Id, found.Route, found.Trip.DepartsAt, found.Trip.Status, [.. calls.Select(call => new BoardingStopView(
            call.StopId, call.Name, call.Sequence, call.ArrivesAt, call.DepartsAt,
            rows.Count(row => row.FromStop <= call.Sequence && row.ToStop > call.Sequence),
            [.. passengers.Where(entry => entry.Row.FromStop == call.Sequence).Select(entry => entry.View)],
            [.. passengers.Where(entry => entry.Row.ToStop == call.Sequence).Select(entry => entry.View)]))]);
    }
}

/// <summary>Reads the sold seats of a trip with their passengers in one query.</summary>
public interface IBoardingLists
{
    Task<IReadOnlyList<BoardingRow>> ReadAsync(Guid tripId, CancellationToken ct);
}

public sealed record BoardingRow(string Seat, int FromStop, int ToStop, Guid BookingId, string BookingNumber, string CustomerName, Passenger? Passenger, DateTimeOffset? CheckedInAt);
