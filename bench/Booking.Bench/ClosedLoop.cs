namespace Booking.Bench;

using System.Diagnostics;
using System.Net.Sockets;

/// <summary>Every client sends its next request when it has the answer to the last one.</summary>
internal static class ClosedLoop
{
    // A request that takes this much longer than the measurement is counted as lost.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static async Task<Measured> RunAsync(Scenario scenario, IReadOnlyList<BenchClient> clients, TimeSpan warmUp, TimeSpan duration, CancellationToken ct)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(warmUp + duration + Patience);
        TimeSpan ownBefore = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long from = start + Ticks(warmUp);
        long to = from + Ticks(duration);
        Tally[] tallies = await Task.WhenAll(clients.Select(client => Task.Run(() => WorkAsync(scenario, client, from, to, patience.Token), ct)));
        ct.ThrowIfCancellationRequested();
        TimeSpan own = Environment.CpuUsage.TotalTime - ownBefore;
        double load = own / Stopwatch.GetElapsedTime(start);

        // Inventory that ran out ends a measurement early; then the time until that moment counts.
        long end = Math.Min(to, tallies.Select(tally => tally.ExhaustedAt).Append(long.MaxValue).Min());
        return Measured.From(Stopwatch.GetElapsedTime(from, Math.Max(end, from + 1)), tallies, load);
    }

    private static async Task<Tally> WorkAsync(Scenario scenario, BenchClient client, long from, long to, CancellationToken ct)
    {
        Tally tally = new();
        for (long begun = Stopwatch.GetTimestamp(); begun < to; begun = Stopwatch.GetTimestamp())
        {
            int status;
            try
            {
                status = await scenario.RunAsync(client, ct);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                status = Scenario.Lost;
                scenario.CountLost();
            }

            long ended = Stopwatch.GetTimestamp();
            if (status == Scenario.Exhausted)
            {
                tally.ExhaustedAt = ended;
                break;
            }

            if (ended < from || ended >= to)
            {
                tally.Outside(status == scenario.Expected);
            }
            else if (status == scenario.Expected)
            {
                tally.Latencies.Add(Stopwatch.GetElapsedTime(begun, ended).TotalMilliseconds);
            }
            else
            {
                tally.Others[status] = tally.Others.GetValueOrDefault(status) + 1;
            }

            if (ct.IsCancellationRequested)
            {
                break;
            }
        }

        return tally;
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}

/// <summary>What one client saw.</summary>
internal sealed class Tally
{
    public List<double> Latencies { get; } = [];

    public Dictionary<int, long> Others { get; } = [];

    public long ExhaustedAt { get; set; } = long.MaxValue;

    public long ExpectedOutside { get; private set; }

    public void Outside(bool isExpected) => ExpectedOutside += isExpected ? 1 : 0;
}
