namespace Booking.Infrastructure.Holds;

using Npgsql;

/// <summary>How many places a pool has.</summary>
internal sealed partial class ClaimStore
{
    public async Task<int?> TryResizePoolAsync(Guid poolId, int capacity, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), new[] { LockKeys.Pool(poolId) });

        // Overdue holds take no places; they lapse as they do for whoever claims.
        Add(
            batch,
            """
            WITH overdue AS (
                UPDATE quota_claims SET state = 'expired'
                WHERE tenant_id = $1 AND pool_id = $2 AND state = 'held' AND expires_at <= clock_timestamp()
                RETURNING quantity),
            back AS (SELECT sum(quantity)::int AS quantity FROM overdue HAVING count(*) > 0)
            UPDATE pools p SET held = p.held - back.quantity FROM back WHERE p.tenant_id = $1 AND p.id = $2
            """,
            context.TenantId, poolId);
        Add(batch, "UPDATE pools SET capacity = $3 WHERE tenant_id = $1 AND id = $2 AND held + sold <= $3", context.TenantId, poolId, capacity);
        Add(batch, "SELECT CASE WHEN capacity = $3 THEN NULL ELSE held + sold END FROM pools WHERE tenant_id = $1 AND id = $2", context.TenantId, poolId, capacity);

        // The first row is the lock's; the last one the answer.
        int? taken = null;
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        do
        {
            while (await reader.ReadAsync(ct))
            {
                taken = reader.GetFieldType(0) == typeof(int) && !reader.IsDBNull(0) ? reader.GetInt32(0) : null;
            }
        }
        while (await reader.NextResultAsync(ct));
        return taken;
    }
}
