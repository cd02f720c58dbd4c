namespace Booking.Domain.Notifications;

/// <summary>When a delivery that has failed is tried again: after 5 s, 15 s, 45 s and so on, at most every 8 hours, for 72 hours.</summary>
public static class WebhookRetries
{
    public static readonly TimeSpan TriedFor = TimeSpan.FromHours(72);

    private const double FirstSeconds = 5;

    private const double Growth = 3;

    // So that what failed together is not tried again together.
    private const double Spread = 0.2;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    /// <param name="failures">How many attempts have failed, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <param name="asked">The receiver's <c>Retry-After</c>; never shortens the pause.</param>
    public static TimeSpan Pause(int failures, double chance, TimeSpan? asked)
    {
        double seconds = Math.Min(FirstSeconds * Math.Pow(Growth, Math.Min(failures, 20) - 1), Longest.TotalSeconds);
        TimeSpan pause = TimeSpan.FromSeconds(seconds * (1 - Spread + (2 * Spread * chance)));
        return asked > pause ? asked.Value : pause;
    }
}
