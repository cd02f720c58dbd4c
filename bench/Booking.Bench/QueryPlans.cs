namespace Booking.Bench;

using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Npgsql;

/// <summary>
/// Asks the API what its users ask, over tenant <c>big</c>, while PostgreSQL writes down every plan (auto_explain), and keeps the
/// slowest statement of each question.
/// </summary>
internal sealed partial class QueryPlans(Uri api, string connectionString, string questions, string log, TextWriter output)
{
    private static readonly string[] Settings =
    [
        "session_preload_libraries = 'auto_explain'", "auto_explain.log_min_duration = 0", "auto_explain.log_analyze = on", "auto_explain.log_buffers = on",
        "auto_explain.log_nested_statements = off",
    ];

    public async Task WriteAsync(string file, CancellationToken ct)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Database = BenchDatabase.Product });
        await ExplainEverythingAsync(source, ct);
        using HttpClient http = new() { BaseAddress = api, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Add("X-Tenant", "big");
        Dictionary<string, string> tokens = [];
        List<Asked> asked = [];
        foreach ((string title, string path, string email) in await ResolveAsync(source, ct))
        {
            if (!tokens.TryGetValue(email, out string? token))
            {
                tokens[email] = token = await SignInAsync(http, email, ct);
            }

            await MarkAsync(source, $"plans of {title} begin", ct);
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri("api/v1/" + path, UriKind.Relative)) { Headers = { Authorization = new("Bearer", token) } };
            using HttpResponseMessage response = await http.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode)
            {
                throw new BenchException($"{path} answers {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
            }

            await MarkAsync(source, $"plans of {title} end", ct);
            asked.Add(new Asked(title, path, await ReadAsync(title, ct)));
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{title}: {asked[^1].Statements.Count} statements, {asked[^1].Statements.Sum(one => one.Milliseconds):0.0} ms"));
        }

        await File.WriteAllTextAsync(file, Text(asked, await RowsAsync(source, ct)), ct);
    }

    /// <summary>Of the API only: the workers' statements come when they like.</summary>
    private static async Task ExplainEverythingAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using NpgsqlConnection database = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(database, "LOAD 'auto_explain'", ct);
        foreach (string setting in Settings)
        {
            await ExecuteAsync(database, $"ALTER ROLE booking_app SET {setting}", ct);
        }

        // Connections that are open already have not loaded the module.
        await ExecuteAsync(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'booking_app'", ct);
    }

    private static async Task<string> SignInAsync(HttpClient http, string email, CancellationToken ct)
    {
        string? token = null;
        for (int attempt = 0; token is null && attempt < 20; attempt++)
        {
            // The first attempts meet the connections that were just ended.
            using HttpResponseMessage response = await http.PostAsJsonAsync("api/v1/auth/login", new { email, password = "Booking-demo-1!" }, ct);
            token = response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("accessToken").GetString() : null;
        }

        return token ?? throw new BenchException($"{email} cannot sign in to tenant big.");
    }

    /// <summary><c>{uuid:car1}</c> stands for the id that the scripts made of that name, <c>{day:3}</c> and <c>{hour:3}</c> for three days from now.</summary>
    private async Task<IReadOnlyList<(string Title, string Path, string Email)>> ResolveAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        List<(string, string, string)> all = [];
        foreach (string line in (await File.ReadAllLinesAsync(questions, ct)).Where(line => line.Contains('|', StringComparison.Ordinal) && !line.StartsWith('#')))
        {
            string[] parts = line.Split('|', StringSplitOptions.TrimEntries);
            string path = Day().Replace(parts[1], match => DateTime.UtcNow.Date.AddDays(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            path = Hour().Replace(path, match => DateTime.UtcNow.Date.AddHours(24 * double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) + 10).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            foreach (string name in Uuid().Matches(path).Select(match => match.Groups[1].Value).Distinct().ToList())
            {
                await using NpgsqlCommand command = source.CreateCommand("SELECT md5($1)::uuid");
                command.Parameters.Add(new NpgsqlParameter { Value = name });
                path = path.Replace($"{{uuid:{name}}}", ((Guid)(await command.ExecuteScalarAsync(ct))!).ToString(), StringComparison.Ordinal);
            }

            all.Add((parts[0], path, parts.Length > 2 ? parts[2] : "admin@demo.test"));
        }

        return all;
    }

    private static async Task MarkAsync(NpgsqlDataSource source, string text, CancellationToken ct)
    {
        await using NpgsqlConnection database = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(database, $"DO $$ BEGIN RAISE LOG '{text.Replace("'", "''", StringComparison.Ordinal)}'; END $$", ct);
    }

    /// <summary>The log arrives through the AppHost's pipe, so its end may be a moment behind.</summary>
    private async Task<List<Statement>> ReadAsync(string title, CancellationToken ct)
    {
        for (int attempt = 0; attempt < 200; attempt++)
        {
            string text = await ReadSharedAsync(ct);
            int begin = text.LastIndexOf($"LOG:  plans of {title} begin", StringComparison.Ordinal);
            int end = begin < 0 ? -1 : text.IndexOf($"LOG:  plans of {title} end", begin, StringComparison.Ordinal);
            if (end >= 0)
            {
                return Parse(text[begin..end]);
            }

            await Task.Delay(50, ct);
        }

        throw new BenchException($"The plans of '{title}' do not show in {log}.");
    }

    private async Task<string> ReadSharedAsync(CancellationToken ct)
    {
        await using FileStream stream = new(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(ct);
    }

    private static List<Statement> Parse(string text)
    {
        List<Statement> statements = [];
        List<string>? lines = null;
        double milliseconds = 0;
        foreach (string raw in text.Split('\n'))
        {
            if (Prefix().Match(raw) is not { Success: true } match)
            {
                continue;
            }

            string line = match.Groups[1].Value.TrimEnd();
            if (Duration().Match(line) is { Success: true } duration)
            {
                Close();
                (lines, milliseconds) = ([], double.Parse(duration.Groups[1].Value, CultureInfo.InvariantCulture));
            }
            else if (Entry().IsMatch(line))
            {
                Close();
                lines = null;
            }
            else
            {
                lines?.Add(line.StartsWith('\t') ? line[1..] : line);
            }
        }

        Close();
        return statements;

        void Close()
        {
            if (lines is { Count: > 0 })
            {
                int plan = lines.FindIndex(line => line.Contains("(cost=", StringComparison.Ordinal));
                string query = string.Join('\n', lines.Take(plan < 0 ? lines.Count : plan)).Replace("Query Text: ", "", StringComparison.Ordinal).Trim();
                if (plan >= 0 && !query.StartsWith("DO $$", StringComparison.Ordinal) && !query.Contains("set_config(", StringComparison.Ordinal))
                {
                    statements.Add(new Statement(milliseconds, query, string.Join('\n', lines.Skip(plan))));
                }
            }
        }
    }

    private static string Text(List<Asked> asked, IReadOnlyList<string> rows)
    {
        StringBuilder text = new();
        text.AppendLine(
            """
            # Query plans

            Written by `bench/plans.sh`: the statements behind the API's questions over tenant `big` (`bench/sql/big`), with cold caches of the
            application, as `auto_explain` saw them (`log_analyze`, `log_buffers`). Of each question the slowest statement is kept; the total is that of
            all its statements.

            """);
        text.AppendLine("Rows: " + string.Join(", ", rows) + ".\n");
        text.AppendLine("| question | statements | in the database | slowest |\n|---|---|---|---|");
        foreach (Asked one in asked)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {one.Title} | {one.Statements.Count} | {one.Statements.Sum(statement => statement.Milliseconds):0.0} ms | {(one.Slowest is { } slowest ? Scans(slowest.Plan) : "")} |");
        }

        foreach (Asked one in asked.Where(one => one.Slowest is not null))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n## {one.Title}\n\n`GET /api/v1/{one.Path}`\n\n```sql\n{one.Slowest!.Query}\n```\n```\n{one.Slowest.Plan}\n```");
        }

        return text.ToString();
    }

    /// <summary>The indexes it uses, and the tables it reads as a whole.</summary>
    private static string Scans(string plan) => string.Join(", ", Scan().Matches(plan)
        .Select(match => match.Groups["index"] is { Success: true, Value: var index } ? index : $"all of {match.Groups["table"].Value}")
        .Concat(Bitmap().Matches(plan).Select(match => match.Groups[1].Value))
        .Distinct());

    private static async Task<IReadOnlyList<string>> RowsAsync(NpgsqlDataSource source, CancellationToken ct)
    {
        await using NpgsqlCommand command = source.CreateCommand(
            "SELECT relname || ' ' || to_char(reltuples, 'FM999,999,999') FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND reltuples >= 1000 ORDER BY reltuples DESC");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        List<string> rows = [];
        while (await reader.ReadAsync(ct))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static async Task ExecuteAsync(NpgsqlConnection database, string sql, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(sql, database);
        await command.ExecuteNonQueryAsync(ct);
    }

    [GeneratedRegex(@"\{day:(\d+)\}")]
    private static partial Regex Day();

    [GeneratedRegex(@"\{hour:([\d.]+)\}")]
    private static partial Regex Hour();

    [GeneratedRegex(@"\{uuid:([^}]+)\}")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^\[postgres\]\s{0,3}(.*)$")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"LOG:\s+duration: ([0-9.]+) ms\s+plan:")]
    private static partial Regex Duration();

    [GeneratedRegex(@"(LOG|ERROR|FATAL|WARNING|STATEMENT|DETAIL|CONTEXT|HINT):\s\s|^\d{4}-\d\d-\d\d \S+ \w+ \[\d+\]")]
    private static partial Regex Entry();

    [GeneratedRegex(@"(?:Index Scan|Index Only Scan)(?: Backward)? using (?<index>\w+) on \w+|Seq Scan on (?<table>\w+)")]
    private static partial Regex Scan();

    [GeneratedRegex(@"Bitmap Index Scan on (\w+)")]
    private static partial Regex Bitmap();

    private sealed record Statement(double Milliseconds, string Query, string Plan);

    private sealed record Asked(string Title, string Path, List<Statement> Statements)
    {
        public Statement? Slowest => Statements.MaxBy(statement => statement.Milliseconds);
    }
}
