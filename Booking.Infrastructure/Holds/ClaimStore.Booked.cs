namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Npgsql;

/// <summary>What happens to claims after the sale: parts are given back, uses end early, and claims are exchanged for others.</summary>
internal sealed partial class ClaimStore
{
    public async Task<IReadOnlyList<Claim>> ListSoldAsync(Guid bookingId, IReadOnlyList<int> items, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        const string Mine = "WHERE tenant_id = $1 AND booking_id = $2 AND item = ANY ($3) AND state = 'booked' ORDER BY item, id";
        object[] parameters = [context.TenantId, bookingId, items.ToArray()];
        Add(batch, $"SELECT item, unit_id, asked_from, asked_to, blocked_from, blocked_to FROM slot_claims {Mine}", parameters);
        Add(batch, $"SELECT item, event_id, seat FROM seat_claims {Mine}", parameters);
        Add(batch, $"SELECT item, trip_id, seat, from_stop, to_stop FROM leg_claims {Mine}", parameters);
        Add(batch, $"SELECT item, pool_id, quantity FROM quota_claims {Mine}", parameters);
        Func<NpgsqlDataReader, Claim>[] kinds =
        [
            row => new SlotClaim(row.GetInt32(0), row.GetGuid(1), new TimeRange(Instant(row, 2), Instant(row, 3)), new TimeRange(Instant(row, 4), Instant(row, 5))),
            row => new SeatClaim(row.GetInt32(0), row.GetGuid(1), row.GetString(2)),
            row => new LegClaim(row.GetInt32(0), row.GetGuid(1), row.GetString(2), row.GetInt32(3), row.GetInt32(4)),
            row => new QuotaClaim(row.GetInt32(0), row.GetGuid(1), row.GetInt32(2)),
        ];
        List<Claim> claims = [];
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        foreach (Func<NpgsqlDataReader, Claim> read in kinds)
        {
            while (await reader.ReadAsync(ct))
            {
                claims.Add(read(reader));
            }

            await reader.NextResultAsync(ct);
        }

        return claims;

        static DateTimeOffset Instant(NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);
    }

