namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What the caller is told of as it happens, behind an event that the caller has seen; all of the tenant's for an admin.</summary>
/// <param name="After">Null for the oldest that is kept.</param>
public sealed record ReadOwnEventsQuery(Guid? After, int Limit) : IQuery<OwnEventsView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];

    /// <summary>Answers the end of the log, and no events.</summary>
    public bool FromNow { get; init; }
}

/// <param name="LastId">Go on with it as <c>after</c>, also when the page is empty; null in a log without events.</param>
/// <param name="HasMore">Whether there is more to look through already; the page may be empty all the same.</param>
public sealed record OwnEventsView(IReadOnlyList<LoggedEventView> Items, Guid? LastId, bool HasMore);

internal sealed class ReadOwnEventsHandler(IEventLog log, IBookingDb db, RequestContext context) : IRequestHandler<ReadOwnEventsQuery, Result<OwnEventsView>>
{
    public async Task<Result<OwnEventsView>> Handle(ReadOwnEventsQuery query, CancellationToken cancellationToken)
    {
        Guid user = context.UserId!.Value;
        if (query.FromNow)
        {
            return new OwnEventsView([], await log.FindLastAsync(cancellationToken), false);
        }

        EventsPage? page = await log.ReadPageAsync(query.After, user, cancellationToken);
        if (page is null)
        {
            return ReadEventsLogHandler.NotKept;
        }

        List<Guid> drivers = context.Roles.Contains(Roles.Driver) ? await db.Drivers.Where(driver => driver.UserId == user).Select(driver => driver.Id).ToListAsync(cancellationToken) : [];
        List<LoggedEventView> own = [.. page.Events.Where(entry => context.IsAdmin || IsOwn(EventRoutes.Of(entry.Happened), entry.IsOfOwnBooking, user, drivers)).Select(entry => entry.Happened)];
        return own.Count > query.Limit
            ? new OwnEventsView([.. own.Take(query.Limit)], own[query.Limit - 1].Id, true)
            : new OwnEventsView(own, page.LastId ?? query.After, page.HasMore);
    }

    private static bool IsOwn(EventRoute route, bool isOfOwnBooking, Guid user, List<Guid> drivers) =>
        route.CustomerId == user || (route.CustomerOfBooking is not null && isOfOwnBooking) || (route.DriverId is { } driver && drivers.Contains(driver));
}
