namespace Booking.Domain.Attribution;

/// <summary>When an event that was not taken is tried again: after 5 s, 20 s, 80 s and so on, at most every 2 hours, for 24 hours.</summary>
public static class ConversionRetries
{
    /// <summary>Well within the 48 hours in which the network recognises the browser's copy of an event.</summary>
    public static readonly TimeSpan TriedFor = TimeSpan.FromHours(24);

    private const double FirstSeconds = 5;

    private const double Growth = 4;

    // So that what failed together is not tried again together.
    private const double Spread = 0.2;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <param name="failures">How many attempts have failed, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <param name="asked">The network's <c>Retry-After</c>; never shortens the pause.</param>
    public static TimeSpan Pause(int failures, double chance, TimeSpan? asked)
    {
        double seconds = Math.Min(FirstSeconds * Math.Pow(Growth, Math.Min(failures, 20) - 1), Longest.TotalSeconds);
        TimeSpan pause = TimeSpan.FromSeconds(seconds * (1 - Spread + (2 * Spread * chance)));
        return asked > pause ? asked.Value : pause;
    }
}
