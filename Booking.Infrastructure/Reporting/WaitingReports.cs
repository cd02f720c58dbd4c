namespace Booking.Infrastructure.Reporting;

using Npgsql;

/// <summary>Which tenants have facts that are in no report yet, as the policies of the worker's role allow.</summary>
public sealed class WaitingReports(NpgsqlDataSource database)
{
    // From one tenant to the next by the key, however many facts each has waiting.
    private const string Find = """
        WITH RECURSIVE waiting AS (
            (SELECT tenant_id FROM unreported_events ORDER BY tenant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT u.tenant_id FROM unreported_events u WHERE u.tenant_id > w.tenant_id ORDER BY u.tenant_id LIMIT 1) FROM waiting w WHERE w.tenant_id IS NOT NULL)
        SELECT tenant_id FROM waiting WHERE tenant_id IS NOT NULL
        """;

    public async Task<IReadOnlyList<Guid>> TenantsAsync(CancellationToken ct)
    {
        await using NpgsqlCommand command = database.CreateCommand(Find);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        List<Guid> tenants = [];
        while (await reader.ReadAsync(ct))
        {
            tenants.Add(reader.GetGuid(0));
        }

        return tenants;
    }
}
