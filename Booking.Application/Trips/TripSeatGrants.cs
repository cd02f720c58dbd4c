namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;

internal sealed class TripSeatGrants(IBookingDb db) : ItemGrants<TripSeatItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<TripSeatItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.TripId);
        Dictionary<Guid, Trip> trips = await db.Trips.AsNoTracking().Where(trip => ids.Contains(trip.Id)).ToDictionaryAsync(trip => trip.Id, ct);
        List<Guid> routeIds = [.. trips.Values.Select(trip => trip.RouteId).Distinct()];
        List<Guid> busIds = [.. trips.Values.Select(trip => trip.BusId).Distinct()];
        Dictionary<Guid, Route> routes = await db.Routes.AsNoTracking().Where(route => routeIds.Contains(route.Id)).ToDictionaryAsync(route => route.Id, ct);
        Dictionary<Guid, Bus> buses = await db.Buses.AsNoTracking().Where(bus => busIds.Contains(bus.Id)).ToDictionaryAsync(bus => bus.Id, ct);
        List<Stop> stops = await db.Stops.AsNoTracking().Where(stop => routeIds.Contains(stop.RouteId)).ToListAsync(ct);
        List<Fare> fares = await db.Fares.AsNoTracking().Where(fare => routeIds.Contains(fare.RouteId)).ToListAsync(ct);
        return [.. items.Select(asked => Grant(asked.Index, asked.Item))];

        Result<Grant> Grant(int index, TripSeatItem item)
        {
            if (!trips.TryGetValue(item.TripId, out Trip? trip))
            {
                return Unknown("/tripId");
            }

            Stop? from = stops.Find(stop => stop.Id == item.FromStopId && stop.RouteId == trip.RouteId);
            Stop? to = stops.Find(stop => stop.Id == item.ToStopId && stop.RouteId == trip.RouteId);
            Dictionary<string, long> byClass = fares
                .Where(fare => fare.RouteId == trip.RouteId && fare.FromStop == from?.Sequence && fare.ToStop == to?.Sequence)
                .ToDictionary(fare => fare.Class, fare => fare.Amount);
            return trip.Grant(index, routes[trip.RouteId], buses[trip.BusId], from, to, item.Seats, byClass, now);
        }
    }
}
