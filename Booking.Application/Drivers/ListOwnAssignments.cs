namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What the driver who is signed in is asked to drive, will drive, and has driven, in the order of the rides' starts.</summary>
/// <param name="Status">As it is written down; an offer whose time is over may still be among the offered ones.</param>
/// <param name="From">Whose ride ends after that.</param>
/// <param name="To">Whose ride begins before.</param>
public sealed record ListOwnAssignmentsQuery(AssignmentStatus? Status, DateTimeOffset? From, DateTimeOffset? To, PageRequest Page) : IQuery<Page<AssignmentView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class ListOwnAssignmentsHandler(IBookingDb db, RideViews views, IDatabaseClock clock, ICursorCodec cursors, RequestContext context)
    : IRequestHandler<ListOwnAssignmentsQuery, Result<Page<AssignmentView>>>
{
    private const string List = "own assignments";

    public async Task<Result<Page<AssignmentView>>> Handle(ListOwnAssignmentsQuery query, CancellationToken cancellationToken)
    {
        Result<(DateTimeOffset, Guid)?> position = cursors.AfterStart(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid driver = await db.Drivers.Where(driver => driver.UserId == context.UserId).Select(driver => driver.Id).SingleOrDefaultAsync(cancellationToken);
        if (driver == Guid.Empty)
        {
            return DriverErrors.NotFound;
        }

        IQueryable<Assignment> assignments = db.Assignments.AsNoTracking().Where(assignment => assignment.DriverId == driver);
        if (query.Status is { } status)
        {
            assignments = assignments.Where(assignment => assignment.Status == status);
        }

        if (query.From is { } from)
        {
            assignments = assignments.Where(assignment => assignment.EndsAt > from);
        }

        if (query.To is { } to)
        {
            assignments = assignments.Where(assignment => assignment.StartsAt < to);
        }

        if (position.Value is var (after, afterId))
        {
            assignments = assignments.Where(assignment => assignment.StartsAt > after || (assignment.StartsAt == after && assignment.Id > afterId));
        }

        List<Assignment> page = await assignments
            .OrderBy(assignment => assignment.StartsAt).ThenBy(assignment => assignment.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        string? next = cursors.Cut(List, query.Page, page, assignment => (assignment.StartsAt, assignment.Id));
        return new Page<AssignmentView>(await views.OfAsync(page, await clock.NowAsync(cancellationToken), cancellationToken), next);
    }
}
