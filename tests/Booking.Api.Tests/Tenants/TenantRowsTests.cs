namespace Booking.Api.Tests.Tenants;

using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

/// <summary>Without a tenant there is no row to see and none to write; with one, only its own.</summary>
[Collection(BookingCollection.Name)]
public sealed class TenantRowsTests(BookingApp app)
{
    private const string RowLevelSecurityRefuses = "42501";

    /// <summary>Tables whose rows a role sees without their tenant, each for a reason given where its policy is made.</summary>
    private static readonly Dictionary<string, string[]> SeesAll = new()
    {
        ["booking_app"] = ["payment_tenants"],
        ["booking_worker"] = ["outbox_messages", "webhook_endpoints", "webhook_deliveries", "unreported_events", "notifications"],
    };

    public static TheoryData<string, string?> Settings => new()
    {
        { "booking_app", null },
        { "booking_app", "" },
        { "booking_app", "other" },
        { "booking_worker", null },
        { "booking_worker", "" },
        { "booking_worker", "other" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Tables_WhenTheTenantIsNotSetOrAnother_ShowNothingAndTakeNothing(string role, string? tenant)
    {
        Guid demo = await app.ScalarAsync<Guid>($"SELECT id FROM tenants WHERE slug = 'demo'");
        IReadOnlyList<string> tables = await TenantTables.ListAsync(app);
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync();
        await TenantTables.FillAsync(connection, demo);
        Dictionary<string, string> rows = [];
        foreach (string table in tables)
        {
            rows[table] = await RowAsync(connection, table, demo);
        }

        await SetTenantAsync(connection, tenant);
        await ExecuteAsync(connection, $"SET LOCAL ROLE {role}");

        foreach (string table in tables)
        {
            long expected = SeesAll[role].Contains(table) ? 1 : 0;
            long seen = await ScalarAsync<long>(connection, $"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE tenant_id = '{demo}' LIMIT 1) AS rows");
            seen.ShouldBe(expected, $"{table} as {role}");

            PostgresException refused = await InsertAsync(transaction, connection, table, rows[table]);
            (refused.SqlState, refused.MessageText).ShouldBe((RowLevelSecurityRefuses, $"new row violates row-level security policy for table \"{table}\""));
        }

        // The refusals above are the tenant's doing: under the row's own tenant it is seen, and only its key stands against a second one.
        await ExecuteAsync(connection, $"SELECT set_config('app.tenant_id', '{demo}', true)");
        foreach (string table in tables)
        {
            (await ScalarAsync<long>(connection, $"SELECT count(*) FROM (SELECT 1 FROM {table} LIMIT 1) AS rows")).ShouldBe(1, $"{table} as {role}");
            (await InsertAsync(transaction, connection, table, rows[table])).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation, $"{table} as {role}");
        }
    }

    private async Task SetTenantAsync(NpgsqlConnection connection, string? tenant)
    {
        if (tenant is not null)
        {
            string id = tenant.Length == 0 ? "" : (await app.ScalarAsync<Guid>($"SELECT id FROM tenants WHERE slug = {tenant}")).ToString();
            await ExecuteAsync(connection, $"SELECT set_config('app.tenant_id', '{id}', true)");
        }
    }

    /// <summary>An existing row of the tenant, as JSON of the columns that can be written.</summary>
    private static async Task<string> RowAsync(NpgsqlConnection connection, string table, Guid tenantId)
    {
        await using NpgsqlCommand command = new($"SELECT to_jsonb(r)::text FROM {table} r WHERE tenant_id = '{tenantId}' LIMIT 1", connection);
        return (string?)await command.ExecuteScalarAsync() ?? throw new InvalidOperationException($"{table} has no row of tenant demo: add one to {nameof(TenantTables)}.");
    }

    private static async Task<PostgresException> InsertAsync(NpgsqlTransaction transaction, NpgsqlConnection connection, string table, string row)
    {
        string columns = await ScalarAsync<string>(
            connection,
            $"SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '{table}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''");
        await transaction.SaveAsync("before");
        await using NpgsqlCommand insert = new($"INSERT INTO {table} ({columns}) SELECT {columns} FROM jsonb_populate_record(NULL::{table}, $1::jsonb)", connection)
        {
            Parameters = { new() { Value = row } },
        };
        PostgresException refused = await Should.ThrowAsync<PostgresException>(insert.ExecuteNonQueryAsync(), table);
        await transaction.RollbackAsync("before");
        return refused;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> ScalarAsync<T>(NpgsqlConnection connection, string sql)
    {
        await using NpgsqlCommand command = new(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
