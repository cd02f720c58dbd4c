namespace Booking.Infrastructure.Messaging;

using System.Security.Cryptography;

/// <summary>Growing pauses between attempts to get a dependency back: from half a second to 10 s, spread so that replicas do not knock together.</summary>
internal sealed class Backoff(TimeProvider clock)
{
    private const int FirstMilliseconds = 500;
    private const int LongestMilliseconds = 10_000;

    private int _next = FirstMilliseconds;

    public void Reset() => _next = FirstMilliseconds;

    public TimeSpan Next()
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(_next / 2, _next + 1));
        _next = Math.Min(_next * 2, LongestMilliseconds);
        return pause;
    }

    /// <summary>Returns early, without an exception, when the host stops.</summary>
    public async Task PauseAsync(TimeSpan pause, CancellationToken ct) =>
        await Task.Delay(pause, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
