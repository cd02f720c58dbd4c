namespace Booking.Infrastructure.Caching;

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

/// <summary>
/// The answers in Redis. Every tag has a random generation there; an answer carries the generations that were read before it was
/// loaded, and counts only while they are still the same. A generation that is not there makes a new one: after a flush nothing old
/// can come back. What could not be told to Redis is made up for by a new epoch as soon as it answers again.
/// </summary>
internal sealed partial class SharedReads : IDisposable
{
    public const string EpochKey = "booking:read:epoch";

    private const string Channel = "booking:read:forget";
    private const string Everything = "*";

    // Longer than any answer lives: a generation never lapses before what refers to it.
    private static readonly TimeSpan GenerationLifetime = TimeSpan.FromHours(3);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly IConnectionMultiplexer _redis;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly string _origin = Guid.NewGuid().ToString("N");
    private long _pausedUntil;
    private int _owesEpoch;

    public SharedReads(IConnectionMultiplexer redis, TimeProvider clock, ILogger<SharedReads> logger)
    {
        (_redis, _clock, _logger) = (redis, clock, logger);
        _redis.ConnectionRestored += OnConnectionRestored;
    }

    private bool IsPaused => _clock.GetUtcNow().UtcTicks < Volatile.Read(ref _pausedUntil);

    /// <returns>The answer, or null with the generations to store one under; both null while Redis is away.</returns>
    public async Task<(ReadOnlyMemory<byte>? Json, string? Generations)> FindAsync(Guid tenantId, string key, IReadOnlyList<string> tags)
    {
        if (IsPaused)
        {
            return (null, null);
        }

        try
        {
            IDatabase database = _redis.GetDatabase();
            await PayEpochAsync(database);
            RedisKey[] keys = [key, EpochKey, .. tags.Select(tag => (RedisKey)TagKey(tenantId, tag))];
            RedisValue[] values = await database.StringGetAsync(keys).WaitAsync(Patience);
            for (int i = 1; i < keys.Length; i++)
            {
                if (values[i].IsNull)
                {
                    values[i] = NewGeneration();
                    Watch(database.StringSetAsync(keys[i], values[i], GenerationLifetime, When.NotExists));
                }
            }

            string generations = string.Join('.', values.Skip(1).Select(value => (string?)value));
            byte[] stored = (byte[]?)values[0] ?? [];
            byte[] stamp = StampOf(generations);
            if (!stored.AsSpan().StartsWith(stamp))
            {
                return (null, generations);
            }

            return (stored.AsMemory(stamp.Length), generations);
        }
        catch (Exception e) when (IsAway(e))
        {
            OnAway(e);
            return (null, null);
        }
    }

    /// <summary>Not waited for: an answer that does not arrive is loaded again.</summary>
    public void Keep(string key, string generations, ReadOnlySpan<byte> json, TimeSpan lifetime)
    {
        byte[] value = [.. StampOf(generations), .. json];
        Try(database => database.StringSetAsync(key, value, lifetime), owes: false);
    }

    /// <summary>
    /// Not waited for either: commands of one connection keep their order, so this host's next read comes behind it, and other hosts
    /// were about to be told anyway.
    /// </summary>
    public void Forget(Guid tenantId, IReadOnlyCollection<string> tags)
    {
        foreach (string tag in tags)
        {
            Try(database => database.StringSetAsync(TagKey(tenantId, tag), NewGeneration(), GenerationLifetime), owes: true);
        }

        Publish(string.Join('|', [_origin, tenantId.ToString("N"), .. tags]));
    }

    public void Clear()
    {
        Try(database => database.StringSetAsync(EpochKey, NewGeneration()), owes: true);
        Publish(string.Join('|', _origin, Everything));
    }

    /// <summary>Hears what other hosts forget. Returns once subscribed; the connection subscribes again by itself after a break.</summary>
    public Task ListenAsync(Action<Guid, IReadOnlyCollection<string>> forget, Action clear) => _redis.GetSubscriber().SubscribeAsync(
        new RedisChannel(Channel, RedisChannel.PatternMode.Literal),
        (_, message) =>
        {
            string[] parts = ((string?)message ?? "").Split('|');
            if (parts.Length < 2 || parts[0] == _origin)
            {
                return;
            }

            if (parts[1] == Everything)
            {
                clear();
            }
            else if (Guid.TryParseExact(parts[1], "N", out Guid tenant))
            {
                forget(tenant, parts[2..]);
            }
        });

    public void Dispose() => _redis.ConnectionRestored -= OnConnectionRestored;

    private void Publish(string message) => Try(_ => _redis.GetSubscriber().PublishAsync(new RedisChannel(Channel, RedisChannel.PatternMode.Literal), message), owes: false);

    private void Try(Func<IDatabase, Task> send, bool owes)
    {
        try
        {
            if (!IsPaused)
            {
                Watch(send(_redis.GetDatabase()), owes);
                return;
            }
        }
        catch (Exception e) when (IsAway(e))
        {
            OnAway(e);
        }

        if (owes)
        {
            Volatile.Write(ref _owesEpoch, 1);
        }
    }

    private void Watch(Task sent, bool owes = false) => sent.WaitAsync(Patience).ContinueWith(
        task =>
        {
            if (task.Exception?.InnerException is { } e)
            {
                OnAway(e);
                if (owes)
                {
                    Volatile.Write(ref _owesEpoch, 1);
                }
            }
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    private async Task PayEpochAsync(IDatabase database)
    {
        if (Interlocked.Exchange(ref _owesEpoch, 0) == 0)
        {
            return;
        }

        try
        {
            await database.StringSetAsync(EpochKey, NewGeneration()).WaitAsync(Patience);
        }
        catch
        {
            Volatile.Write(ref _owesEpoch, 1);
            throw;
        }
    }

    private void OnConnectionRestored(object? sender, ConnectionFailedEventArgs e)
    {
        // What other hosts said meanwhile was not heard, and what this one said may not have arrived.
        Volatile.Write(ref _owesEpoch, 1);
        Volatile.Write(ref _pausedUntil, 0);
    }

    private void OnAway(Exception e)
    {
        if (!IsPaused)
        {
            Volatile.Write(ref _pausedUntil, (_clock.GetUtcNow() + Pause).UtcTicks);
            LogUnavailable(e.GetType().Name);
        }
    }

    private static bool IsAway(Exception e) => e is RedisException or TimeoutException or ObjectDisposedException;

    /// <summary>What an answer begins with.</summary>
    private static byte[] StampOf(string generations) => Encoding.UTF8.GetBytes($"{generations}\n");

    private static string TagKey(Guid tenantId, string tag) => $"booking:read:tag:{tenantId:N}:{tag}";

    private static string NewGeneration() => Convert.ToHexString(RandomNumberGenerator.GetBytes(8));

    [LoggerMessage(EventId = 1020, Level = LogLevel.Warning, Message = "Redis is away ({Reason}); reads are answered by the database")]
    private partial void LogUnavailable(string reason);
}
