namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The tenant's rides in the order of their starts; those that are <c>unassigned</c> are the admins' queue.</summary>
/// <param name="From">Which begin then or later.</param>
/// <param name="To">Which begin before.</param>
public sealed record ListRidesQuery(RideStatus? Status, DateTimeOffset? From, DateTimeOffset? To, PageRequest Page) : IQuery<Page<RideView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListRidesHandler(IBookingDb db, RideViews views, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListRidesQuery, Result<Page<RideView>>>
{
    private const string List = "rides";

    public async Task<Result<Page<RideView>>> Handle(ListRidesQuery query, CancellationToken cancellationToken)
    {
        Result<(DateTimeOffset, Guid)?> position = cursors.AfterStart(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        IQueryable<Ride> rides = db.Rides.AsNoTracking();
        if (query.Status is { } status)
        {
            rides = rides.Where(ride => ride.Status == status);
        }

        if (query.From is { } from)
        {
            rides = rides.Where(ride => ride.StartsAt >= from);
        }

        if (query.To is { } to)
        {
            rides = rides.Where(ride => ride.StartsAt < to);
        }

        if (position.Value is var (after, afterId))
        {
            rides = rides.Where(ride => ride.StartsAt > after || (ride.StartsAt == after && ride.Id > afterId));
        }

        List<Ride> page = await rides.OrderBy(ride => ride.StartsAt).ThenBy(ride => ride.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        string? next = cursors.Cut(List, query.Page, page, ride => (ride.StartsAt, ride.Id));
        return new Page<RideView>(await views.OfAsync(page, await clock.NowAsync(cancellationToken), cancellationToken), next);
    }
}
