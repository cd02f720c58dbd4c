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
}
