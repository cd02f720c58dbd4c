namespace Booking.Api.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

/// <summary>
/// Clients are told of events under the events' own names. Who is signed in is told of what is theirs without asking; offerings are watched.
/// Refusals are <see cref="HubException"/>s whose message is a code.
/// </summary>
internal sealed class BookingHub(
    LiveConnections connections, AvailabilityNews availability, RequestContext context, ISender sender, IHubContext<BookingHub> hub, IOptions<RealtimeOptions> options, TimeProvider clock) : Hub
{
    public const string Path = "/hubs/booking";

    private const int ResumedEvents = 200;

    private LiveConnection? Connection
    {
        get => Context.Items.TryGetValue(Path, out object? connection) ? (LiveConnection?)connection : null;
        set => Context.Items[Path] = value;
    }

    public override async Task OnConnectedAsync()
    {
        // The request that the connection began with has been through authentication and knows its tenant.
        RequestContext caller = Context.GetHttpContext()!.RequestServices.GetRequiredService<RequestContext>();
        LiveConnection connection = new(
            Context.ConnectionId, caller.TenantId, caller.UserId, caller.Roles, caller.UserId?.ToString() ?? $"{caller.Address}", hub.Clients.Client(Context.ConnectionId), options.Value, clock,
            Context.ConnectionAborted);
        if (!connections.TryAdd(connection, await OwnGroupsAsync(connection)))
        {
            throw new HubException("too_many_connections");
        }

        Connection = connection;
        await base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        if (Connection is { } connection)
        {
            connections.Remove(connection);
        }

        return base.OnDisconnectedAsync(exception);
    }

    /// <summary>Begins to tell of an offering: what anybody may know of it, and <c>availability.changed</c>.</summary>
    public async Task<WatchView> Watch(string kind, Guid offeringId)
    {
        LiveConnection connection = Enter();
        LiveGroup offering = new(connection.TenantId, kind, offeringId);
        if ((await sender.Send(new WatchOfferingQuery(kind, offeringId), Context.ConnectionAborted)).Error is { } error)
        {
            throw new HubException(error.Code);
        }

        return connections.TryWatch(connection, offering)
            ? new WatchView(availability.Watch(offering))
            : throw new HubException("too_many_watches");
    }

    /// <summary>Ends what <see cref="Watch"/> began.</summary>
    public void Unwatch(string kind, Guid offeringId)
    {
        LiveConnection connection = Enter();
        if (WatchKinds.All.Contains(kind))
        {
            connections.Unwatch(connection, new LiveGroup(connection.TenantId, kind, offeringId));
        }
    }

    /// <summary>What the caller would have been told since an event, oldest first.</summary>
    /// <param name="lastEventId">The <c>lastId</c> of the answer before; null for the place to go on from, without events.</param>
    public async Task<ResumedView> Resume(Guid? lastEventId)
    {
        LiveConnection connection = Enter();
        if (connection.UserId is null)
        {
            throw new HubException(UserErrors.NotSignedIn.Code);
        }

        Result<OwnEventsView> read = await sender.Send(new ReadOwnEventsQuery(lastEventId, ResumedEvents) { FromNow = lastEventId is null }, Context.ConnectionAborted);
        if (read.Error is null)
        {
            return new ResumedView(read.Value!.Items, read.Value.LastId, read.Value.HasMore, false);
        }

        Result<OwnEventsView> end = await sender.Send(new ReadOwnEventsQuery(null, ResumedEvents) { FromNow = true }, Context.ConnectionAborted);
        return end.Error is null ? new ResumedView([], end.Value!.LastId, false, true) : throw new HubException(end.Error.Code);
    }

    private async Task<List<LiveGroup>> OwnGroupsAsync(LiveConnection connection)
    {
        List<LiveGroup> groups = [];
        if (connection.UserId is not { } user)
        {
            return groups;
        }

        groups.Add(LiveGroup.User(connection.TenantId, user));
        if (connection.Roles.Contains(Roles.Admin))
        {
            groups.Add(LiveGroup.Admins(connection.TenantId));
        }

        if (connection.Roles.Contains(Roles.Driver))
        {
            Act(connection);
            Result<IReadOnlyList<Guid>> drivers = await sender.Send(new FindOwnDriverQuery(), Context.ConnectionAborted);
            groups.AddRange((drivers.Value ?? []).Select(driver => LiveGroup.Driver(connection.TenantId, driver)));
        }

        return groups;
    }

    /// <summary>Each call has a scope of its own, which learns who calls.</summary>
    private LiveConnection Enter()
    {
        LiveConnection connection = Connection ?? throw new HubException("not_connected");
        if (!connection.TryCall())
        {
            throw new HubException("rate_limited");
        }

        Act(connection);
        return connection;
    }

    private void Act(LiveConnection connection)
    {
        context.UseTenant(connection.TenantId);
        if (connection.UserId is { } user)
        {
            context.SignIn(user, connection.Roles);
        }
    }
}

/// <param name="Version">Of what is told next of the offering, the <c>previous</c> is not newer than this.</param>
internal sealed record WatchView(long Version);

/// <param name="LastId">Go on with it.</param>
/// <param name="HasMore">There is more already.</param>
/// <param name="Resync">The event is not kept any more: read anew what is shown, and go on with <paramref name="LastId"/>.</param>
internal sealed record ResumedView(IReadOnlyList<LoggedEventView> Items, Guid? LastId, bool HasMore, bool Resync);
