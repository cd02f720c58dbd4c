namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

/// <summary>
/// Many holds at once touch their units in no common order, so none of their locks is waited for: a hold whose units somebody else is
/// working on is left for the next round, and whoever takes a unit lets its overdue claims lapse without us.
/// </summary>
internal sealed class Overdue(BookingDbContext db) : IOverdue
{
    private const string BusyHolds =
        """
        SELECT hold_id FROM (
            SELECT hold_id, pg_try_advisory_xact_lock(lock_key) AS is_mine FROM (
                SELECT hold_id, lock_key FROM slot_claims WHERE tenant_id = $1 AND hold_id = ANY ($2)
                UNION SELECT hold_id, lock_key FROM seat_claims WHERE tenant_id = $1 AND hold_id = ANY ($2)
                UNION SELECT hold_id, lock_key FROM leg_claims WHERE tenant_id = $1 AND hold_id = ANY ($2)
                UNION SELECT hold_id, lock_key FROM quota_claims WHERE tenant_id = $1 AND hold_id = ANY ($2)) AS units) AS locks
        GROUP BY hold_id HAVING NOT bool_and(is_mine)
        """;

    public async Task<IReadOnlyList<Hold>> LockHoldsAsync(int limit, CancellationToken ct)
    {
        List<Hold> holds = await db.Holds
            .FromSql($"SELECT * FROM holds WHERE status = 'active' AND expires_at <= clock_timestamp() ORDER BY expires_at LIMIT {limit} FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        HashSet<Guid> busy = await LockUnitsAsync([.. holds.Select(hold => hold.Id)], ct);
        return [.. holds.Where(hold => !busy.Contains(hold.Id))];
    }

    public async Task<IReadOnlyList<Hold>> LockEndingHoldsAsync(int limit, CancellationToken ct) => await db.Holds
        .FromSql(
            $"""
             SELECT * FROM holds
             WHERE status = 'active' AND warned_at IS NULL AND expires_at > clock_timestamp() AND expires_at <= clock_timestamp() + {Hold.WarnBefore}
             ORDER BY expires_at LIMIT {limit} FOR UPDATE SKIP LOCKED
             """)
        .ToListAsync(ct);

    public async Task<IReadOnlyList<Booking>> LockBookingsAsync(int limit, CancellationToken ct)
    {
        List<Booking> bookings = await db.Bookings
            .FromSql($"SELECT * FROM bookings WHERE status = 'awaiting_payment' AND pay_before <= clock_timestamp() ORDER BY pay_before LIMIT {limit} FOR UPDATE SKIP LOCKED")
            .ToListAsync(ct);
        HashSet<Guid> busy = await LockUnitsAsync([.. bookings.Select(booking => booking.HoldId)], ct);
        return [.. bookings.Where(booking => !busy.Contains(booking.HoldId))];
    }

    /// <summary>Takes the locks of all units that are free, and says which holds need others.</summary>
    private async Task<HashSet<Guid>> LockUnitsAsync(Guid[] holds, CancellationToken ct)
    {
        HashSet<Guid> busy = [];
        if (holds.Length == 0)
        {
            return busy;
        }

        await using NpgsqlCommand command = new(BusyHolds, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction())
        {
            Parameters = { new() { Value = db.TenantId }, new() { Value = holds } },
        };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            busy.Add(reader.GetGuid(0));
        }

        return busy;
    }
}
