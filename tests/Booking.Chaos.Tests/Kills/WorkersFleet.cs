namespace Booking.Chaos.Tests.Kills;

using Booking.Chaos.Tests.Messaging;
using Booking.Testing;

/// <summary>Several processes of workers on one broker and one database, which are killed at random and come back.</summary>
/// <param name="size">Processes; each has four consumers of every queue.</param>
/// <param name="queue">Whose consumers a process must have before it is worth killing, e.g. <c>booking.drivers</c>.</param>
internal sealed class WorkersFleet(WorkersBench bench, int size, Random random, string queue, params (string Name, string Value)[] environment) : IAsyncDisposable
{
    // A process that starts costs a small machine seconds; with more deaths than that nobody would come to work.
    private const int MostKills = 5;

    private readonly List<WorkersProcess> _workers = [];

    public int Kills { get; private set; }

    /// <summary>How many deliveries of the queue came again, as far as those who were killed have seen.</summary>
    public int Redelivered { get; private set; }

    public void Start()
    {
        for (int i = 0; i < size; i++)
        {
            _workers.Add(bench.StartWorkers(environment));
        }
    }

    /// <summary>SIGKILL, one after the other and each at a moment of chance, until it is enough.</summary>
    public async Task KillAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested && Kills < MostKills)
        {
            int victim = random.Next(size);
            await _workers[victim].WaitForOutputAsync($"{queue} is connected");
            await Task.Delay(random.Next(100, 1_200), enough).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (enough.IsCancellationRequested)
            {
                return;
            }

            await _workers[victim].KillAsync();
            Kills++;
            await RetireAsync(_workers[victim]);
            _workers[victim] = bench.StartWorkers(environment);
        }
    }

    /// <returns>The exit codes.</returns>
    public async Task<int[]> StopAsync() => await Task.WhenAll(_workers.Select(worker => worker.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        foreach (WorkersProcess worker in _workers)
        {
            await RetireAsync(worker);
        }

        _workers.Clear();
    }

    private async Task RetireAsync(WorkersProcess worker)
    {
        Redelivered += worker.Output.Count(line => line.Contains($"{queue}: delivery", StringComparison.Ordinal));
        await worker.DisposeAsync();
    }
}
