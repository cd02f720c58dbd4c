namespace Booking.Bench;

using System.Diagnostics;
using System.Globalization;
using Npgsql;

/// <summary>One run: the same figures several times, each time PostgreSQL alone and the API right after it.</summary>
internal sealed class BenchRun(BenchOptions options)
{
    private static readonly TimeSpan FirstWarmUp = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _duration = TimeSpan.FromSeconds(options.Seconds);

    private TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        RunProcesses processes = RunProcesses.Find(options.RunId.Length > 0 ? options.RunId : "none");
        if (options.Api is not null && (processes.Count("api") == 0 || processes.Count("workers") == 0))
        {
            throw new BenchException("The processes of the API and the workers are not found by their environment.");
        }

        await using BenchDatabase database = new(ConnectionString(processes));
        Report report = new(Machine.Describe(), await database.RequireDurabilityAsync(ct), options);
        PgBench pgBench = new(options.PgBench, database.Server, options.Clients);
        await database.CreateScratchAsync(await SqlAsync("scratch.sql", ct), ct);
        List<BenchClient> clients = [];
        try
        {
            IReadOnlyList<Figure> figures = await PrepareAsync(database, processes, clients, report, ct);
            string reset = await SqlAsync("reset.sql", ct);
            TimeSpan longest = TimeSpan.Zero;
            int round = 0;
            for (; round < options.Rounds && Elapsed + longest < options.Budget; round++)
            {
                TimeSpan begun = Elapsed;
                foreach (Figure figure in figures)
                {
                    Say($"round {round + 1}: {figure.Name}");
                    await MeasureAsync(figure, database, pgBench, reset, clients, ct);
                    report.Sample(figure, processes);
                }

                longest = Elapsed - begun > longest ? Elapsed - begun : longest;
            }

            await report.ControlAsync(figures, database, ct);
            report.Print(figures, round, processes);
            return report.IsCredible;
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
            await database.DropScratchAsync(CancellationToken.None);
        }
    }

    private async Task<IReadOnlyList<Figure>> PrepareAsync(BenchDatabase database, RunProcesses processes, List<BenchClient> clients, Report report, CancellationToken ct)
    {
        if (options.Api is not { } api)
        {
            return Chosen(Figures.All(null));
        }

        report.SampleIdle(processes);
        Say($"registering {options.Customers} customers");
        IReadOnlyList<Customer> customers = await Customers.RegisterAsync(api, options.RunId, options.Customers, ct);
        Say("putting the offerings on sale");
        BenchOfferings offerings = await BenchOfferings.CreateAsync(database, await SqlAsync("offerings.sql", ct), ct);
        clients.AddRange(Enumerable.Range(0, options.Clients).Select(index => new BenchClient(api, options.RunId, index, customers, options.Clients)));
        IReadOnlyList<Figure> figures = Chosen(Figures.All(offerings));
        Say("warming up");
        foreach (Figure figure in figures)
        {
            await ClosedLoop.RunAsync(figure.Scenario!, clients, TimeSpan.Zero, FirstWarmUp, ct);
        }

        return figures;
    }

    private async Task MeasureAsync(Figure figure, BenchDatabase database, PgBench pgBench, string reset, IReadOnlyList<BenchClient> clients, CancellationToken ct)
    {
        foreach (Limit limit in figure.Limits)
        {
            await database.ExecuteAsync(BenchDatabase.Scratch, reset, ct);
            await database.CheckpointAsync(ct);
            limit.Rounds.Add(await pgBench.RunAsync(Path.Combine(options.Sql, "pgbench", limit.Script + ".sql"), _duration, ct));
        }

        if (figure.Scenario is { } scenario)
        {
            await database.CheckpointAsync(ct);
            figure.Rounds.Add(await ClosedLoop.RunAsync(scenario, clients, WarmUp, _duration, ct));
        }
    }

    private List<Figure> Chosen(IReadOnlyList<Figure> all)
    {
        List<Figure> chosen = [.. all.Where(figure => options.Only is null || figure.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))];
        return chosen.Count > 0 ? chosen : throw new BenchException($"No figure is called like '{options.Only}'.");
    }

    /// <summary>The API knows where the server is; only the superuser's name and password are ours.</summary>
    private string ConnectionString(RunProcesses processes)
    {
        NpgsqlConnectionStringBuilder postgres = new(options.Postgres);
        if (string.IsNullOrEmpty(postgres.Host))
        {
            NpgsqlConnectionStringBuilder ofApi = new(processes.Variable("api", "ConnectionStrings__bookingdb")
                ?? throw new BenchException("The API's environment names no database."));
            (postgres.Host, postgres.Port) = (ofApi.Host, ofApi.Port);
        }

        return postgres.ConnectionString;
    }

    private Task<string> SqlAsync(string file, CancellationToken ct) => File.ReadAllTextAsync(Path.Combine(options.Sql, file), ct);

    private void Say(string text) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[bench {Elapsed.TotalSeconds,5:0.0} s] {text}"));
}
