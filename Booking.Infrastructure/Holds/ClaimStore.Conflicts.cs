namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Npgsql;

/// <summary>Says who stands in the way. Runs in the transaction that failed, so what it sees is what refused the claim.</summary>
internal sealed partial class ClaimStore
{
    private async Task<ClaimResult> ExplainAsync(Wanted wanted, CancellationToken ct)
    {
        List<ClaimConflict> conflicts = [];
        await ExplainSlotsAsync(wanted, conflicts, ct);
        await ExplainSeatsAsync(wanted, conflicts, ct);
        await ExplainLegsAsync(wanted, conflicts, ct);
        if (conflicts.Count > 0)
        {
            return new ClaimResult(ClaimOutcome.Conflict, conflicts);
        }

        await ExplainQuotasAsync(wanted, conflicts, ct);
        return new ClaimResult(ClaimOutcome.SoldOut, conflicts);
    }

    private async Task ExplainSlotsAsync(Wanted wanted, List<ClaimConflict> conflicts, CancellationToken ct)
    {
        if (wanted.Slots.Count == 0)
        {
            return;
        }

        await using NpgsqlBatch batch = Batch();
        Add(
            batch,
            """
            SELECT w.item, c.unit_id::text, c.asked_from, c.asked_to,
                   CASE WHEN c.is_blackout THEN 'blackout'
                        WHEN NOT tstzrange(c.asked_from, c.asked_to, '[)') && tstzrange(w.asked_from, w.asked_to, '[)') THEN 'buffer'
                        ELSE c.state END,
                   c.expires_at
            FROM unnest($3::int[], $4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[])
                AS w (item, unit_id, asked_from, asked_to, blocked_from, blocked_to)
            JOIN slot_claims c ON c.tenant_id = $1 AND c.unit_id = w.unit_id AND c.blocked && tstzrange(w.blocked_from, w.blocked_to, '[)')
            WHERE c.state IN ('held', 'booked') AND c.hold_id IS DISTINCT FROM $2
            ORDER BY w.item, c.asked_from
            LIMIT 20
            """,
            wanted.TenantId, wanted.HoldId,
            wanted.Slots.Select(slot => slot.Item).ToArray(), wanted.Slots.Select(slot => slot.UnitId).ToArray(),
            wanted.Slots.Select(slot => slot.Asked.From).ToArray(), wanted.Slots.Select(slot => slot.Asked.To).ToArray(),
            wanted.Slots.Select(slot => slot.Blocked.From).ToArray(), wanted.Slots.Select(slot => slot.Blocked.To).ToArray());
        await ReadConflictsAsync(batch, conflicts, ct);
    }

    private async Task ExplainSeatsAsync(Wanted wanted, List<ClaimConflict> conflicts, CancellationToken ct)
    {
        if (wanted.Seats.Count == 0)
        {
            return;
        }

        await using NpgsqlBatch batch = Batch();
        Add(
            batch,
            """
            SELECT w.item, w.seat, NULL::timestamptz, NULL::timestamptz, coalesce(c.state, 'not_on_sale'), c.expires_at
            FROM unnest($3::int[], $4::uuid[], $5::text[], $6::uuid[]) AS w (item, event_id, seat, ticket_type_id)
            LEFT JOIN seat_claims c ON c.tenant_id = $1 AND c.event_id = w.event_id AND c.seat = w.seat AND c.state IN ('held', 'booked') AND c.hold_id <> $2
            LEFT JOIN event_seats s ON s.tenant_id = $1 AND s.event_id = w.event_id AND s.seat = w.seat
              AND NOT s.is_blocked AND s.ticket_type_id = coalesce(w.ticket_type_id, s.ticket_type_id)
            WHERE c.id IS NOT NULL OR s.seat IS NULL
            ORDER BY w.item, w.seat
            """,
            wanted.TenantId, wanted.HoldId,
            wanted.Seats.Select(seat => seat.Item).ToArray(), wanted.Seats.Select(seat => seat.EventId).ToArray(), wanted.Seats.Select(seat => seat.Seat).ToArray(),
            wanted.Seats.Select(seat => seat.TicketTypeId).ToArray());
        await ReadConflictsAsync(batch, conflicts, ct);
    }

    private async Task ExplainLegsAsync(Wanted wanted, List<ClaimConflict> conflicts, CancellationToken ct)
    {
        if (wanted.Legs.Count == 0)
        {
            return;
        }

        await using NpgsqlBatch batch = Batch();
        Add(
            batch,
            """
            SELECT w.item, c.seat, NULL::timestamptz, NULL::timestamptz, c.state, c.expires_at
            FROM unnest($3::int[], $4::uuid[], $5::text[], $6::int[], $7::int[]) AS w (item, trip_id, seat, from_stop, to_stop)
            JOIN leg_claims c ON c.tenant_id = $1 AND c.trip_id = w.trip_id AND c.seat = w.seat AND c.legs && int4range(w.from_stop, w.to_stop, '[)')
            WHERE c.state IN ('held', 'booked') AND c.hold_id <> $2
            ORDER BY w.item, c.seat
            """,
            wanted.TenantId, wanted.HoldId,
            wanted.Legs.Select(leg => leg.Item).ToArray(), wanted.Legs.Select(leg => leg.TripId).ToArray(), wanted.Legs.Select(leg => leg.Seat).ToArray(),
            wanted.Legs.Select(leg => leg.FromStop).ToArray(), wanted.Legs.Select(leg => leg.ToStop).ToArray());
        await ReadConflictsAsync(batch, conflicts, ct);
    }

    private async Task ExplainQuotasAsync(Wanted wanted, List<ClaimConflict> conflicts, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        Add(
            batch,
            """
            SELECT w.item, w.pool_id::text, NULL::timestamptz, NULL::timestamptz, 'sold_out',
                   (SELECT min(c.expires_at) FROM quota_claims c WHERE c.tenant_id = $1 AND c.pool_id = w.pool_id AND c.state = 'held' AND c.hold_id <> $2)
            FROM unnest($3::int[], $4::uuid[]) AS w (item, pool_id)
            WHERE w.pool_id <> ALL ($5)
            ORDER BY w.item
            """,
            wanted.TenantId, wanted.HoldId,
            wanted.Quotas.Select(quota => quota.Item).ToArray(), wanted.Quotas.Select(quota => quota.PoolId).ToArray(),
            wanted.Taken.ToArray());
        await ReadConflictsAsync(batch, conflicts, ct);
    }

    private static async Task ReadConflictsAsync(NpgsqlBatch batch, List<ClaimConflict> conflicts, CancellationToken ct)
    {
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            conflicts.Add(new ClaimConflict(
                reader.GetInt32(0), reader.GetString(1), Instant(2), Instant(3), reader.GetString(4), Instant(5)));
        }

        DateTimeOffset? Instant(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
    }
}
