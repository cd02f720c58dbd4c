namespace Booking.Infrastructure.Persistence;

using Booking.Infrastructure.Persistence.Seeding;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

/// <summary>
/// Brings a database up to date: the roles first, by whoever may create roles, then the tables, owned by <c>booking_owner</c>.
/// The working roles own nothing and cannot pass row level security.
/// </summary>
public sealed partial class DatabaseMigrator(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<DatabaseMigrator> logger)
{
    public const string OwnerRole = "booking_owner";
    public const string AppRole = "booking_app";
    public const string WorkerRole = "booking_worker";

    /// <param name="seed">Adds the demo data of a development system; does nothing where it is already there.</param>
    public async Task MigrateAsync(bool seed, CancellationToken ct)
    {
        await EnsureRolesAsync(ct);
        await using (AsyncServiceScope scope = scopes.CreateAsyncScope())
        {
            BookingDbContext db = scope.ServiceProvider.GetRequiredService<BookingDbContext>();
            db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
            await db.Database.MigrateAsync(ct);
            LogMigrated(logger);
        }

        await TrustSearchOperatorsAsync(ct);

        if (seed)
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DemoData>().SeedAsync(ct);
        }
    }

    /// <summary>
    /// Row level security is looked at before any operator that might tell of a row it has seen, and then no index serves the search. These
    /// tell nothing; only a superuser may say so, and without it the search is as right and less fast.
    /// </summary>
    private async Task TrustSearchOperatorsAsync(CancellationToken ct)
    {
        await using NpgsqlConnection connection = new(configuration.GetConnectionString("bookingdb"));
        await connection.OpenAsync(ct);
        await using NpgsqlCommand command = new(
            """
            DO $$ BEGIN
                ALTER FUNCTION ts_match_vq(tsvector, tsquery) LEAKPROOF;
                ALTER FUNCTION word_similarity_op(text, text) LEAKPROOF;
                ALTER FUNCTION word_similarity_commutator_op(text, text) LEAKPROOF;
                ALTER FUNCTION arraycontains(anyarray, anyarray) LEAKPROOF;
                ALTER FUNCTION arraycontained(anyarray, anyarray) LEAKPROOF;
                ALTER FUNCTION textlike(text, text) LEAKPROOF;
            EXCEPTION WHEN insufficient_privilege THEN
                NULL;
            END $$
            """,
            connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task EnsureRolesAsync(CancellationToken ct)
    {
        NpgsqlConnectionStringBuilder admin = new(configuration.GetConnectionString("bookingdb") ?? throw new InvalidOperationException("ConnectionStrings:bookingdb is not set."));
        await using NpgsqlConnection connection = new(admin.ConnectionString);
        await connection.OpenAsync(ct);
        await using NpgsqlBatch batch = new(connection);
        foreach ((string role, string login) in (ReadOnlySpan<(string, string)>)[(OwnerRole, "NOLOGIN"), (AppRole, "LOGIN"), (WorkerRole, "LOGIN")])
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
                DO $$ BEGIN
                    CREATE ROLE {role} {login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS;
                EXCEPTION WHEN duplicate_object OR unique_violation THEN
                    NULL;
                END $$
                """));
        }

        // Every statement is short; compiling one would take longer than running it.
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"ALTER ROLE {AppRole} SET jit = off"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"ALTER ROLE {WorkerRole} SET jit = off"));
        batch.BatchCommands.Add(Password(AppRole, "Database:AppPassword"));
        batch.BatchCommands.Add(Password(WorkerRole, "Database:WorkerPassword"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"GRANT {OwnerRole} TO CURRENT_USER"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"GRANT CREATE, CONNECT ON DATABASE \"{admin.Database}\" TO {OwnerRole}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"GRANT CREATE, USAGE ON SCHEMA public TO {OwnerRole}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"GRANT USAGE ON SCHEMA public TO {AppRole}, {WorkerRole}"));
        await batch.ExecuteNonQueryAsync(ct);
    }

    private NpgsqlBatchCommand Password(string role, string key)
    {
        string password = configuration[key] ?? throw new InvalidOperationException($"{key} is not set.");
        return new NpgsqlBatchCommand($"ALTER ROLE {role} PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The database is up to date.")]
    private static partial void LogMigrated(ILogger logger);
}
