namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>All fares of a route.</summary>
public sealed record GetRouteFaresQuery(Guid RouteId) : IQuery<Versioned<RouteFaresView>>;

internal sealed class GetRouteFaresHandler(IBookingDb db) : IRequestHandler<GetRouteFaresQuery, Result<Versioned<RouteFaresView>>>
{
    public async Task<Result<Versioned<RouteFaresView>>> Handle(GetRouteFaresQuery query, CancellationToken cancellationToken)
    {
        Route? route = await db.Routes.AsNoTracking().SingleOrDefaultAsync(route => route.Id == query.RouteId, cancellationToken);
        if (route is null)
        {
            return OfferingErrors.NotFound;
        }

        List<Fare> fares = await db.Fares.AsNoTracking().Where(fare => fare.RouteId == query.RouteId).OrderBy(fare => fare.Id).ToListAsync(cancellationToken);
        return new Versioned<RouteFaresView>(new RouteFaresView(route.Id, route.Currency, [.. fares.Select(fare => FareView.Of(fare, route.Currency))]), route.Version);
    }
}
