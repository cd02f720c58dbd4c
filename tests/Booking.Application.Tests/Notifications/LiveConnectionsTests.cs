namespace Booking.Application.Tests.Notifications;

using System.Collections.Concurrent;
using Booking.Api.Notifications;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

public sealed class LiveConnectionsTests
{
    private static readonly RealtimeOptions Limits = new() { MaxConnections = 4, ConnectionsPerUser = 2, ConnectionsPerAddress = 1, WatchesPerConnection = 2, CallsPerSecond = 5, MostWaiting = 3 };
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly LiveConnections _connections = new(Options.Create(Limits));
    private int _last;

    [Fact]
    public void TryAdd_WhenAUserAnAddressOrAllHaveTooMany_Refuses()
    {
        Guid user = Guid.CreateVersion7();
        LiveConnection first = Connection(user: user);
        _connections.TryAdd(first, []).ShouldBeTrue();
        _connections.TryAdd(Connection(user: user), []).ShouldBeTrue();
        _connections.TryAdd(Connection(user: user), []).ShouldBeFalse("the user's third");
        _connections.TryAdd(Connection("10.0.0.1"), []).ShouldBeTrue();
        _connections.TryAdd(Connection("10.0.0.1"), []).ShouldBeFalse("the address's second");
        _connections.TryAdd(Connection("10.0.0.2"), []).ShouldBeTrue();
        _connections.TryAdd(Connection("10.0.0.3"), []).ShouldBeFalse("the fifth of all");

        _connections.Remove(first);
        _connections.Remove(first);
        _connections.TryAdd(Connection(user: user), []).ShouldBeTrue();
    }

    [Fact]
    public void Of_WhenAConnectionIsInSeveralGroups_HasItOnceAndNobodyWhoLeft()
    {
        LiveGroup admins = LiveGroup.Admins(Tenant);
        LiveGroup car = new(Tenant, "car", Guid.CreateVersion7());
        LiveConnection admin = Connection(user: Guid.CreateVersion7());
        _connections.TryAdd(admin, [admins]);
        _connections.TryWatch(admin, car).ShouldBeTrue();
        _connections.Of(admins, car).ShouldBe([admin]);
        _connections.Of(car with { TenantId = Guid.CreateVersion7() }).ShouldBeEmpty("another tenant's");
        _connections.HasUsersOf(Tenant).ShouldBeTrue();

        _connections.Unwatch(admin, car);
        _connections.IsEmpty(car).ShouldBeTrue();
        _connections.Remove(admin);
        _connections.Of(admins, car).ShouldBeEmpty();
        _connections.HasUsersOf(Tenant).ShouldBeFalse();
        _connections.TryWatch(admin, car).ShouldBeTrue();
        _connections.IsEmpty(car).ShouldBeTrue("who is gone joins nothing");
    }

    [Fact]
    public void TryWatch_WhenThereAreTooMany_RefusesButCountsNoGroupOfItsOwn()
    {
        LiveConnection connection = Connection(user: Guid.CreateVersion7());
        _connections.TryAdd(connection, [LiveGroup.Admins(Tenant), LiveGroup.User(Tenant, Guid.CreateVersion7())]);
        LiveGroup[] cars = [.. Enumerable.Range(0, 3).Select(_ => new LiveGroup(Tenant, "car", Guid.CreateVersion7()))];
        _connections.TryWatch(connection, cars[0]).ShouldBeTrue();
        _connections.TryWatch(connection, cars[1]).ShouldBeTrue();
        _connections.TryWatch(connection, cars[1]).ShouldBeTrue("again");
        _connections.TryWatch(connection, cars[2]).ShouldBeFalse();
    }

    [Fact]
    public async Task Tell_WhenAClientTakesNothing_DropsForItAndKeepsOthersInOrder()
    {
        Proxy slow = new(isBlocked: true);
        Proxy quick = new(isBlocked: false);
        LiveConnection stuck = Connection("10.0.0.1", proxy: slow);
        LiveConnection fine = Connection("10.0.0.2", proxy: quick);

        // One is on its way, three wait, and the fifth is one too many.
        stuck.Tell(Message(0));
        await slow.Reached.Task.WaitAsync(Limit);
        for (int i = 1; i <= 4; i++)
        {
            stuck.Tell(Message(i));
            fine.Tell(Message(i));
            await quick.HasSentAsync(i);
        }

        stuck.Tell(Message(5));
        quick.Sent.ShouldBe(["1", "2", "3", "4"]);
        slow.Sent.ShouldBeEmpty();
        slow.Go.SetResult();
        await slow.HasSentAsync(3);
        slow.Sent.ShouldBe(["0", "resync", "5"]);
    }

    [Fact]
    public void TryCall_WhenCalledTooOften_RefusesUntilTimeHasPassed()
    {
        Ticks clock = new();
        LiveConnection connection = Connection("10.0.0.1", clock: clock);
        Enumerable.Range(0, 21).Count(_ => connection.TryCall()).ShouldBe(20);
        clock.Advance(TimeSpan.FromSeconds(1));
        Enumerable.Range(0, 21).Count(_ => connection.TryCall()).ShouldBe(5);
        clock.Advance(TimeSpan.FromHours(1));
        Enumerable.Range(0, 100).Count(_ => connection.TryCall()).ShouldBe(20);
    }

    private LiveConnection Connection(string address = "", Guid? user = null, IClientProxy? proxy = null, TimeProvider? clock = null) =>
        new($"{++_last}", Tenant, user, [], user?.ToString() ?? address, proxy ?? new Proxy(isBlocked: false), Limits, clock ?? TimeProvider.System, CancellationToken.None);

    private static LiveMessage Message(int number) => new($"{number}", new { }, null);

    private sealed class Proxy(bool isBlocked) : IClientProxy
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<string> Sent { get; } = new();

        public async Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            Reached.TrySetResult();
            if (isBlocked)
            {
                await Go.Task.WaitAsync(Limit, cancellationToken);
            }

            Sent.Enqueue(method);
        }

        public async Task HasSentAsync(int count)
        {
            using CancellationTokenSource limit = new(Limit);
            while (Sent.Count < count)
            {
                await Task.Delay(5, limit.Token);
            }
        }
    }

    private sealed class Ticks : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
