namespace Booking.Infrastructure.Users;

/// <summary>Counters of this host alone, bounded in number.</summary>
internal sealed class HostLoginCounters(TimeProvider clock)
{
    internal const int MaxCounters = 30_000;

    private readonly Dictionary<string, (int Count, DateTimeOffset EndsAt)> _windows = [];
    private readonly Lock _gate = new();

    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _windows.Count;
            }
        }
    }

    /// <summary>Raises all counters by one, or none when one of them is at its limit.</summary>
    /// <returns>Null when counted, else how long until the full one begins anew.</returns>
    public TimeSpan? TryCount(IReadOnlyList<LoginCounter> counters)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (LoginCounter counter in counters)
            {
                if (_windows.TryGetValue(counter.Key, out var window) && window.EndsAt > now && window.Count >= counter.Limit)
                {
                    return window.EndsAt - now;
                }
            }

            MakeRoom(counters.Count, now);
            foreach (LoginCounter counter in counters)
            {
                bool runs = _windows.TryGetValue(counter.Key, out var window) && window.EndsAt > now;
                _windows[counter.Key] = runs ? (window.Count + 1, window.EndsAt) : (1, now + LoginCounter.Window);
            }
        }

        return null;
    }

    /// <summary>Windows that have ended go first, then those that would end soonest.</summary>
    private void MakeRoom(int needed, DateTimeOffset now)
    {
        if (_windows.Count + needed <= MaxCounters)
        {
            return;
        }

        foreach (string key in _windows.OrderBy(entry => entry.Value.EndsAt).TakeWhile((entry, i) => entry.Value.EndsAt <= now || i < MaxCounters / 10).Select(entry => entry.Key).ToList())
        {
            _windows.Remove(key);
        }
    }
}
