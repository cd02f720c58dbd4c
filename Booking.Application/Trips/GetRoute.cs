namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetRouteQuery(Guid Id) : IQuery<Versioned<RouteView>>;

internal sealed class GetRouteHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetRouteQuery, Result<Versioned<RouteView>>>
{
    public async Task<Result<Versioned<RouteView>>> Handle(GetRouteQuery query, CancellationToken cancellationToken)
    {
        var found = await db.Routes.AsNoTracking()
            .Where(route => route.Id == query.Id)
            .Join(db.Operators, route => route.OperatorId, company => company.Id, (route, company) => new { Route = route, Operator = company })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null || !(found.Route.IsActive || context.MayManage(found.Operator.OwnerId)))
        {
            return OfferingErrors.NotFound;
        }

        List<Stop> stops = await db.Stops.AsNoTracking().Where(stop => stop.RouteId == query.Id && stop.IsActive).ToListAsync(cancellationToken);
        return new Versioned<RouteView>(RouteView.Of(found.Route, found.Operator.Name, stops), found.Route.Version, found.Operator.Version);
    }
}
