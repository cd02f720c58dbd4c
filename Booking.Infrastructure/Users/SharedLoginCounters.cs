namespace Booking.Infrastructure.Users;

using Microsoft.Extensions.Logging;
using StackExchange.Redis;

/// <summary>Counters in Redis, shared by all hosts. Where Redis does not answer in time, it is left alone for a few seconds.</summary>
internal sealed partial class SharedLoginCounters(IConnectionMultiplexer redis, TimeProvider clock, ILogger<SharedLoginCounters> logger)
{
    // All or nothing, so that a refused attempt raises no counter that others share.
    private const string Script = """
        for i = 1, #KEYS do
          if tonumber(redis.call('GET', KEYS[i]) or '0') >= tonumber(ARGV[i + 1]) then
            return math.max(redis.call('PTTL', KEYS[i]), 1)
          end
        end
        for i = 1, #KEYS do
          if redis.call('INCR', KEYS[i]) == 1 then
            redis.call('PEXPIRE', KEYS[i], ARGV[1])
          end
        end
        return 0
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private long _pausedUntil;

    /// <returns>Null when counted, and when Redis is away; else how long until the full counter begins anew.</returns>
    public async Task<TimeSpan?> TryCountAsync(IReadOnlyList<LoginCounter> counters, CancellationToken ct)
    {
        if (clock.GetUtcNow().UtcTicks < Volatile.Read(ref _pausedUntil))
        {
            return null;
        }

        try
        {
            long wait = await EvaluateAsync(
                [.. counters.Select(counter => (RedisKey)counter.Key)],
                [(long)LoginCounter.Window.TotalMilliseconds, .. counters.Select(counter => (RedisValue)counter.Limit)],
                ct);
            return wait == 0 ? null : TimeSpan.FromMilliseconds(wait);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            Volatile.Write(ref _pausedUntil, (clock.GetUtcNow() + Pause).UtcTicks);
            LogUnavailable(e.GetType().Name);
            return null;
        }
    }

    private async Task<long> EvaluateAsync(RedisKey[] keys, RedisValue[] arguments, CancellationToken ct)
    {
        IDatabase database = redis.GetDatabase();
        try
        {
            return (long)await database.ScriptEvaluateAsync(Script, keys, arguments).WaitAsync(Patience, ct);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // Older clients believe that the server still has the script after a flush; the second call sends it again.
            return (long)await database.ScriptEvaluateAsync(Script, keys, arguments).WaitAsync(Patience, ct);
        }
    }

    [LoggerMessage(EventId = 1010, Level = LogLevel.Warning, Message = "Redis is away ({Reason}); login attempts are counted by this host alone")]
    private partial void LogUnavailable(string reason);
}
