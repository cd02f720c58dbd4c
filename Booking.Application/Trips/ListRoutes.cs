namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Routes with their stops, in the order of their ids.</summary>
public sealed record ListRoutesQuery(PageRequest Page) : IQuery<Page<RouteView>>
{
    /// <summary>The caller's own, withdrawn ones too.</summary>
    public bool Managed { get; init; }
}

internal sealed class ListRoutesHandler(IBookingDb db, RequestContext context, ICursorCodec cursors) : IRequestHandler<ListRoutesQuery, Result<Page<RouteView>>>
{
    private const string List = "routes";

    public async Task<Result<Page<RouteView>>> Handle(ListRoutesQuery query, CancellationToken cancellationToken)
    {
        if (query.Managed && TripOwners.CheckManager(context) is { } refused)
        {
            return refused;
        }

        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        IQueryable<Operator> operators = query.Managed ? db.Operators.Managed(context) : db.Operators;
        var rows = await db.Routes.AsNoTracking()
            .Where(route => route.Id > after && (query.Managed || route.IsActive))
            .Join(operators, route => route.OperatorId, company => company.Id, (route, company) => new { Route = route, Operator = company.Name })
            .OrderBy(row => row.Route.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        List<Guid> ids = [.. rows.Select(row => row.Route.Id)];
        ILookup<Guid, Stop> stops = (await db.Stops.AsNoTracking()
            .Where(stop => ids.Contains(stop.RouteId) && stop.IsActive)
            .OrderBy(stop => stop.Sequence)
            .ToListAsync(cancellationToken)).ToLookup(stop => stop.RouteId);
        return cursors.Page(List, query.Page, rows, row => row.Route.Id, row => RouteView.Of(row.Route, row.Operator, stops[row.Route.Id]));
    }
}
