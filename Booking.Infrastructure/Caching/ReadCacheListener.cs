namespace Booking.Infrastructure.Caching;

using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

/// <summary>Subscribes this host to what others forget; tries again for as long as Redis is away at the start.</summary>
internal sealed class ReadCacheListener(ReadCache cache, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await cache.ListenAsync().WaitAsync(Pause, stoppingToken);
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
            {
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }
}
