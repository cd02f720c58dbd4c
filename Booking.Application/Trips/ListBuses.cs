namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The caller's buses in the order of their ids; all of them for an admin.</summary>
public sealed record ListBusesQuery(PageRequest Page) : IQuery<Page<BusView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class ListBusesHandler(IBookingDb db, RequestContext context, ICursorCodec cursors) : IRequestHandler<ListBusesQuery, Result<Page<BusView>>>
{
    private const string List = "buses";

    public async Task<Result<Page<BusView>>> Handle(ListBusesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        IQueryable<Bus> buses = db.Buses.AsNoTracking();
        if (!context.IsAdmin)
        {
            IQueryable<Operator> own = db.Operators.Managed(context);
            buses = buses.Where(bus => own.Any(company => company.Id == bus.OperatorId));
        }

        List<Bus> rows = await buses.Where(bus => bus.Id > after).OrderBy(bus => bus.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, bus => bus.Id, BusView.Of);
    }
}
