namespace Booking.Bench;

/// <summary>One measurement. Latencies in milliseconds, of the expected answers only.</summary>
/// <param name="PerSecond">Expected answers within the measured time, per second.</param>
/// <param name="Others">Answers of another status; 0 stands for none at all.</param>
/// <param name="GeneratorLoad">Processors used by whoever made the load, where known.</param>
internal sealed record Measured(double PerSecond, double P50, double P95, double P99, double Max, IReadOnlyDictionary<int, long> Others, double? GeneratorLoad)
{
    public static Measured From(TimeSpan elapsed, IReadOnlyList<Tally> tallies, double load)
    {
        double[] latencies = [.. tallies.SelectMany(tally => tally.Latencies)];
        Dictionary<int, long> others = tallies.SelectMany(tally => tally.Others).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value));
        return From(latencies.Length / elapsed.TotalSeconds, latencies, others, load);
    }

    public static Measured From(double perSecond, double[] latencies, IReadOnlyDictionary<int, long> others, double? load)
    {
        Array.Sort(latencies);
        double At(double share) => latencies.Length == 0 ? double.NaN : latencies[Math.Max(0, (int)Math.Ceiling(share * latencies.Length) - 1)];
        return new Measured(perSecond, At(0.50), At(0.95), At(0.99), At(1), others, load);
    }

    /// <summary>The measurement whose rate is in the middle, with the answers out of the ordinary of all of them.</summary>
    public static Measured Median(IReadOnlyList<Measured> rounds)
    {
        Measured middle = rounds.OrderBy(round => round.PerSecond).ElementAt((rounds.Count - 1) / 2);
        return middle with { Others = rounds.SelectMany(round => round.Others).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)) };
    }
}
