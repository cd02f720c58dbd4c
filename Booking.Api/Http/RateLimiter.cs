namespace Booking.Api.Http;

using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

/// <summary>Fixed windows per client and lane, counted in this process. When too many clients are known, the old windows go.</summary>
internal sealed class RateLimiter(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private const int MaxClients = 100_000;

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);

    public RateLimitLease Take(string client, string lane)
    {
        RateLimitOptions limits = options.Value;
        int quota = lane == RateLimitLane.BackOffice ? limits.BackOffice : limits.Sale;
        long now = clock.GetUtcNow().ToUnixTimeSeconds();
        long number = now / limits.WindowSeconds;
        if (_windows.Count > MaxClients)
        {
            Forget(number);
        }

        Window window = _windows.AddOrUpdate($"{lane}/{client}", _ => new Window(number), (_, old) => old.Number == number ? old : new Window(number));
        int used = window.Use();
        return new RateLimitLease(lane, quota, limits.WindowSeconds, Math.Max(0, quota - used), (int)((number + 1) * limits.WindowSeconds - now), used <= quota);
    }

    private void Forget(long current)
    {
        foreach ((string key, Window window) in _windows)
        {
            if (window.Number != current)
            {
                _windows.TryRemove(key, out _);
            }
        }

        // All of them in this very window: somebody changes addresses. Starting over is cheaper than growing without end.
        if (_windows.Count > MaxClients)
        {
            _windows.Clear();
        }
    }

    private sealed class Window(long number)
    {
        private int _used;

        public long Number => number;

        public int Use() => Interlocked.Increment(ref _used);
    }
}

internal sealed record RateLimitLease(string Lane, int Quota, int WindowSeconds, int Remaining, int ResetSeconds, bool IsAcquired);

/// <summary>The two lanes of API.md; a buyer never waits behind a report.</summary>
internal static class RateLimitLane
{
    public const string Sale = "sale";
    public const string BackOffice = "back-office";
}
