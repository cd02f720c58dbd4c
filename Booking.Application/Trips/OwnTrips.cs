namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

internal static class OwnTrips
{
    /// <summary>Managers, and the driver of the trip.</summary>
    public static readonly IReadOnlyList<string> Crew = [Domain.Users.Roles.Driver, Domain.Users.Roles.Provider, Domain.Users.Roles.Admin];

    /// <summary>The trip, locked: nothing of it is sold until the transaction ends.</summary>
    /// <param name="byDriver">Whether the trip's driver may do this too.</param>
    public static async Task<Result<Trip>> LockOwnTripAsync(this ITripStore store, IBookingDb db, RequestContext context, Guid id, bool byDriver, CancellationToken ct)
    {
        if (await store.LockAsync([id], ct) is not [Trip trip])
        {
            return OfferingErrors.NotFound;
        }

        Result<Done> allowed = await db.CheckCrewAsync(context, trip.RouteId, byDriver ? trip.DriverId : null, ct);
        return allowed.IsSuccess ? trip : allowed.Error;
    }

    public static async Task<Result<Done>> CheckCrewAsync(this IBookingDb db, RequestContext context, Guid routeId, Guid? driverId, CancellationToken ct) =>
        driverId is not null && driverId == context.UserId && context.Roles.Contains(Domain.Users.Roles.Driver)
            ? Result.Success
            : await db.CheckOwnerOfRouteAsync(context, routeId, ct);

    /// <summary>What is shown of a trip once the running change is saved.</summary>
    public static async Task<Result<Versioned<TripDetailView>>> TripViewAsync(this IBookingDb db, Trip trip, DateTimeOffset now, CancellationToken ct)
    {
        bool raises = trip.Events.Count > 0;
        TripOffer offer = (await db.OffersAsync([trip.Id], [], [], ct))[trip.Id];
        List<TripStop> saved = await db.TripStops.Where(call => call.TripId == trip.Id).ToListAsync(ct);
        IReadOnlyList<TripCall> calls = [.. offer.Calls.Select(call => saved.Find(stop => stop.Sequence == call.Sequence) is { } own ? call with { ArrivesAt = own.ArrivesAt, DepartsAt = own.DepartsAt } : call)];
        return new Versioned<TripDetailView>(TripDetailView.Of(offer with { Trip = trip, Calls = calls }, now), trip.Version + (raises ? 1 : 0));
    }
}
