namespace Booking.Bench;

using System.Globalization;

/// <param name="Api">Null measures PostgreSQL only.</param>
/// <param name="RunId">Marks the processes that belong to this run, in their environment variable <c>BOOKING_BENCH_RUN</c>.</param>
/// <param name="Postgres">Connection string of the superuser; without a host it is completed from the API's environment.</param>
/// <param name="Seconds">Length of each measurement.</param>
/// <param name="Rounds">Every figure is taken this often, and its median is shown.</param>
/// <param name="Budget">No round begins that could end after it.</param>
internal sealed record BenchOptions(
    Uri? Api, string RunId, string Postgres, string PgBench, string Sql, string Output, string Revision,
    double Seconds, int Rounds, int Clients, int Customers, string? Only, TimeSpan Budget)
{
    public const string Usage =
        """
        usage: Booking.Bench --postgres <connection string> --sql <folder> [--api <url> --run-id <id>] [--pgbench <program>] [--output <folder>]
                             [--seconds 3] [--rounds 3] [--clients 64] [--customers 128] [--only <part of a figure's name>] [--budget-seconds 240]
                             [--revision <text>]
        Without --api only PostgreSQL's own limits are measured.
        """;

    public static BenchOptions? Parse(string[] args)
    {
        Dictionary<string, string> given = [];
        for (int i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == args.Length)
            {
                return null;
            }

            given[args[i][2..]] = args[i + 1];
        }

        string? Take(string name) => given.Remove(name, out string? value) ? value : null;
        double? Number(string name, double usual, double least) =>
            Take(name) is not { } text ? usual : double.TryParse(text, CultureInfo.InvariantCulture, out double number) && number >= least ? number : null;

        Uri? api = null;
        if (Take("api") is { } url && !Uri.TryCreate(url, UriKind.Absolute, out api))
        {
            return null;
        }

        if (Take("postgres") is not { } postgres || Take("sql") is not { } sql ||
            Number("seconds", 3, 0.5) is not { } seconds || Number("rounds", 3, 1) is not { } rounds || Number("clients", 64, 1) is not { } clients ||
            Number("customers", 128, 1) is not { } customers || Number("budget-seconds", 240, 10) is not { } budget)
        {
            return null;
        }

        BenchOptions options = new(
            api, Take("run-id") ?? "", postgres, Take("pgbench") ?? "pgbench", sql, Take("output") ?? "artifacts/bench", Take("revision") ?? "",
            seconds, (int)rounds, (int)clients, (int)customers, Take("only"), TimeSpan.FromSeconds(budget));
        return given.Count == 0 ? options : null;
    }
}
