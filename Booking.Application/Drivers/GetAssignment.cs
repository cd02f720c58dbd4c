namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>One assignment, for its driver and for admins.</summary>
public sealed record GetAssignmentQuery(Guid Id) : IQuery<AssignmentView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver, Roles.Admin];
}

internal sealed class GetAssignmentHandler(IBookingDb db, RideViews views, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetAssignmentQuery, Result<AssignmentView>>
{
    public async Task<Result<AssignmentView>> Handle(GetAssignmentQuery query, CancellationToken cancellationToken)
    {
        bool isAdmin = context.IsAdmin;
        Assignment? assignment = await db.Assignments.AsNoTracking()
            .Where(assignment => assignment.Id == query.Id && (isAdmin || db.Drivers.Any(driver => driver.Id == assignment.DriverId && driver.UserId == context.UserId)))
            .SingleOrDefaultAsync(cancellationToken);
        return assignment is null
            ? DriverErrors.AssignmentNotFound
            : (await views.OfAsync([assignment], await clock.NowAsync(cancellationToken), cancellationToken))[0];
    }
}
