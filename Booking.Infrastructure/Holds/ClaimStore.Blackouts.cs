namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using Npgsql;

/// <summary>Time that a unit's owner keeps: claims that nobody pays for, of a blackout instead of a hold.</summary>
internal sealed partial class ClaimStore
{
    private const string Times = "unnest($3::timestamptz[], $4::timestamptz[]) WITH ORDINALITY AS w (from_at, to_at, n)";

    public async Task<ClaimResult> TryBlackOutAsync(Guid blackoutId, Guid unitId, IReadOnlyList<TimeRange> times, bool force, CancellationToken ct)
    {
        DateTimeOffset[] from = [.. times.Select(time => time.From)];
        DateTimeOffset[] to = [.. times.Select(time => time.To)];
        List<ClaimConflict> conflicts = [];
        try
        {
            await using NpgsqlBatch batch = Batch();
            Add(batch, LockInOrder("unnest($1::bigint[]) AS ordered (lock_key)"), new[] { LockKeys.Slot(unitId) });
            AddLapse(batch, unitId, from, to, onlyOverdue: true);
            if (force)
            {
                AddLapse(batch, unitId, from, to, onlyOverdue: false);
            }

            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (PostgresErrors.IsLockTimeout(e))
        {
            return ClaimResult.Busy;
        }

        await using NpgsqlBatch explain = Batch();
        Add(
            explain,
            $"""
            SELECT (w.n - 1)::int, c.unit_id::text, c.asked_from, c.asked_to, c.state, c.expires_at
            FROM {Times}
            JOIN slot_claims c ON c.tenant_id = $1 AND c.unit_id = $2 AND c.blocked && tstzrange(w.from_at, w.to_at, '[)')
            WHERE c.state IN ('held', 'booked') AND NOT c.is_blackout AND tstzrange(c.asked_from, c.asked_to, '[)') && tstzrange(w.from_at, w.to_at, '[)')
            ORDER BY w.n, c.asked_from
            """,
            context.TenantId, unitId, from, to);
        await ReadConflictsAsync(explain, conflicts, ct);
        if (conflicts.Count > 0 && !force)
        {
            return new ClaimResult(ClaimOutcome.Conflict, conflicts);
        }

        await using NpgsqlBatch take = Batch();
        Add(
            take,
            $"""
            INSERT INTO slot_claims (tenant_id, id, hold_id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, is_blackout)
            SELECT $1, gen_random_uuid(), $5, (w.n - 1)::int, $6, $2, lower(gap), upper(gap), lower(gap), upper(gap), 'booked', true
            FROM {Times}
            CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange(w.from_at, w.to_at, '[)')) - coalesce(
                (SELECT range_agg(c.blocked) FROM slot_claims c
                 WHERE c.tenant_id = $1 AND c.unit_id = $2 AND c.state IN ('held', 'booked') AND c.blocked && tstzrange(w.from_at, w.to_at, '[)')),
                tstzmultirange())) AS gap
            """,
            context.TenantId, unitId, from, to, blackoutId, LockKeys.Slot(unitId));
        await take.ExecuteNonQueryAsync(ct);
        return new ClaimResult(ClaimOutcome.Claimed, conflicts);
    }

    public async Task LiftBlackoutAsync(Guid blackoutId, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        LockUnitsOf(batch, "hold_id", blackoutId);
        Add(batch, "UPDATE slot_claims SET state = 'released' WHERE tenant_id = $1 AND hold_id = $2 AND is_blackout AND state = 'booked'", context.TenantId, blackoutId);
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Ends what is overdue in these times, or what is held there without a booking.</summary>
    private void AddLapse(NpgsqlBatch batch, Guid unitId, DateTimeOffset[] from, DateTimeOffset[] to, bool onlyOverdue) => Add(
        batch,
        $"""
        UPDATE slot_claims c SET state = 'expired'
        FROM {Times}
        WHERE c.tenant_id = $1 AND c.unit_id = $2 AND c.blocked && tstzrange(w.from_at, w.to_at, '[)') AND c.state = 'held'
          AND {(onlyOverdue ? "c.expires_at <= clock_timestamp()" : "c.booking_id IS NULL AND tstzrange(c.asked_from, c.asked_to, '[)') && tstzrange(w.from_at, w.to_at, '[)')")}
        """,
        context.TenantId, unitId, from, to);
}
