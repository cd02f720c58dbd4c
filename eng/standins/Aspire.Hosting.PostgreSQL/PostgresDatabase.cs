// Stands in for the package Aspire.Hosting.PostgreSQL where the package feed lacks it.
// Names and signatures are the package's public API, as far as this product calls it.
// On a full feed the real package is used and this file is not built.
namespace Aspire.Hosting;

using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Native;
using Npgsql;

/// <summary>Creates the database when its server is up, and checks that it can be reached.</summary>
internal sealed class PostgresDatabase(PostgresDatabaseResource database) : INativeResource
{
    public IResource Parent => database.Parent;

    public bool HasProbe => true;

    public async Task StartAsync(NativeContext context, CancellationToken cancellationToken)
    {
        await using var connection = await PostgresServer.ConnectAsync(database.Parent, "postgres", cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = database.DatabaseName } },
        };
        if (await exists.ExecuteScalarAsync(cancellationToken) is not null)
        {
            return;
        }

        var quoted = database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal);
#pragma warning disable CA2100 // A database name cannot be a parameter; it is quoted above and comes from the application model.
        await using var create = new NpgsqlCommand($"CREATE DATABASE \"{quoted}\"", connection);
#pragma warning restore CA2100
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await PostgresServer.ConnectAsync(database.Parent, database.DatabaseName, cancellationToken);
        return null;
    }
}
