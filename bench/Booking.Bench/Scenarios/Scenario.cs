namespace Booking.Bench;

/// <summary>What a client does again and again. One instance serves all clients and all rounds, so that nothing is asked for twice by mistake.</summary>
internal abstract class Scenario
{
    /// <summary>No answer.</summary>
    public const int Lost = 0;

    /// <summary>There is nothing left to ask for.</summary>
    public const int Exhausted = -1;

    private long _lost;

    /// <summary>The status that counts.</summary>
    public abstract int Expected { get; }

    /// <summary>Requests of which nobody knows whether they had an effect.</summary>
    public long LostRequests => Volatile.Read(ref _lost);

    /// <summary>Does it once.</summary>
    /// <returns>The status of the answer, or <see cref="Exhausted"/>.</returns>
    public abstract ValueTask<int> RunAsync(BenchClient client, CancellationToken ct);

    /// <summary>Compares what the database holds with what the clients were told. Nothing is left to chance: one too many is a failure.</summary>
    public virtual Task<string> VerifyAsync(BenchDatabase database, CancellationToken ct) => Task.FromResult("");

    public void CountLost() => Interlocked.Increment(ref _lost);

    protected void Compare(string what, long expected, long actual)
    {
        if (Math.Abs(actual - expected) > LostRequests)
        {
            throw new BenchException($"CONTROL FAILED: {what}: the clients were told {expected}, the database says {actual}.");
        }
    }
}
