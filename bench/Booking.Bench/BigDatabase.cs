namespace Booking.Bench;

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

/// <summary>
/// Fills tenant <c>big</c>: 10,000 cars and events, trips with 1,000,000 seats, and what is sold of them. The scripts copy a demo row
/// and change what makes it another one, so they go on working when a table gets a column.
/// </summary>
internal sealed partial class BigDatabase(string connectionString, string folder, TextWriter output)
{
    private const int BarWidth = 40;

    /// <summary>Written by the superuser, whom row level security does not bind.</summary>
    public async Task FillAsync(CancellationToken ct)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Database = BenchDatabase.Product, CommandTimeout = 120 });
        await using NpgsqlConnection database = await source.OpenConnectionAsync(ct);
        if (await ExistsAsync(database, ct))
        {
            await output.WriteLineAsync("Tenant big is there already.");
            return;
        }

        List<Step> steps = [.. Directory.GetFiles(folder, "*.sql").Order(StringComparer.Ordinal).Select(Step.Read)];
        int longest = steps.Max(step => step.Title.Length);
        long started = Stopwatch.GetTimestamp();
        foreach (Step step in steps)
        {
            string sql = await WithColumnsAsync(database, step.Sql, ct);
            for (int from = 0; from < step.Rows; from += step.Chunk)
            {
                int to = Math.Min(from + step.Chunk, step.Rows);
                await ExecuteAsync(database, sql
                    .Replace("{from}", from.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("{to}", to.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                    .Replace("{tenant}", "md5('tenant big')::uuid", StringComparison.Ordinal), ct);
                Show(step.Title.PadRight(longest), to, step.Rows);
            }

            await output.WriteLineAsync();
        }

        await output.WriteAsync("vacuum and analyze … ");
        await ExecuteAsync(database, "VACUUM ANALYZE", ct);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"done, {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s in all"));
    }

    private static async Task<bool> ExistsAsync(NpgsqlConnection database, CancellationToken ct)
    {
        await using NpgsqlCommand command = new("SELECT count(*) FROM tenants WHERE slug = 'big'", database);
        return (long)(await command.ExecuteScalarAsync(ct))! > 0;
    }

    /// <summary>Without the columns that the database computes.</summary>
    private static async Task<string> WithColumnsAsync(NpgsqlConnection database, string sql, CancellationToken ct)
    {
        string? table = null;
        List<(string Mark, string Table)> marks = [];
        foreach (Match match in ColumnMark().Matches(sql))
        {
            // `r` is the row that is made for the table named before it.
            table = match.Groups[1].Value == "r" ? table : match.Groups[1].Value;
            marks.Add((match.Value, table ?? throw new BenchException("A script names columns before their table.")));
        }

        int at = 0;
        System.Text.StringBuilder text = new();
        foreach ((string mark, string of) in marks)
        {
            int next = sql.IndexOf(mark, at, StringComparison.Ordinal);
            text.Append(sql, at, next - at).Append(await ColumnsAsync(database, of, mark == "{columns:r}" ? "r." : "", ct));
            at = next + mark.Length;
        }

        return text.Append(sql, at, sql.Length - at).ToString();
    }

    private static async Task<string> ColumnsAsync(NpgsqlConnection database, string table, string prefix, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(
            """
            SELECT string_agg($2 || quote_ident(column_name), ', ' ORDER BY ordinal_position) FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND is_identity = 'NO'
            """,
            database)
        {
            Parameters = { new() { Value = table }, new() { Value = prefix } },
        };
        return await command.ExecuteScalarAsync(ct) as string ?? throw new BenchException($"There is no table {table}.");
    }

    private static async Task ExecuteAsync(NpgsqlConnection database, string sql, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(sql, database);
        await command.ExecuteNonQueryAsync(ct);
    }

    private void Show(string title, int done, int all)
    {
        int filled = (int)((long)BarWidth * done / all);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\r{title} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {100L * done / all,3} %"));
    }

    [GeneratedRegex(@"\{columns:(\w+)\}")]
    private static partial Regex ColumnMark();

    /// <summary>One script and how often it runs: <c>{from}</c> and <c>{to}</c> are replaced chunk by chunk.</summary>
    private sealed record Step(string Title, int Rows, int Chunk, string Sql)
    {
        public static Step Read(string file)
        {
            string sql = File.ReadAllText(file);
            return new Step(Head(sql, "title"), Number(sql, "rows"), Number(sql, "chunk"), sql);
        }

        private static int Number(string sql, string name) => int.Parse(Head(sql, name), CultureInfo.InvariantCulture);

        private static string Head(string sql, string name) =>
            sql.Split('\n').FirstOrDefault(line => line.StartsWith($"-- {name}: ", StringComparison.Ordinal))?[(name.Length + 5)..].Trim() ?? throw new BenchException($"A script has no {name}.");
    }
}
