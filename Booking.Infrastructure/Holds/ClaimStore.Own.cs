namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Npgsql;

/// <summary>What the tenant itself takes, gives back and counts.</summary>
internal sealed partial class ClaimStore
{
    // Overdue holds count no longer; in a statement of its own, for the parts of one statement share a snapshot.
    private const string LapseOfPool =
        """
        WITH overdue AS (
            UPDATE quota_claims SET state = 'expired' WHERE tenant_id = $1 AND pool_id = $2 AND state = 'held' AND expires_at <= clock_timestamp() RETURNING quantity)
        UPDATE pools SET held = held - (SELECT coalesce(sum(quantity), 0)::int FROM overdue) WHERE tenant_id = $1 AND id = $2 AND EXISTS (SELECT 1 FROM overdue)
        """;

    public async Task<ClaimResult> TryOccupyAsync(Guid claimId, SlotClaim slot, CancellationToken ct)
    {
        Wanted wanted = new(context.TenantId, claimId, DateTimeOffset.MaxValue, [slot]);
        try
        {
            await using NpgsqlBatch batch = Batch();
            Add(batch, $"SAVEPOINT {Claiming}");
            Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), wanted.Units);
            Add(
                batch,
                """
                UPDATE slot_claims SET state = 'expired'
                WHERE tenant_id = $1 AND unit_id = $2 AND blocked && tstzrange($3, $4, '[)') AND state = 'held' AND expires_at <= clock_timestamp()
                """,
                context.TenantId, slot.UnitId, slot.Blocked.From, slot.Blocked.To);
            Add(
                batch,
                """
                INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
                VALUES ($1, $2, 0, $3, $4, $5, $6, $7, $8, 'booked')
                ON CONFLICT DO NOTHING
                """,
                context.TenantId, claimId, LockKeys.Of(slot), slot.UnitId, slot.Asked.From, slot.Asked.To, slot.Blocked.From, slot.Blocked.To);
            await batch.ExecuteNonQueryAsync(ct);
            if (batch.BatchCommands[3].RecordsAffected == 1)
            {
                return ClaimResult.Claimed;
            }
        }
        catch (PostgresException e) when (PostgresErrors.IsLockTimeout(e))
        {
            return ClaimResult.Busy;
        }

        ClaimResult refused = await ExplainAsync(wanted, ct);
        await Transaction.RollbackAsync(Claiming, ct);
        return refused;
    }

    public async Task VacateAsync(Guid claimId, Guid unitId, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), new[] { LockKeys.Slot(unitId) });
        Add(batch, "UPDATE slot_claims SET state = 'released' WHERE tenant_id = $1 AND id = $2 AND hold_id IS NULL AND state = 'booked'", context.TenantId, claimId);
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task<PoolResize> TryResizeAsync(Guid poolId, PoolSize size, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), new[] { LockKeys.Pool(poolId) });
        Add(batch, LapseOfPool, context.TenantId, poolId);
        string wanted = size.IsChange ? "capacity::bigint + $3" : "$3::bigint";
        Add(
            batch,
            $"UPDATE pools SET capacity = ({wanted})::int WHERE tenant_id = $1 AND id = $2 AND {wanted} BETWEEN held + sold AND $4",
            context.TenantId, poolId, (long)size.Places, (long)size.Most);
        Add(batch, "SELECT capacity, held, sold FROM pools WHERE tenant_id = $1 AND id = $2", context.TenantId, poolId);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        (int Capacity, int Held, int Sold) level = default;
        do
        {
            while (await reader.ReadAsync(ct))
            {
                if (reader.FieldCount == 3)
                {
                    level = (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt32(2));
                }
            }
        }
        while (await reader.NextResultAsync(ct));
        await reader.DisposeAsync();
        return new PoolResize(batch.BatchCommands[2].RecordsAffected == 1, level.Capacity, level.Held, level.Sold);
    }

    public async Task<bool> TryLockAsync(Guid unitId, IReadOnlyList<Guid> pools, CancellationToken ct)
    {
        long[] keys = [.. pools.Select(LockKeys.Pool).Append(LockKeys.Slot(unitId)).Distinct().Order()];
        try
        {
            await using NpgsqlBatch batch = Batch();
            Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), keys);
            await batch.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (PostgresException e) when (PostgresErrors.IsLockTimeout(e))
        {
            return false;
        }
    }

    public async Task CloseAsync(Guid poolId, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), new[] { LockKeys.Pool(poolId) });
        Add(
            batch,
            """
            WITH lapsed AS (
                UPDATE quota_claims SET state = 'expired' WHERE tenant_id = $1 AND pool_id = $2 AND state = 'held' AND booking_id IS NULL RETURNING quantity)
            UPDATE pools SET held = held - (SELECT coalesce(sum(quantity), 0)::int FROM lapsed) WHERE tenant_id = $1 AND id = $2
            """,
            context.TenantId, poolId);
        Add(batch, "UPDATE pools SET capacity = held + sold WHERE tenant_id = $1 AND id = $2", context.TenantId, poolId);
        await batch.ExecuteNonQueryAsync(ct);
    }
}
