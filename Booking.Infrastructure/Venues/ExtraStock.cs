namespace Booking.Infrastructure.Venues;

using Booking.Application.Venues;
using Booking.Domain.Venues;
using Booking.Infrastructure.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

internal sealed class ExtraStock(BookingDbContext db) : IExtraStock
{
    public async Task<bool> TryOpenDaysAsync(IReadOnlyList<ExtraDay> days, CancellationToken ct)
    {
        if (days.Count == 0)
        {
            return true;
        }

        List<ExtraDay> ordered = [.. days.DistinctBy(day => day.PoolId).OrderBy(day => day.PoolId)];
        Guid[] extras = [.. ordered.Select(day => day.ExtraId)];
        DateOnly[] dates = [.. ordered.Select(day => day.Day)];
        Guid[] pools = [.. ordered.Select(day => day.PoolId)];
        await using NpgsqlBatch batch = Batch();

        // The size is the extra's own at this moment: whoever changes it holds the lock that this waits for.
        Add(
            batch,
            """
            INSERT INTO pools (tenant_id, id, capacity)
            SELECT $1, d.pool_id, e.stock
            FROM unnest($2::uuid[], $3::uuid[]) AS d (extra_id, pool_id)
            JOIN venue_extras e ON e.tenant_id = $1 AND e.id = d.extra_id
            WHERE NOT EXISTS (SELECT 1 FROM pools p WHERE p.tenant_id = $1 AND p.id = d.pool_id)
            ORDER BY d.pool_id
            FOR SHARE OF e
            ON CONFLICT DO NOTHING
            """,
            db.TenantId, extras, pools);
        Add(
            batch,
            """
            INSERT INTO venue_extra_days (tenant_id, extra_id, day, pool_id)
            SELECT $1, d.extra_id, d.day, d.pool_id FROM unnest($2::uuid[], $3::date[], $4::uuid[]) AS d (extra_id, day, pool_id)
            WHERE NOT EXISTS (SELECT 1 FROM venue_extra_days k WHERE k.tenant_id = $1 AND k.extra_id = d.extra_id AND k.day = d.day)
            ORDER BY d.pool_id
            ON CONFLICT DO NOTHING
            """,
            db.TenantId, extras, dates, pools);
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (PostgresException e) when (PostgresErrors.IsLockTimeout(e))
        {
            return false;
        }
    }

    public Task<VenueExtra?> LockAsync(Guid extraId, CancellationToken ct) =>
        db.VenueExtras.FromSql($"SELECT * FROM venue_extras WHERE tenant_id = {db.TenantId} AND id = {extraId} FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);

    public async Task<bool> TryResizeAsync(VenueExtra extra, int stock, DateOnly from, CancellationToken ct)
    {
        List<Guid> pools = extra.PoolId is { } pool ? [pool] : await DayPoolsAsync(extra.Id, from, ct);
        long[] keys = [.. pools.Select(LockKeys.Pool).Distinct().Order()];
        Guid[] ids = [.. pools];
        await using NpgsqlBatch batch = Batch();
        Add(batch, "SELECT count(pg_advisory_xact_lock(lock_key)) FROM unnest($1::bigint[]) AS ordered (lock_key)", keys);
        Add(
            batch,
            """
            WITH overdue AS (
                UPDATE quota_claims SET state = 'expired'
                WHERE tenant_id = $1 AND pool_id = ANY ($2) AND state = 'held' AND expires_at <= clock_timestamp()
                RETURNING pool_id, quantity),
            back AS (SELECT pool_id, sum(quantity)::int AS quantity FROM overdue GROUP BY pool_id)
            UPDATE pools p SET held = p.held - back.quantity FROM back WHERE p.tenant_id = $1 AND p.id = back.pool_id
            """,
            db.TenantId, ids);
        await batch.ExecuteNonQueryAsync(ct);

        await using NpgsqlBatch resize = Batch();
        Add(resize, "UPDATE pools SET capacity = $3 WHERE tenant_id = $1 AND id = ANY ($2) AND held + sold <= $3", db.TenantId, ids, stock);
        return await resize.ExecuteNonQueryAsync(ct) == ids.Length;
    }

    private async Task<List<Guid>> DayPoolsAsync(Guid extraId, DateOnly from, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        Add(batch, "SELECT pool_id FROM venue_extra_days WHERE tenant_id = $1 AND extra_id = $2 AND day >= $3", db.TenantId, extraId, from);
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        List<Guid> pools = [];
        while (await reader.ReadAsync(ct))
        {
            pools.Add(reader.GetGuid(0));
        }

        return pools;
    }

    private NpgsqlBatch Batch() => new(
        (NpgsqlConnection)db.Database.GetDbConnection(),
        (NpgsqlTransaction)(db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Pools are made and changed inside a unit of work only.")));

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        batch.BatchCommands.Add(command);
    }
}
