namespace Booking.Domain.Notifications;

/// <summary>When a notification that has failed is tried again: after 5 s, 15 s, 45 s and so on, at most every hour, for 24 hours.</summary>
public static class NotificationRetries
{
    public static readonly TimeSpan TriedFor = TimeSpan.FromHours(24);

    private const double FirstSeconds = 5;

    private const double Growth = 3;

    // So that what failed together is not tried again together.
    private const double Spread = 0.2;

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="failures">How many tries have failed, from 1.</param>
    /// <param name="chance">From 0 to 1.</param>
    /// <param name="asked">What the provider asks for; never shortens the pause.</param>
    public static TimeSpan Pause(int failures, double chance, TimeSpan? asked)
    {
        double seconds = Math.Min(FirstSeconds * Math.Pow(Growth, Math.Min(failures, 20) - 1), Longest.TotalSeconds);
        TimeSpan pause = TimeSpan.FromSeconds(seconds * (1 - Spread + (2 * Spread * chance)));
        return asked > pause ? asked.Value : pause;
    }
}