    public async Task ReleasePartsAsync(Guid bookingId, IReadOnlyList<ClaimPart> parts, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        LockUnitsOf(batch, "booking_id", bookingId);
        int[] whole = [.. parts.Where(part => part.IsWhole).Select(part => part.Item)];
        Add(batch, "UPDATE slot_claims SET state = 'released' WHERE tenant_id = $1 AND booking_id = $2 AND item = ANY ($3) AND state = 'booked'", context.TenantId, bookingId, whole);
        GiveBackSeats(batch, bookingId, whole, parts);
        GiveBackPlaces(batch, bookingId, whole);
        GiveBackSomePlaces(batch, bookingId, [.. parts.Where(part => part.Quantity is not null)]);
        GiveBackWhatIsOfTheOrder(batch, bookingId);
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task CutShortAsync(Guid bookingId, IReadOnlyList<ClaimPart> parts, DateTimeOffset at, CancellationToken ct)
    {
        await using NpgsqlBatch batch = Batch();
        LockUnitsOf(batch, "booking_id", bookingId);
        int[] whole = [.. parts.Where(part => part.IsWhole).Select(part => part.Item)];
        Add(
            batch,
            "UPDATE slot_claims SET state = 'released' WHERE tenant_id = $1 AND booking_id = $2 AND item = ANY ($3) AND state = 'booked' AND asked_from >= $4",
            context.TenantId, bookingId, whole, at);
        Add(
            batch,
            "UPDATE slot_claims SET asked_to = $4, blocked_to = $4 WHERE tenant_id = $1 AND booking_id = $2 AND item = ANY ($3) AND state = 'booked' AND asked_from < $4 AND asked_to > $4",
            context.TenantId, bookingId, whole, at);
        GiveBackSeats(batch, bookingId, whole, parts);
        GiveBackPlaces(batch, bookingId, whole);
        GiveBackSomePlaces(batch, bookingId, [.. parts.Where(part => part.Quantity is not null)]);
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task<ClaimResult> TrySwapAsync(ClaimSwap swap, CancellationToken ct)
    {
        // What is taken is sold in the same transaction, so its end as a hold never comes.
        Wanted wanted = new(context.TenantId, swap.HoldId, DateTimeOffset.MaxValue, swap.Claims);
        int[] items = [.. swap.Items];
        await using NpgsqlBatch batch = Batch();
        Add(batch, $"SAVEPOINT {Claiming}");
        LockUnitsOf(batch, swap, wanted);
        Add(batch, "UPDATE slot_claims SET state = 'released' WHERE tenant_id = $1 AND booking_id = $2 AND item = ANY ($3) AND state = 'booked'", context.TenantId, swap.BookingId, items);
        GiveBackSeats(batch, swap.BookingId, items, []);
        GiveBackPlaces(batch, swap.BookingId, items);
        if (swap.KeptBy is { } kept)
        {
            GiveBackHeld(batch, kept, "released");
        }

        ClaimResult taken = await TakeOrExplainAsync(batch, wanted, ct);
        if (taken.Outcome != ClaimOutcome.Claimed)
        {
            return taken;
        }

        await using NpgsqlBatch selling = Batch();
        foreach (string table in Tables)
        {
            Add(selling, $"UPDATE {table} SET booking_id = $3 WHERE tenant_id = $1 AND hold_id = $2 AND state = 'held'", context.TenantId, swap.HoldId, swap.BookingId);
        }

        Sell(selling, swap.BookingId);
        await selling.ExecuteNonQueryAsync(ct);
        return taken;
    }

    public async Task<bool> TryReseatAsync(Guid tripId, IReadOnlyDictionary<Guid, string> seats, IReadOnlyCollection<Guid> lost, IReadOnlyCollection<string> gone, CancellationToken ct)
    {
        Guid[] moving = [.. seats.Keys];
        string[] to = [.. seats.Values];
        long[] keys = [.. to.Select(seat => LockKeys.Leg(tripId, seat))];
        Guid[] leaving = [.. moving, .. lost];
        await using NpgsqlBatch batch = Batch();
        const string Units = "(SELECT lock_key FROM leg_claims WHERE tenant_id = $1 AND id = ANY ($2) UNION SELECT unnest($3::bigint[]) ORDER BY 1) AS ordered (lock_key)";
        Add(batch, LockInOrder(Units), context.TenantId, leaving, keys);
        Add(
            batch,
            """
            UPDATE leg_claims SET state = 'expired'
            WHERE tenant_id = $1 AND trip_id = $2 AND seat = ANY ($3) AND state = 'held' AND expires_at <= clock_timestamp() AND id <> ALL ($4)
            """,
            context.TenantId, tripId, to.Concat(gone).Distinct().ToArray(), moving);

        // First all leave their seats, then all sit down: they may change seats among themselves.
        Add(batch, "UPDATE leg_claims SET state = 'released' WHERE tenant_id = $1 AND id = ANY ($2) AND state IN ('held', 'booked')", context.TenantId, leaving);
        Add(
            batch,
            """
            UPDATE leg_claims c SET seat = w.seat, lock_key = w.lock_key, state = CASE WHEN c.expires_at IS NULL THEN 'booked' ELSE 'held' END
            FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS w (id, seat, lock_key) WHERE c.tenant_id = $1 AND c.id = w.id
            """,
            context.TenantId, moving, to, keys);
        Add(batch, "UPDATE leg_claims SET state = 'released' WHERE tenant_id = $1 AND trip_id = $2 AND seat = ANY ($3) AND state = 'expired'", context.TenantId, tripId, gone.ToArray());
        try
        {
            await batch.ExecuteNonQueryAsync(ct);
            return true;
        }
        catch (PostgresException e) when (PostgresErrors.IsTaken(e) || PostgresErrors.IsLockTimeout(e))
        {
            return false;
        }
    }

    /// <summary>The seat plans of what comes, then the units of what goes and of what comes, in one order.</summary>
    private void LockUnitsOf(NpgsqlBatch batch, ClaimSwap swap, Wanted wanted)
    {
        string units = string.Join(" UNION ", Tables.Select(table =>
            $"SELECT lock_key FROM {table} WHERE tenant_id = $1 AND booking_id = $2 UNION SELECT lock_key FROM {table} WHERE tenant_id = $1 AND hold_id = $3"));
        Add(
            batch,
            LockInOrder($"(SELECT lock_key FROM ({units} UNION SELECT unnest($4::bigint[])) AS units ORDER BY lock_key) AS ordered", "$5::uuid[]"),
            context.TenantId, swap.BookingId, swap.KeptBy ?? Guid.Empty, wanted.Units, wanted.Events);
    }

    private void GiveBackSeats(NpgsqlBatch batch, Guid bookingId, int[] whole, IReadOnlyList<ClaimPart> parts)
    {
        (int Item, string Seat)[] named = [.. parts.SelectMany(part => part.Seats.Select(seat => (part.Item, seat)))];
        foreach (string table in (string[])["seat_claims", "leg_claims"])
        {
            Add(
                batch,
                $"""
                UPDATE {table} SET state = 'released'
                WHERE tenant_id = $1 AND booking_id = $2 AND state = 'booked'
                  AND (item = ANY ($3) OR (item, seat) IN (SELECT w.item, w.seat FROM unnest($4::int[], $5::text[]) AS w (item, seat)))
                """,
                context.TenantId, bookingId, whole, named.Select(seat => seat.Item).ToArray(), named.Select(seat => seat.Seat).ToArray());
        }
    }

    private void GiveBackPlaces(NpgsqlBatch batch, Guid bookingId, int[] items) => Add(
        batch,
        """
        WITH freed AS (
            UPDATE quota_claims SET state = 'released' WHERE tenant_id = $1 AND booking_id = $2 AND item = ANY ($3) AND state = 'booked' RETURNING pool_id, quantity),
        back AS (SELECT pool_id, sum(quantity)::int AS quantity FROM freed GROUP BY pool_id)
        UPDATE pools p SET sold = p.sold - back.quantity FROM back WHERE p.tenant_id = $1 AND p.id = back.pool_id
        """,
        context.TenantId, bookingId, items);

    /// <summary>A claim of which a part goes back is split: what was given back stays on record as a row of its own.</summary>
    private void GiveBackSomePlaces(NpgsqlBatch batch, Guid bookingId, IReadOnlyList<ClaimPart> parts)
    {
        if (parts.Count == 0)
        {
            return;
        }

        // A place of the item may stand for several of the pool, so the part is taken in proportion.
        const string Going = "c.quantity * w.quantity / w.places";
        const string Mine =
            "FROM quota_claims c JOIN unnest($3::int[], $4::int[], $5::int[]) AS w (item, quantity, places) ON w.item = c.item WHERE c.tenant_id = $1 AND c.booking_id = $2 AND c.state = 'booked'";
        object[] parameters =
        [
            context.TenantId, bookingId, parts.Select(part => part.Item).ToArray(), parts.Select(part => part.Quantity ?? 0).ToArray(), parts.Select(part => part.Of).ToArray(),
        ];
        Add(
            batch,
            $"""
            UPDATE pools p SET sold = p.sold - back.quantity
            FROM (SELECT c.pool_id, sum({Going})::int AS quantity {Mine} GROUP BY c.pool_id) AS back
            WHERE p.tenant_id = $1 AND p.id = back.pool_id
            """,
            parameters);
        Add(
            batch,
            $"""
            INSERT INTO quota_claims (tenant_id, id, hold_id, booking_id, item, lock_key, pool_id, quantity, state)
            SELECT c.tenant_id, gen_random_uuid(), c.hold_id, c.booking_id, c.item, c.lock_key, c.pool_id, {Going}, 'released' {Mine} AND {Going} > 0
            """,
            parameters);
        Add(
            batch,
            $"""
            UPDATE quota_claims c SET quantity = c.quantity - {Going}
            FROM unnest($3::int[], $4::int[], $5::int[]) AS w (item, quantity, places)
            WHERE c.tenant_id = $1 AND c.booking_id = $2 AND c.item = w.item AND c.state = 'booked'
            """,
            parameters);
    }
}
