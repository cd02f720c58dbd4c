namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetScheduleQuery(Guid Id) : IQuery<Versioned<ScheduleView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class GetScheduleHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetScheduleQuery, Result<Versioned<ScheduleView>>>
{
    public async Task<Result<Versioned<ScheduleView>>> Handle(GetScheduleQuery query, CancellationToken cancellationToken)
    {
        Schedule? schedule = await db.Schedules.AsNoTracking().SingleOrDefaultAsync(schedule => schedule.Id == query.Id, cancellationToken);
        if (schedule is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<Done> owned = await db.CheckOwnerOfRouteAsync(context, schedule.RouteId, cancellationToken);
        return owned.IsSuccess ? schedule.Versioned() : owned.Error;
    }
}
