namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The bus of a trip with the status of every seat between two stops.</summary>
/// <param name="FromStopId">Null is the first stop.</param>
/// <param name="ToStopId">Null is the last stop.</param>
public sealed record GetTripSeatsQuery(Guid TripId, Guid? FromStopId, Guid? ToStopId) : IQuery<TripSeatsView>;

public sealed record TripSeatsView(Guid TripId, Guid FromStopId, Guid ToStopId, IReadOnlyList<TripSeatView> Items);

/// <param name="Deck">1 is the lower deck.</param>
/// <param name="Status"><c>free</c>, <c>held</c> or <c>booked</c> on any part of the way asked for.</param>
public sealed record TripSeatView(string Seat, int Deck, string Class, Money Price, string Status, IReadOnlyList<string> AvailableActions);

internal sealed class GetTripSeatsHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetTripSeatsQuery, Result<TripSeatsView>>
{
    public async Task<Result<TripSeatsView>> Handle(GetTripSeatsQuery query, CancellationToken cancellationToken)
    {
        var found = await db.Trips.AsNoTracking()
            .Where(trip => trip.Id == query.TripId)
            .Join(db.Routes, trip => trip.RouteId, route => route.Id, (trip, route) => new { Trip = trip, route.Currency })
            .Join(db.Buses, row => row.Trip.BusId, bus => bus.Id, (row, bus) => new { row.Trip, row.Currency, bus.Seats })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return OfferingErrors.NotFound;
        }

        Trip trip = found.Trip;
        List<Stop> stops = await db.Stops.AsNoTracking().Where(stop => stop.RouteId == trip.RouteId).OrderBy(stop => stop.Sequence).ToListAsync(cancellationToken);
        Stop? from = query.FromStopId is { } fromId ? stops.Find(stop => stop.Id == fromId) : stops.FirstOrDefault();
        Stop? to = query.ToStopId is { } toId ? stops.Find(stop => stop.Id == toId) : stops.LastOrDefault();
        if (from is null || to is null)
        {
            return Error.Rule(from is null ? "/from" : "/to", "The trip does not call at this stop.");
        }

        if (from.Sequence >= to.Sequence)
        {
            return Error.Rule("/to", "The trip calls there before the stop of origin.");
        }

        Dictionary<string, long> fares = await db.Fares.AsNoTracking()
            .Where(fare => fare.RouteId == trip.RouteId && fare.FromStop == from.Sequence && fare.ToStop == to.Sequence)
            .ToDictionaryAsync(fare => fare.Class, fare => fare.Amount, cancellationToken);
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        var claims = await db.LegClaims.Live(now)
            .Where(claim => claim.TripId == trip.Id && claim.FromStop < to.Sequence && claim.ToStop > from.Sequence)
            .Select(claim => new { claim.Seat, claim.State })
            .ToListAsync(cancellationToken);

        // Several passengers can share a seat one after another; one that has paid weighs more than one that has not.
        Dictionary<string, ClaimState> taken = claims.GroupBy(claim => claim.Seat).ToDictionary(group => group.Key, group => group.Max(claim => claim.State));
        bool onSale = trip.Status == TripStatus.Scheduled && trip.DepartureFrom(from) > now;
        return new TripSeatsView(trip.Id, from.Id, to.Id, [.. found.Seats
            .Where(seat => fares.ContainsKey(seat.Class))
            .Select(seat =>
            {
                string status = taken.TryGetValue(seat.Seat, out ClaimState state) ? LiveClaims.StatusOf(state) : InventoryStatus.Free;
                return new TripSeatView(
                    seat.Seat, seat.Deck, seat.Class, new Money(fares[seat.Class], found.Currency), status, OfferingActions.When(onSale && status == InventoryStatus.Free));
            })]);
    }
}
