namespace Booking.Application.Tests.Notifications;

using System.Collections.Concurrent;
using System.Reflection;
using Booking.Api.Notifications;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using MediatR;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

public sealed class AvailabilityNewsTests
{
    private static readonly Guid Tenant = Guid.CreateVersion7();
    private static readonly WatchedOffering Hall = new(WatchKinds.Event, Guid.CreateVersion7());
    private static readonly LiveGroup Group = new(Tenant, Hall.Kind, Hall.OfferingId);

    private readonly Clock _clock = new();
    private readonly ISender _sender = DispatchProxy.Create<ISender, Database>();
    private readonly Database _database;
    private readonly LiveConnections _connections = new(Options.Create(new RealtimeOptions()));
    private readonly Watcher _watcher = new();
    private readonly AvailabilityNews _news;
    private readonly LiveConnection _connection;

    public AvailabilityNewsTests()
    {
        _database = (Database)_sender;
        ServiceCollection services = new();
        services.AddScoped<RequestContext>();
        services.AddSingleton(_sender);
        _news = new AvailabilityNews(_connections, services.BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), _clock, NullLogger<AvailabilityNews>.Instance);
        _connection = new LiveConnection("1", Tenant, null, [], "", _watcher, new RealtimeOptions(), _clock, CancellationToken.None);
        _connections.TryAdd(_connection, []);
    }

    [Fact]
    public async Task Flush_WhenManyChangesCame_ReadsOnceAndTellsThemTogether()
    {
        long version = Watch();
        await _news.FlushAsync(CancellationToken.None);
        AvailabilityChangedView first = await _watcher.NextAsync();
        (first.Previous, first.Seats.Count).ShouldBe((version, 0));
        foreach (string seat in (string[])["A-1", "A-2", "A-1"])
        {
            Touch(seat);
        }

        await _news.FlushAsync(CancellationToken.None);
        AvailabilityChangedView second = await _watcher.NextAsync();
        second.Previous.ShouldBe(first.Version);
        second.Version.ShouldBeGreaterThan(first.Version);
        second.Seats.Select(seat => seat.Seat).ShouldBe(["A-1", "A-2"], ignoreOrder: true);
        await _news.FlushAsync(CancellationToken.None);
        _database.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task Flush_WhenTheDatabaseIsAway_TellsLaterWhatWasMissed()
    {
        Watch();
        await _news.FlushAsync(CancellationToken.None);
        await _watcher.NextAsync();
        Touch("A-1");
        _database.IsAway = true;
        await _news.FlushAsync(CancellationToken.None);
        Touch("A-2");
        _database.IsAway = false;
        await _news.FlushAsync(CancellationToken.None);
        (await _watcher.NextAsync()).Seats.Select(seat => seat.Seat).ShouldBe(["A-1", "A-2"], ignoreOrder: true);
    }

    [Fact]
    public async Task Watch_WhenSomethingWasTouchedAMomentAgo_TellsItAgain()
    {
        Touch("A-1");
        await _news.FlushAsync(CancellationToken.None);
        _database.Reads.ShouldBe(0, "nobody watches");
        _clock.Advance(TimeSpan.FromSeconds(4));
        Watch();
        await _news.FlushAsync(CancellationToken.None);
        (await _watcher.NextAsync()).Seats.ShouldHaveSingleItem().Seat.ShouldBe("A-1");
    }

    [Fact]
    public async Task Watch_WhenItWasTouchedLongAgo_TellsTheNumbersOnly()
    {
        Touch("A-1");
        await _news.FlushAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Watch();
        await _news.FlushAsync(CancellationToken.None);
        AvailabilityChangedView told = await _watcher.NextAsync();
        (told.Seats.Count, told.Everything).ShouldBe((0, false));
    }

    [Fact]
    public async Task Touch_WhenItIsTooMuchOrTheWholeOffering_IsToldAsEverything()
    {
        Watch();
        await _news.FlushAsync(CancellationToken.None);
        await _watcher.NextAsync();
        for (int i = 0; i < 600; i++)
        {
            Touch($"A-{i}");
        }

        await _news.FlushAsync(CancellationToken.None);
        AvailabilityChangedView told = await _watcher.NextAsync();
        (told.Everything, told.Seats.Count).ShouldBe((true, 0));
        _news.Touch(Tenant, TouchedOffering.Whole(Hall), _clock.GetUtcNow(), null);
        await _news.FlushAsync(CancellationToken.None);
        (await _watcher.NextAsync()).Everything.ShouldBeTrue();
    }

    [Fact]
    public async Task Version_WhenTheClockStandsStillOrGoesBack_RisesAllTheSame()
    {
        Watch();
        long last = 0;
        for (int i = 0; i < 3; i++)
        {
            Touch("A-1");
            await _news.FlushAsync(CancellationToken.None);
            AvailabilityChangedView told = await _watcher.NextAsync();
            told.Version.ShouldBeGreaterThan(last);
            last = told.Version;
            _database.At -= TimeSpan.FromSeconds(1);
        }
    }

    private long Watch()
    {
        _connections.TryWatch(_connection, Group).ShouldBeTrue();
        return _news.Watch(Group);
    }

    private void Touch(string seat) => _news.Touch(Tenant, new TouchedOffering(Hall, [seat], null, null, false), _clock.GetUtcNow(), null);

    /// <summary>Stands for the use case: answers that every seat asked for is held.</summary>
    public class Database : DispatchProxy
    {
        public DateTimeOffset At { get; set; } = DateTimeOffset.UnixEpoch.AddYears(50);

        public bool IsAway { get; set; }

        public int Reads { get; private set; }

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (IsAway)
            {
                throw new TimeoutException();
            }

            Reads++;
            ReadLiveAvailabilityQuery query = args![0].ShouldBeOfType<ReadLiveAvailabilityQuery>();
            Result<LiveAvailabilityView> answer = new LiveAvailabilityView(At, null, [], [], [.. query.Seats.Select(seat => new LiveSeatView(seat, "held", null))]);
            return Task.FromResult(answer);
        }
    }

    private sealed class Watcher : IClientProxy
    {
        private readonly ConcurrentQueue<AvailabilityChangedView> _told = new();

        public Task SendCoreAsync(string method, object?[] args, CancellationToken cancellationToken = default)
        {
            LoggedEventView happened = args[0].ShouldBeOfType<LoggedEventView>();
            (method, happened.Type, happened.Subject).ShouldBe(("availability.changed", "availability.changed", Hall.OfferingId));
            _told.Enqueue(System.Text.Json.JsonSerializer.Deserialize<AvailabilityChangedView>(happened.Data, System.Text.Json.JsonSerializerOptions.Web)!);
            return Task.CompletedTask;
        }

        public async Task<AvailabilityChangedView> NextAsync()
        {
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(20));
            while (true)
            {
                if (_told.TryDequeue(out AvailabilityChangedView? told))
                {
                    return told;
                }

                await Task.Delay(5, limit.Token);
            }
        }
    }

    private sealed class Clock : TimeProvider
    {
        private long _now = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(50).AddTicks(_now);

        public void Advance(TimeSpan by) => _now += by.Ticks;
    }
}
