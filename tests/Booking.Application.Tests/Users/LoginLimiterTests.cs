namespace Booking.Application.Tests.Users;

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Booking.Infrastructure.Users;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using StackExchange.Redis;
using Xunit;

/// <summary>With Redis away: its port is closed, or takes connections and never answers.</summary>
public sealed class LoginLimiterTests : IDisposable
{
    private const string Victim = "victim@example.test";

    private static readonly Guid Tenant = Guid.CreateVersion7();

    private readonly SetClock _clock = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TcpListener _silent = new(IPAddress.Loopback, 0);
    private readonly ConnectionMultiplexer _redis;
    private readonly HostLoginCounters _own;
    private readonly LoginLimiter _limiter;

    public LoginLimiterTests()
    {
        _silent.Start();
        _redis = ConnectionMultiplexer.Connect($"127.0.0.1:{((IPEndPoint)_silent.LocalEndpoint).Port},abortConnect=false,connectTimeout=100,connectRetry=1,syncTimeout=500");
        _own = new HostLoginCounters(_clock);
        _limiter = new LoginLimiter(_own, new SharedLoginCounters(_redis, _clock, NullLogger<SharedLoginCounters>.Instance), new LoginOptions());
    }

    public void Dispose()
    {
        _redis.Dispose();
        _silent.Dispose();
    }

    [Fact]
    public async Task TryEnterAsync_WhenAnAccountIsGuessedAThousandTimes_LetsTenThroughEachMinute()
    {
        (await EnterAsync(1000, i => Victim, i => "198.51.100.7")).ShouldBe(10);

        _clock.Advance(TimeSpan.FromSeconds(59));
        TimeSpan? wait = await TryAsync(Victim, "198.51.100.7");
        wait.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(1));
        (await EnterAsync(1000, i => Victim, i => "198.51.100.7")).ShouldBe(10);
    }

    [Fact]
    public async Task TryEnterAsync_WhenSomebodyGuesses_LetsTheOwnerInFromElsewhere()
    {
        await EnterAsync(1000, i => Victim, i => $"198.51.100.{i % 250}");

        (await TryAsync(Victim, "203.0.113.9")).ShouldBeNull();
        (await TryAsync(Victim, "2001:db8:1::1")).ShouldBeNull();
    }

    [Fact]
    public async Task TryEnterAsync_WhenGuessedFromManyNetworks_StopsAtTheLimitOfTheAccount() =>
        (await EnterAsync(1000, i => Victim, i => $"10.{i % 250}.0.1")).ShouldBe(100);

    [Fact]
    public async Task TryEnterAsync_WhenOneAddressTriesManyAccounts_StopsAtTheLimitOfTheAddress()
    {
        (await EnterAsync(1000, i => $"user{i}@example.test", i => "198.51.100.7")).ShouldBe(60);
        (await TryAsync("user0@example.test", "198.51.100.8")).ShouldBeNull();
    }

    [Fact]
    public async Task TryEnterAsync_WhenTheAddressIsWrittenInAnotherForm_IsStillTheSame()
    {
        (await EnterAsync(1000, i => $"user{i}@example.test", i => i % 2 == 0 ? "198.51.100.7" : "::ffff:198.51.100.7")).ShouldBe(60);
        (await EnterAsync(1000, i => $"user{i}@example.test", i => $"2001:db8:1:1::{i:x}")).ShouldBe(60);
    }

    [Fact]
    public async Task TryEnterAsync_WhenAnotherTenantHasTheSameAddressBook_CountsApart()
    {
        await EnterAsync(20, i => Victim, i => "198.51.100.7");

        (await _limiter.TryEnterAsync(Guid.CreateVersion7(), Victim, IPAddress.Parse("198.51.100.7"), CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task TryEnterAsync_WhenRedisDoesNotAnswer_WaitsForItOnceAndShortly()
    {
        long started = Stopwatch.GetTimestamp();
        await EnterAsync(50, i => $"user{i}@example.test", i => "198.51.100.7");

        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void TryCount_WhenMoreKeysComeThanFit_StaysBounded()
    {
        for (int i = 0; i < HostLoginCounters.MaxCounters * 2; i++)
        {
            _own.TryCount([new LoginCounter($"key-{i}", 1)]);
        }

        _own.Count.ShouldBeLessThanOrEqualTo(HostLoginCounters.MaxCounters);
        _own.TryCount([new LoginCounter($"key-{(HostLoginCounters.MaxCounters * 2) - 1}", 1)]).ShouldNotBeNull();
    }

    private async Task<int> EnterAsync(int attempts, Func<int, string> email, Func<int, string> address)
    {
        int entered = 0;
        for (int i = 0; i < attempts; i++)
        {
            entered += await TryAsync(email(i), address(i)) is null ? 1 : 0;
        }

        return entered;
    }

    private Task<TimeSpan?> TryAsync(string email, string address) => _limiter.TryEnterAsync(Tenant, email, IPAddress.Parse(address), CancellationToken.None);
}
