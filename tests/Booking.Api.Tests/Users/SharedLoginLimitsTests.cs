namespace Booking.Api.Tests.Users;

using System.Net;
using Booking.Infrastructure.Users;
using Booking.Testing;
using Microsoft.Extensions.Logging;
using Shouldly;
using StackExchange.Redis;
using Xunit;

/// <summary>Two hosts with counters of their own and one Redis between them.</summary>
[Collection(BookingCollection.Name)]
public sealed class SharedLoginLimitsTests(BookingApp app)
{
    private const int MaxRounds = 5;

    private readonly Guid _tenant = Guid.CreateVersion7();

    [Fact]
    public async Task TryEnterAsync_WhenTwoHostsAreAsked_TheyCountTogetherAndSurviveAScriptFlush()
    {
        using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(app.ConnectionString("cache") + ",abortConnect=false");

        // A host that Redis answers too late counts by itself for a while, and says so: such a round is about something else. Any other is exact.
        Complaints complaints = new();
        List<TimeSpan?> waits = await CountAsync(redis, complaints);
        for (int round = 1; complaints.Count > 0 && round < MaxRounds; round++)
        {
            complaints = new Complaints();
            waits = await CountAsync(redis, complaints);
        }

        complaints.Count.ShouldBe(0);
        waits.Count(wait => wait is null).ShouldBe(10);
        waits[^1].ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
    }

    private async Task<List<TimeSpan?>> CountAsync(ConnectionMultiplexer redis, Complaints complaints)
    {
        LoginLimiter[] hosts = [Host(redis, complaints), Host(redis, complaints)];
        string email = Accounts.NewEmail();
        string address = $"2001:db8:{Random.Shared.Next(0x10000):x}:{Random.Shared.Next(0x10000):x}::1";
        List<TimeSpan?> waits = [];
        for (int i = 0; i < 20; i++)
        {
            waits.Add(await hosts[i % 2].TryEnterAsync(_tenant, email, IPAddress.Parse(address), CancellationToken.None));
            if (i == 4)
            {
                await redis.GetDatabase().ExecuteAsync("SCRIPT", "FLUSH");
            }
        }

        return waits;
    }

    private static LoginLimiter Host(ConnectionMultiplexer redis, Complaints complaints) => new(
        new HostLoginCounters(TimeProvider.System),
        new SharedLoginCounters(redis, TimeProvider.System, complaints),
        new LoginOptions());

    /// <summary>Counts what the shared counters warn of.</summary>
    private sealed class Complaints : ILogger<SharedLoginCounters>
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Interlocked.Increment(ref _count);
    }
}
