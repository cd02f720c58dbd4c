namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Booking.Domain.Holds;
using Npgsql;

/// <summary>What comes to a hold or a pool later.</summary>
internal sealed partial class ClaimStore
{
    public async Task<ClaimResult> TryAddAsync(Guid holdId, IReadOnlyList<Claim> claims, DateTimeOffset expiresAt, CancellationToken ct)
    {
        Wanted wanted = new(context.TenantId, holdId, expiresAt, claims);
        string units = string.Join(" UNION ", Tables.Select(table => $"SELECT lock_key FROM {table} WHERE tenant_id = $1 AND hold_id = $2"));
        await using NpgsqlBatch batch = Batch();
        Add(batch, $"SAVEPOINT {Claiming}");
        Add(batch, LockInOrder($"(SELECT lock_key FROM ({units} UNION SELECT unnest($3::bigint[])) AS units ORDER BY lock_key) AS ordered"), context.TenantId, holdId, wanted.Units);
        return await TakeOrExplainAsync(batch, wanted, ct);
    }

    /// <summary>What was taken for the order as a whole, such as a voucher's use, goes back with the last of its items.</summary>
    private void GiveBackWhatIsOfTheOrder(NpgsqlBatch batch, Guid bookingId)
    {
        string left = string.Join(" UNION ALL ", Tables.Select(table => $"SELECT 1 FROM {table} WHERE tenant_id = $1 AND booking_id = $2 AND item <> $3 AND state = 'booked'"));
        Add(
            batch,
            $"""
            WITH freed AS (
                UPDATE quota_claims SET state = 'released' WHERE tenant_id = $1 AND booking_id = $2 AND item = $3 AND state = 'booked' AND NOT EXISTS ({left})
                RETURNING pool_id, quantity),
            back AS (SELECT pool_id, sum(quantity)::int AS quantity FROM freed GROUP BY pool_id)
            UPDATE pools p SET sold = p.sold - back.quantity FROM back WHERE p.tenant_id = $1 AND p.id = back.pool_id
            """,
            context.TenantId, bookingId, Claim.OfTheOrder);
    }
}
