namespace Booking.Testing;

using System.Diagnostics;

/// <summary>Waits for a condition instead of for a time.</summary>
public static class Eventually
{
    /// <summary>Asks until the answer satisfies; fails with the last answer when the limit is reached.</summary>
    public static async Task<T> SatisfiesAsync<T>(Func<Task<T>> ask, Func<T, bool> condition, TimeSpan? limit = null, string? what = null)
    {
        TimeSpan within = limit ?? TimeSpan.FromSeconds(30);
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            T answer = await ask();
            if (condition(answer))
            {
                return answer;
            }

            if (Stopwatch.GetElapsedTime(started) > within)
            {
                throw new TimeoutException($"{what ?? "The condition"} was not met within {within}; the last answer was: {answer}");
            }

            await Task.Delay(25);
        }
    }
}
