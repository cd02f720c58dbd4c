namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Gives a route another timetable. Trips of which nothing is sold take it over; a trip that sells keeps the stops and times it had, so
/// no stop that such a trip calls at can go or change its place among the others. New names are shown everywhere at once.
/// </summary>
public sealed record ReplaceStopsCommand(Guid RouteId, long Version, IReadOnlyList<StopDetails> Stops) : ICommand<Versioned<RouteView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class ReplaceStopsHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context)
    : IRequestHandler<ReplaceStopsCommand, Result<Versioned<RouteView>>>
{
    public async Task<Result<Versioned<RouteView>>> Handle(ReplaceStopsCommand command, CancellationToken cancellationToken)
    {
        Result<Route> own = await store.LockOwnRouteAsync(db, context, command.RouteId, command.Version, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Result<Done> drivable = Route.CheckStops(command.Stops);
        if (drivable.IsFailure)
        {
            return drivable.Error;
        }

        List<Stop> stops = await db.Stops.Where(stop => stop.RouteId == command.RouteId).ToListAsync(cancellationToken);
        if (command.Stops.Index().FirstOrDefault(stop => stop.Item.Id is { } id && stops.All(known => known.Id != id)) is { Item: not null } foreign)
        {
            return Error.Rule($"/stops/{foreign.Index}/id", "The route has no such stop.");
        }

        IReadOnlyList<Trip> ahead = await store.LockAheadAsync(db, unitOfWork.Now, trip => trip.RouteId == command.RouteId, cancellationToken);
        List<Guid> tripIds = [.. ahead.Select(trip => trip.Id)];
        HashSet<Guid> sold = [.. (await store.SoldAsync(tripIds, cancellationToken)).Select(seat => seat.TripId)];
        Result<Done> kept = await CheckKeptAsync(command, stops, sold, cancellationToken);
        if (kept.IsFailure)
        {
            return kept.Error;
        }

        await SaveAsync(command, stops, own.Value, cancellationToken);
        await store.RenewStopsAsync([.. tripIds.Where(id => !sold.Contains(id))], cancellationToken);
        return await db.RouteViewAsync(own.Value, cancellationToken);
    }

    /// <summary>Every stop of a trip that sells is there, and in the same order.</summary>
    private async Task<Result<Done>> CheckKeptAsync(ReplaceStopsCommand command, List<Stop> stops, HashSet<Guid> sold, CancellationToken ct)
    {
        Dictionary<Guid, int> places = command.Stops.Index().Where(stop => stop.Item.Id is not null).ToDictionary(stop => stop.Item.Id!.Value, stop => stop.Index);
        var calls = await db.TripStops.AsNoTracking().Where(call => sold.Contains(call.TripId)).Select(call => new { call.TripId, call.Sequence, call.StopId }).ToListAsync(ct);
        HashSet<Guid> touched = [];
        HashSet<Guid> trips = [];
        foreach (var trip in calls.GroupBy(call => call.TripId))
        {
            int last = -1;
            foreach (var call in trip.OrderBy(call => call.Sequence))
            {
                int place = places.GetValueOrDefault(call.StopId, -1);
                if (place <= last)
                {
                    touched.Add(call.StopId);
                    trips.Add(trip.Key);
                }

                last = Math.Max(last, place);
            }
        }

        if (touched.Count == 0)
        {
            return Result.Success;
        }

        int bookings = await db.LegClaims.Live(unitOfWork.Now).Where(claim => trips.Contains(claim.TripId)).Select(claim => claim.HoldId).Distinct().CountAsync(ct);
        string names = string.Join(", ", stops.Where(stop => touched.Contains(stop.Id)).Select(stop => stop.Name).Order(StringComparer.Ordinal));
        return Error.Conflict("stop_in_use", $"{names}: {bookings} bookings and holds of {trips.Count} departures count on these stops in this order.") with
        {
            Extensions = new Dictionary<string, object?> { ["stops"] = touched.Order().ToArray(), ["trips"] = trips.Order().ToArray(), ["bookings"] = bookings },
        };
    }

    /// <summary>In two steps, so that no two stops have one place in between.</summary>
    private async Task SaveAsync(ReplaceStopsCommand command, List<Stop> stops, Route route, CancellationToken ct)
    {
        foreach (Stop stop in stops)
        {
            stop.Retire();
        }

        await db.SaveChangesAsync(ct);
        foreach ((int place, StopDetails details) in command.Stops.Index())
        {
            if (details.Id is { } id)
            {
                stops.Single(stop => stop.Id == id).Edit(place, details);
            }
            else
            {
                db.Stops.Add(Stop.Create(context.TenantId, Guid.CreateVersion7(unitOfWork.Now), route.Id, place, details));
            }
        }

        route.Revise();
        await db.SaveChangesAsync(ct);
    }
}

internal static class TripsAhead
{
    /// <summary>Longer than any trip lasts with all its delays.</summary>
    private static readonly TimeSpan LongestTrip = TimeSpan.FromDays(10);

    /// <summary>Locks the trips that have not ended: nothing of them is sold until the transaction ends.</summary>
    public static async Task<IReadOnlyList<Trip>> LockAheadAsync(
        this ITripStore store, IBookingDb db, DateTimeOffset now, System.Linq.Expressions.Expression<Func<Trip, bool>> which, CancellationToken ct)
    {
        DateTimeOffset earliest = now - LongestTrip;
        IQueryable<TripStop> calls = db.TripStops;
        List<Guid> ids = await db.Trips.AsNoTracking()
            .Where(which)
            .Where(trip => trip.DepartsAt > earliest && (trip.Status == TripStatus.Scheduled || trip.Status == TripStatus.Departed))
            .Where(trip => calls.Any(call => call.TripId == trip.Id && call.ArrivesAt > now))
            .Select(trip => trip.Id)
            .ToListAsync(ct);
        return await store.LockAsync(ids, ct);
    }
}
