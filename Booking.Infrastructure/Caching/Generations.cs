namespace Booking.Infrastructure.Caching;

/// <summary>
/// Counts how often each tag has changed, as far as this host knows. Tags share a bounded number of counters: two that meet in one
/// make each other forget more than needed, never less.
/// </summary>
internal sealed class Generations
{
    private readonly long[] _counters = new long[4096];
    private long _epoch;

    /// <summary>Differs from the one before as soon as one of the tags has changed.</summary>
    public string StampOf(Guid tenantId, IReadOnlyList<string> tags)
    {
        long stamp = Volatile.Read(ref _epoch);
        System.Text.StringBuilder text = new();
        text.Append(stamp);
        foreach (string tag in tags)
        {
            text.Append('.').Append(Volatile.Read(ref _counters[Slot(tenantId, tag)]));
        }

        return text.ToString();
    }

    public void Raise(Guid tenantId, IReadOnlyCollection<string> tags)
    {
        foreach (string tag in tags)
        {
            Interlocked.Increment(ref _counters[Slot(tenantId, tag)]);
        }
    }

    public void RaiseAll() => Interlocked.Increment(ref _epoch);

    private int Slot(Guid tenantId, string tag) => (int)((uint)HashCode.Combine(tenantId, tag) % (uint)_counters.Length);
}
