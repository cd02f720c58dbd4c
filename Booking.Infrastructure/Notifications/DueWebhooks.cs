namespace Booking.Infrastructure.Notifications;

using Npgsql;

/// <summary>Which endpoints of all tenants have something due, as the policies of the worker's role allow.</summary>
public sealed class DueWebhooks(NpgsqlDataSource database)
{
    private const string Find = """
        SELECT e.tenant_id, e.id, due.next_attempt_at
        FROM webhook_endpoints e
        CROSS JOIN LATERAL (
            SELECT d.next_attempt_at FROM webhook_deliveries d
            WHERE d.tenant_id = e.tenant_id AND d.endpoint_id = e.id AND d.status = 'pending' AND d.next_attempt_at <= clock_timestamp()
            ORDER BY d.next_attempt_at LIMIT 1) AS due
        WHERE e.status = 'active' AND NOT e.id = ANY ($1)
        ORDER BY random() LIMIT $2
        """;

    /// <param name="busy">Endpoints that are being delivered to by this process.</param>
    /// <returns>In no order, so that receivers with a long queue do not always come first.</returns>
    public async Task<IReadOnlyList<DueLane<Guid>>> FindAsync(IReadOnlyCollection<Guid> busy, int most, CancellationToken ct)
    {
        await using NpgsqlCommand command = database.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter { Value = busy.ToArray() });
        command.Parameters.Add(new NpgsqlParameter { Value = most });
        return await command.ReadLanesAsync(reader => reader.GetGuid(1), ct);
    }
}
