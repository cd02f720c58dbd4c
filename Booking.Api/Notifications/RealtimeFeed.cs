namespace Booking.Api.Notifications;

using System.Collections.Concurrent;
using System.Diagnostics;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Infrastructure.Messaging;
using MediatR;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

/// <summary>Tells this process's clients what happens, as it happens.</summary>
internal sealed partial class RealtimeFeed(
    LiveFeed feed, LiveConnections connections, AvailabilityNews availability, IServiceScopeFactory scopes, IOptions<RealtimeOptions> options, TimeProvider clock, ILogger<RealtimeFeed> logger)
    : BackgroundService
{
    private const int KnownBookings = 20_000;

    private readonly MemoryCache _customers = new(new MemoryCacheOptions { SizeLimit = KnownBookings });
    private readonly ConcurrentDictionary<Guid, LoggedEventView> _stats = new();
    private int _hasMissed;

    public override void Dispose()
    {
        _customers.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        feed.RunAsync(TellAsync, () => Volatile.Write(ref _hasMissed, 1), stoppingToken),
        RepeatAsync(options.Value.AvailabilityInterval, availability.FlushAsync, stoppingToken),
        RepeatAsync(options.Value.StatsInterval, TellStatsAsync, stoppingToken));

    private async Task TellAsync(CloudEvent happened, CancellationToken ct)
    {
        LoggedEventView view = happened.ToView();
        if (view.Type == EventRoutes.StatsChanged)
        {
            _stats[view.TenantId] = view;
            return;
        }

        EventRoute route = EventRoutes.Of(view);
        foreach (TouchedOffering touched in route.Touched)
        {
            availability.Touch(view.TenantId, touched, view.Time, happened.TraceParent);
        }

        IReadOnlyCollection<LiveConnection> told = connections.Of([.. await GroupsAsync(view.TenantId, route, ct)]);
        if (told.Count == 0)
        {
            return;
        }

        using Activity? span = RealtimeTelemetry.StartSend(view.Type, happened.TraceParent);
        span?.SetTag("booking.connections", told.Count);
        Tell(told, new LiveMessage(view.Type, view, view.Time));
    }

    private async Task<List<LiveGroup>> GroupsAsync(Guid tenant, EventRoute route, CancellationToken ct)
    {
        List<LiveGroup> groups = [];
        if (route.Watched is { } watched)
        {
            groups.Add(new LiveGroup(tenant, watched.Kind, watched.OfferingId));
        }

        if (!connections.HasUsersOf(tenant))
        {
            return groups;
        }

        groups.Add(LiveGroup.Admins(tenant));
        if (route.DriverId is { } driver)
        {
            groups.Add(LiveGroup.Driver(tenant, driver));
        }

        if ((route.CustomerId ?? (route.CustomerOfBooking is { } booking ? await CustomerOfAsync(tenant, booking, ct) : null)) is { } customer)
        {
            groups.Add(LiveGroup.User(tenant, customer));
        }

        return groups;
    }

    /// <summary>Asked once per booking, as it never changes.</summary>
    private async Task<Guid> CustomerOfAsync(Guid tenant, Guid booking, CancellationToken ct)
    {
        if (_customers.TryGetValue((tenant, booking), out Guid known))
        {
            return known;
        }

        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(tenant);
        Result<Guid> customer = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new FindBookingCustomerQuery(booking), ct);
        return _customers.Set((tenant, booking), customer.Value, new MemoryCacheEntryOptions { Size = 1 });
    }

    private Task TellStatsAsync(CancellationToken ct)
    {
        foreach (Guid tenant in _stats.Keys)
        {
            if (_stats.TryRemove(tenant, out LoggedEventView? view))
            {
                Tell(connections.Of(LiveGroup.Admins(tenant)), new LiveMessage(view.Type, view, view.Time));
            }
        }

        if (Interlocked.Exchange(ref _hasMissed, 0) == 1)
        {
            Tell(connections.All(), LiveMessage.Resync);
        }

        return Task.CompletedTask;
    }

    private static void Tell(IReadOnlyCollection<LiveConnection> told, LiveMessage message)
    {
        foreach (LiveConnection connection in told)
        {
            connection.Tell(message);
        }
    }

    private async Task RepeatAsync(TimeSpan interval, Func<CancellationToken, Task> work, CancellationToken ct)
    {
        using PeriodicTimer timer = new(interval, clock);
        while (await timer.WaitForNextTickAsync(ct))
        {
            try
            {
                await work(ct);
            }
            catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Clients could not be told; the next round tries again.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
