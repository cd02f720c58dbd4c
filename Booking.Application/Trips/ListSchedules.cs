namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The caller's schedules in the order of their ids; all of them for an admin.</summary>
/// <param name="RouteId">Null is those of all routes.</param>
public sealed record ListSchedulesQuery(Guid? RouteId, PageRequest Page) : IQuery<Page<ScheduleView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class ListSchedulesHandler(IBookingDb db, RequestContext context, ICursorCodec cursors) : IRequestHandler<ListSchedulesQuery, Result<Page<ScheduleView>>>
{
    private const string List = "schedules";

    public async Task<Result<Page<ScheduleView>>> Handle(ListSchedulesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        IQueryable<Schedule> schedules = db.Schedules.AsNoTracking();
        if (query.RouteId is { } routeId)
        {
            schedules = schedules.Where(schedule => schedule.RouteId == routeId);
        }

        if (!context.IsAdmin)
        {
            IQueryable<Guid> own = db.Routes.Join(db.Operators.Managed(context), route => route.OperatorId, company => company.Id, (route, company) => route.Id);
            schedules = schedules.Where(schedule => own.Contains(schedule.RouteId));
        }

        List<Schedule> rows = await schedules.Where(schedule => schedule.Id > after).OrderBy(schedule => schedule.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, schedule => schedule.Id, ScheduleView.Of);
    }
}
