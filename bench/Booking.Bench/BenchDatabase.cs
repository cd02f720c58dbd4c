namespace Booking.Bench;

using Npgsql;

/// <summary>The server under measurement, as its superuser.</summary>
internal sealed class BenchDatabase(string connectionString) : IAsyncDisposable
{
    public const string Product = "booking";
    public const string Scratch = "bench_limits";

    private static readonly string[] Shown =
        ["server_version", "fsync", "synchronous_commit", "full_page_writes", "wal_sync_method", "wal_level", "shared_buffers", "max_connections", "commit_delay"];

    private readonly Dictionary<string, NpgsqlDataSource> _databases = [];

    public NpgsqlConnectionStringBuilder Server { get; } = new(connectionString);

    public async ValueTask DisposeAsync()
    {
        foreach (NpgsqlDataSource database in _databases.Values)
        {
            await database.DisposeAsync();
        }
    }

    /// <summary>Reads the settings that are printed, and refuses to measure a server that does not keep what it acknowledges.</summary>
    public async Task<IReadOnlyList<(string Name, string Value)>> RequireDurabilityAsync(CancellationToken ct)
    {
        List<(string Name, string Value)> settings = [];
        foreach (string name in Shown)
        {
            settings.Add((name, (string)(await ScalarAsync("postgres", "SELECT current_setting($1)", ct, name))!));
        }

        foreach (string name in (string[])["fsync", "synchronous_commit", "full_page_writes"])
        {
            string value = settings.Single(setting => setting.Name == name).Value;
            if (value != "on")
            {
                throw new BenchException($"{name} is {value}; figures are taken with durable commits only.");
            }
        }

        // A role or a database can have settings of its own, which the superuser's session does not show.
        object? softened = await ScalarAsync(
            "postgres", "SELECT string_agg(s, ', ') FROM pg_db_role_setting, unnest(setconfig) AS s WHERE s ~ '^(fsync|synchronous_commit|full_page_writes)='", ct);
        return softened is string text ? throw new BenchException($"A role or database overrides durability: {text}") : settings;
    }

    public async Task CreateScratchAsync(string script, CancellationToken ct)
    {
        await ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {Scratch} WITH (FORCE)", ct);
        await ExecuteAsync("postgres", $"CREATE DATABASE {Scratch}", ct);
        await ExecuteAsync(Scratch, script, ct);
    }

    public Task DropScratchAsync(CancellationToken ct) => ExecuteAsync("postgres", $"DROP DATABASE IF EXISTS {Scratch} WITH (FORCE)", ct);

    /// <summary>Every measurement begins behind a checkpoint: all pay for the full page images that follow it, none for the pages of the one before.</summary>
    public Task CheckpointAsync(CancellationToken ct) => ExecuteAsync("postgres", "CHECKPOINT", ct);

    public async Task ExecuteAsync(string database, string sql, CancellationToken ct)
    {
        await using NpgsqlCommand command = Of(database).CreateCommand(sql);
        command.CommandTimeout = 60;
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<long> CountAsync(string sql, CancellationToken ct) => Convert.ToInt64(await ScalarAsync(Product, sql, ct), null);

    public async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        List<T> rows = [];
        await using NpgsqlCommand command = Of(Product).CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private async Task<object?> ScalarAsync(string database, string sql, CancellationToken ct, params string[] parameters)
    {
        await using NpgsqlCommand command = Of(database).CreateCommand(sql);
        command.CommandTimeout = 60;
        foreach (string value in parameters)
        {
            command.Parameters.AddWithValue(value);
        }

        return await command.ExecuteScalarAsync(ct);
    }

    private NpgsqlDataSource Of(string database)
    {
        if (!_databases.TryGetValue(database, out NpgsqlDataSource? source))
        {
            NpgsqlConnectionStringBuilder connection = new(connectionString) { Database = database, Pooling = database == Product, MaxPoolSize = 2, Timeout = 10 };
            _databases[database] = source = NpgsqlDataSource.Create(connection);
        }

        return source;
    }
}
