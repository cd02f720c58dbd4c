namespace Booking.Domain.Common;

/// <summary>When what has failed is tried again: after 5 s, and then after pauses that grow.</summary>
/// <param name="Growth">How many times as long each pause is as the one before.</param>
/// <param name="Longest">No pause is longer, but for its spread and what the other side asks for.</param>
/// <param name="TriedFor">After this time there is no further try.</param>
public sealed record RetrySchedule(double Growth, TimeSpan Longest, TimeSpan TriedFor)
{
    private const double FirstSeconds = 5;

    // So that what failed together is not tried again together.
    private const double Spread = 0.2;

    /// <param name="failures">How many tries have failed, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <param name="asked">The other side's <c>Retry-After</c>; never shortens the pause.</param>
    public TimeSpan Pause(int failures, double chance, TimeSpan? asked)
    {
        double seconds = Math.Min(FirstSeconds * Math.Pow(Growth, Math.Min(failures, 20) - 1), Longest.TotalSeconds);
        TimeSpan pause = TimeSpan.FromSeconds(seconds * (1 - Spread + (2 * Spread * chance)));
        return asked > pause ? asked.Value : pause;
    }
}
