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
/// <param name="Row">From the front, 1 is the first.</param>
/// <param name="Column">From the left, 1 is the first; an aisle is a column without seats.</param>
/// <param name="Features">Such as <c>window</c>, <c>table</c>, <c>accessible</c>.</param>
/// <param name="Status"><c>free</c>, <c>held</c> or <c>booked</c> on any part of the way asked for; <c>blocked</c> is never sold.</param>
public sealed record TripSeatView(
    string Seat, int Deck, int Row, int Column, string Class, IReadOnlyList<string> Features, Money Price, string Status, IReadOnlyList<string> AvailableActions);

internal sealed class GetTripSeatsHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetTripSeatsQuery, Result<TripSeatsView>>
{
    public async Task<Result<TripSeatsView>> Handle(GetTripSeatsQuery query, CancellationToken cancellationToken)
    {
        if (!(await db.OffersAsync([query.TripId], null, null, cancellationToken)).TryGetValue(query.TripId, out TripOffer? offer))
        {
            return OfferingErrors.NotFound;
        }

        TripCall? from = query.FromStopId is { } fromId ? offer.Call(fromId) : offer.Calls is [var first, ..] ? first : null;
        TripCall? to = query.ToStopId is { } toId ? offer.Call(toId) : offer.Calls is [.., var last] ? last : null;
        if (from is null || to is null)
        {
            return Error.Rule(from is null ? "/from" : "/to", "The trip does not call at this stop.");
        }

        if (from.Sequence >= to.Sequence)
        {
            return Error.Rule("/to", "The trip calls there before the stop of origin.");
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        var claims = await db.LegClaims.Live(now)
            .Where(claim => claim.TripId == query.TripId && claim.FromStop < to.Sequence && claim.ToStop > from.Sequence)
            .Select(claim => new { claim.Seat, claim.State })
            .ToListAsync(cancellationToken);

        // Several passengers can share a seat one after another; one that has paid weighs more than one that has not.
        Dictionary<string, ClaimState> taken = claims.GroupBy(claim => claim.Seat).ToDictionary(group => group.Key, group => group.Max(claim => claim.State));
        IReadOnlyDictionary<string, long> fares = offer.FaresBetween(from, to);
        bool onSale = TripDetailView.IsOnSale(offer, now) && from.DepartsAt.AddMinutes(-offer.Route.SaleClosesMinutes) > now;
        return new TripSeatsView(query.TripId, from.StopId, to.StopId, [.. offer.Bus.Seats
            .Where(seat => fares.ContainsKey(seat.Class))
            .Select(seat =>
            {
                string status = taken.TryGetValue(seat.Seat, out ClaimState state) ? LiveClaims.StatusOf(state) : seat.IsBlocked ? InventoryStatus.Blocked : InventoryStatus.Free;
                return new TripSeatView(
                    seat.Seat, seat.Deck, seat.Place.Row, seat.Place.Column, seat.Class, seat.Features, new Money(fares[seat.Class], offer.Route.Currency), status,
                    OfferingActions.When(onSale && status == InventoryStatus.Free));
            })]);
    }
}
