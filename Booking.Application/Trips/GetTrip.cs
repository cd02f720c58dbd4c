namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

public sealed record GetTripQuery(Guid Id) : IQuery<Versioned<TripDetailView>>;

/// <param name="Route">The route's name.</param>
/// <param name="Seats">How many the bus sells.</param>
/// <param name="DelayMinutes">Of all delays together; the times have them inside.</param>
/// <param name="Note">Why it is late or cancelled.</param>
/// <param name="Requires">What has to be known of each passenger: <c>names</c>, <c>documents</c>, or null.</param>
public sealed record TripDetailView(
    Guid Id,
    string Route,
    Guid RouteId,
    string Operator,
    string Bus,
    Guid BusId,
    Guid? ScheduleId,
    DateTimeOffset DepartsAt,
    DateTimeOffset ArrivesAt,
    TripStatus Status,
    int DelayMinutes,
    string? Note,
    string? Requires,
    int Seats,
    IReadOnlyList<string> Classes,
    IReadOnlyList<PassengerFare> PassengerTypes,
    CancellationPolicy CancellationPolicy,
    IReadOnlyList<TripStopView> Stops,
    IReadOnlyList<string> AvailableActions)
{
    internal static TripDetailView Of(TripOffer offer, DateTimeOffset now)
    {
        Trip trip = offer.Trip;
        return new TripDetailView(
            trip.Id, offer.Route.Name, offer.Route.Id, offer.Operator.Name, offer.Bus.Name, offer.Bus.Id, trip.ScheduleId,
            trip.DepartsAt, offer.Calls.Count > 0 ? offer.Calls[^1].ArrivesAt : trip.DepartsAt, trip.Status, trip.DelayMinutes, trip.Note, offer.Requires,
            offer.Bus.Seats.Count(seat => !seat.IsBlocked), [.. offer.Bus.Seats.Select(seat => seat.Class).Distinct().Order(StringComparer.Ordinal)],
            offer.Route.PassengerTypes, offer.Route.Policy,
            [.. offer.Calls.Select(call => new TripStopView(call.StopId, call.Name, call.Sequence, call.City, call.TimeZone, call.Latitude, call.Longitude, call.ArrivesAt, call.DepartsAt))],
            OfferingActions.When(IsOnSale(offer, now)));
    }

    /// <summary>At the last stop but one the last passengers get on.</summary>
    internal static bool IsOnSale(TripOffer offer, DateTimeOffset now) =>
        offer.Trip.IsOnSale && offer.Route.IsActive && offer.Calls.Count > 1 && offer.Calls[^2].DepartsAt.AddMinutes(-offer.Route.SaleClosesMinutes) > now;
}

public sealed record TripStopView(
    Guid Id, string Name, int Sequence, string City, string TimeZone, double Lat, double Lng, DateTimeOffset ArrivesAt, DateTimeOffset DepartsAt);

internal sealed class GetTripHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetTripQuery, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(GetTripQuery query, CancellationToken cancellationToken)
    {
        if (!(await db.OffersAsync([query.Id], [], [], cancellationToken)).TryGetValue(query.Id, out TripOffer? offer))
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);

        // What is shown of the route, the operator and the bus is part of the answer, so their versions are part of its tag.
        long shown = ((offer.Route.Version * 8_191 + offer.Operator.Version) * 8_191 + offer.Bus.Version) * 2 + (TripDetailView.IsOnSale(offer, now) ? 1 : 0);
        return new Versioned<TripDetailView>(TripDetailView.Of(offer, now), offer.Trip.Version, shown);
    }
}
