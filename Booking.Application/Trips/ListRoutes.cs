namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Routes with their stops, in the order of their ids.</summary>
public sealed record ListRoutesQuery(PageRequest Page) : IQuery<Page<RouteView>>;

public sealed record RouteView(Guid Id, string Name, string Operator, IReadOnlyList<RouteStopView> Stops);

/// <param name="Sequence">0 for the first stop of the route.</param>
/// <param name="ArrivesAfterMinutes">After the departure from the first stop.</param>
public sealed record RouteStopView(
    Guid Id, string Name, int Sequence, string City, string TimeZone, double Lat, double Lng, int ArrivesAfterMinutes, int DepartsAfterMinutes);

internal sealed class ListRoutesHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListRoutesQuery, Result<Page<RouteView>>>
{
    private const string List = "routes";

    public async Task<Result<Page<RouteView>>> Handle(ListRoutesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        List<Route> rows = await db.Routes.AsNoTracking()
            .Where(route => route.Id > after)
            .OrderBy(route => route.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        List<Guid> ids = [.. rows.Select(route => route.Id)];
        ILookup<Guid, Stop> stops = (await db.Stops.AsNoTracking()
            .Where(stop => ids.Contains(stop.RouteId))
            .OrderBy(stop => stop.Sequence)
            .ToListAsync(cancellationToken)).ToLookup(stop => stop.RouteId);
        return cursors.Page(List, query.Page, rows, route => route.Id, route => new RouteView(route.Id, route.Name, route.Operator, [.. stops[route.Id].Select(View)]));
    }

    private static RouteStopView View(Stop stop) => new(
        stop.Id, stop.Name, stop.Sequence, stop.City, stop.TimeZone, stop.Latitude, stop.Longitude, stop.ArrivesAfterMinutes, stop.DepartsAfterMinutes);
}
