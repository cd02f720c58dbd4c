namespace Booking.Api.Tests.Users;

using System.Net;
using Booking.Infrastructure.Users;
using Booking.Testing;
using Microsoft.Extensions.Logging.Abstractions;
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

        // While Redis answers too late each host counts by itself, so a round on a machine that stalls says nothing: another one is counted.
        List<TimeSpan?> waits = [];
        for (int round = 0; round < MaxRounds && waits.Count(wait => wait is null) != 10; round++)
        {
            waits = await CountAsync(redis);
        }

        waits.Count(wait => wait is null).ShouldBe(10);
        waits[^1].ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
    }

    private async Task<List<TimeSpan?>> CountAsync(ConnectionMultiplexer redis)
    {
        LoginLimiter[] hosts = [Host(redis), Host(redis)];
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

    private static LoginLimiter Host(ConnectionMultiplexer redis) => new(
        new HostLoginCounters(TimeProvider.System),
        new SharedLoginCounters(redis, TimeProvider.System, NullLogger<SharedLoginCounters>.Instance),
        new LoginOptions());
}
