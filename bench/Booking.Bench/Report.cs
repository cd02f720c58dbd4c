namespace Booking.Bench;

using System.Globalization;
using System.Text;
using System.Text.Json;

/// <summary>Collects what is not a rate, checks that the figures may be believed, and prints everything.</summary>
internal sealed class Report(string machine, IReadOnlyList<(string Name, string Value)> settings, BenchOptions options)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private readonly Dictionary<string, (double Api, double Workers)> _resident = [];
    private readonly List<string> _controls = [];
    private readonly List<string> _failures = [];
    private (double Api, double Workers)? _idle;

    public bool IsCredible => _failures.Count == 0;

    public void SampleIdle(RunProcesses processes) => _idle = (processes.Resident("api"), processes.Resident("workers"));

    public void Sample(Figure figure, RunProcesses processes)
    {
        (double api, double workers) = _resident.GetValueOrDefault(figure.Name);
        _resident[figure.Name] = (Math.Max(api, processes.Resident("api")), Math.Max(workers, processes.Resident("workers")));
    }

    public async Task ControlAsync(IReadOnlyList<Figure> figures, BenchDatabase database, CancellationToken ct)
    {
        foreach (Figure figure in figures.Where(figure => figure.Scenario is not null))
        {
            try
            {
                if (await figure.Scenario!.VerifyAsync(database, ct) is { Length: > 0 } control)
                {
                    _controls.Add(control);
                }
            }
            catch (BenchException e)
            {
                _failures.Add(e.Message);
            }

            if (figure.Rounds.TrueForAll(round => round.PerSecond == 0))
            {
                _failures.Add($"{figure.Name}: no answer was the expected {figure.Scenario!.Expected}.");
            }
        }

        if (options.Api is not null)
        {
            long waiting = await database.CountAsync("SELECT count(*) FROM outbox_messages WHERE published_at IS NULL", ct);
            long all = await database.CountAsync("SELECT count(*) FROM outbox_messages", ct);
            _controls.Add(string.Create(CultureInfo.InvariantCulture, $"outbox: {all:#,0} messages written, {waiting:#,0} not yet published when the load ended"));
        }
    }

    public void Print(IReadOnlyList<Figure> figures, int rounds, RunProcesses processes)
    {
        StringBuilder text = new();
        text.AppendLine();
        if (options.Api is not null)
        {
            Ratios(text, figures);
        }

        Absolute(text, figures);
        if (options.Api is not null)
        {
            Memory(text, figures, processes);
        }

        Conditions(text, rounds);
        foreach (string failure in _failures)
        {
            text.AppendLine().AppendLine(failure);
        }

        Console.Write(text);
        Save(text.ToString(), figures);
    }

    private static void Ratios(StringBuilder text, IReadOnlyList<Figure> figures)
    {
        text.AppendLine("API ÷ PostgreSQL alone (rates: more is better)");
        foreach (Figure figure in figures)
        {
            Measured api = Measured.Median(figure.Rounds);
            foreach (Limit limit in figure.Limits)
            {
                Measured alone = Measured.Median(limit.Rounds);
                Line(text, $"  {figure.Name,-33} ÷ {limit.Name,-30} {api.PerSecond / alone.PerSecond,8:0.000}   {api.PerSecond,9:#,0} ÷ {alone.PerSecond,9:#,0} {figure.Unit}");
            }
        }

        text.AppendLine();
    }

    private static void Absolute(StringBuilder text, IReadOnlyList<Figure> figures)
    {
        Line(text, $"{"Figure",-66} {"per second",10} {"p50 ms",9} {"p95 ms",9} {"p99 ms",9} {"max ms",9}   lowest..highest round, generator's cores, other answers");
        foreach (Figure figure in figures)
        {
            if (figure.Scenario is not null)
            {
                Row(text, $"{figure.Name} [{figure.Unit}]", figure.Rounds);
            }

            foreach (Limit limit in figure.Limits)
            {
                Row(text, $"{(figure.Scenario is null ? figure.Name + " " : "")}  pgbench: {limit.Name}", limit.Rounds);
            }
        }

        text.AppendLine();
    }

    private static void Row(StringBuilder text, string name, List<Measured> rounds)
    {
        Measured median = Measured.Median(rounds);
        string load = median.GeneratorLoad is { } cores ? string.Create(CultureInfo.InvariantCulture, $", {cores:0.00}") : "";
        string others = string.Concat(median.Others.OrderBy(pair => pair.Key).Select(pair => string.Create(CultureInfo.InvariantCulture, $", {(pair.Key == 0 ? "lost" : pair.Key)}: {pair.Value:#,0}")));
        Line(text, $"{name,-66} {median.PerSecond,10:#,0} {median.P50,9:0.00} {median.P95,9:0.00} {median.P99,9:0.00} {median.Max,9:0.00}   {rounds.Min(round => round.PerSecond):#,0}..{rounds.Max(round => round.PerSecond):#,0}{load}{others}");
    }

    private void Memory(StringBuilder text, IReadOnlyList<Figure> figures, RunProcesses processes)
    {
        text.AppendLine("Resident memory, MiB (API, workers)");
        if (_idle is { } idle)
        {
            Line(text, $"  {"before the load",-40} {idle.Api,8:0} {idle.Workers,8:0}");
        }

        foreach (Figure figure in figures)
        {
            (double api, double workers) = _resident[figure.Name];
            Line(text, $"  {"after " + figure.Name,-40} {api,8:0} {workers,8:0}");
        }

        Line(text, $"  {"highest ever",-40} {processes.Peak("api"),8:0} {processes.Peak("workers"),8:0}");
        Line(text, $"  {"processes",-40} {processes.Count("api"),8} {processes.Count("workers"),8}");
        text.AppendLine();
    }

    private void Conditions(StringBuilder text, int rounds)
    {
        text.AppendLine("Conditions");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {machine}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  PostgreSQL {string.Join(", ", settings.Select(setting => setting.Name == "server_version" ? setting.Value : $"{setting.Name} = {setting.Value}"))}");
        Line(text, $"  medians of {rounds} round(s) of {options.Seconds:0.#} s each, {options.Clients} connections, {options.Customers} customers; generator, API, workers and servers on the same machine");
        if (options.Revision.Length > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  revision {options.Revision}");
        }

        foreach (string control in _controls)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {control}");
        }
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(FormattableString.Invariant(line));

    private void Save(string text, IReadOnlyList<Figure> figures)
    {
        string name = Path.Combine(options.Output, TimeProvider.System.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
        Directory.CreateDirectory(options.Output);
        File.WriteAllText(name + ".txt", text);
        File.WriteAllText(name + ".json", JsonSerializer.Serialize(
            new
            {
                machine,
                settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
                options.Revision,
                options.Seconds,
                options.Clients,
                figures = figures.Select(figure => new
                {
                    figure.Name,
                    figure.Unit,
                    api = figure.Rounds,
                    limits = figure.Limits.Select(limit => new { limit.Name, limit.Rounds }),
                }),
                failures = _failures,
            },
            Json));
        Console.WriteLine($"  saved as {name}.txt and .json");
    }
}
