namespace Booking.Infrastructure.Holds;

using Npgsql;

/// <summary>The statements of the claim kernel. Every one names the tenant, and meets units in lock order.</summary>
internal sealed partial class ClaimStore
{
    private static readonly string[] Tables = ["slot_claims", "seat_claims", "leg_claims", "quota_claims"];

    // Overdue claims lapse in a statement of their own before the taking: the parts of one statement share a snapshot and would not see it.
    // ON CONFLICT DO NOTHING leaves the decision to the constraint; one row comes back for each claim taken.
    private static void AddSlots(NpgsqlBatch batch, Wanted wanted)
    {
        Guid[] units = [.. wanted.Slots.Select(slot => slot.UnitId)];
        DateTimeOffset[] blockedFrom = [.. wanted.Slots.Select(slot => slot.Blocked.From)];
        DateTimeOffset[] blockedTo = [.. wanted.Slots.Select(slot => slot.Blocked.To)];
        Add(
            batch,
            """
            UPDATE slot_claims c SET state = 'expired'
            FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS w (unit_id, blocked_from, blocked_to)
            WHERE c.tenant_id = $1 AND c.unit_id = w.unit_id AND c.blocked && tstzrange(w.blocked_from, w.blocked_to, '[)')
              AND c.state = 'held' AND c.expires_at <= clock_timestamp()
            """,
            wanted.TenantId, units, blockedFrom, blockedTo);
        Add(
            batch,
            """
            INSERT INTO slot_claims (tenant_id, id, hold_id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, expires_at)
            SELECT $1, gen_random_uuid(), $2, w.item, w.lock_key, w.unit_id, w.asked_from, w.asked_to, w.blocked_from, w.blocked_to, 'held', $3
            FROM unnest($4::int[], $5::bigint[], $6::uuid[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[])
                AS w (item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to)
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            wanted.TenantId, wanted.HoldId, wanted.ExpiresAt,
            wanted.Slots.Select(slot => slot.Item).ToArray(), wanted.Slots.Select(LockKeys.Of).ToArray(), units,
            wanted.Slots.Select(slot => slot.Asked.From).ToArray(), wanted.Slots.Select(slot => slot.Asked.To).ToArray(), blockedFrom, blockedTo);
    }

    private static void AddSeats(NpgsqlBatch batch, Wanted wanted)
    {
        Guid[] events = [.. wanted.Seats.Select(seat => seat.EventId)];
        string[] seats = [.. wanted.Seats.Select(seat => seat.Seat)];
        Add(
            batch,
            """
            UPDATE seat_claims c SET state = 'expired'
            FROM unnest($2::uuid[], $3::text[]) AS w (event_id, seat)
            WHERE c.tenant_id = $1 AND c.event_id = w.event_id AND c.seat = w.seat AND c.state = 'held' AND c.expires_at <= clock_timestamp()
            """,
            wanted.TenantId, events, seats);
        Add(
            batch,
            """
            INSERT INTO seat_claims (tenant_id, id, hold_id, item, lock_key, event_id, seat, state, expires_at)
            SELECT $1, gen_random_uuid(), $2, w.item, w.lock_key, w.event_id, w.seat, 'held', $3
            FROM unnest($4::int[], $5::bigint[], $6::uuid[], $7::text[], $8::uuid[]) AS w (item, lock_key, event_id, seat, ticket_type_id)
            JOIN event_seats s ON s.tenant_id = $1 AND s.event_id = w.event_id AND s.seat = w.seat
              AND NOT s.is_blocked AND s.ticket_type_id = coalesce(w.ticket_type_id, s.ticket_type_id)
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            wanted.TenantId, wanted.HoldId, wanted.ExpiresAt,
            wanted.Seats.Select(seat => seat.Item).ToArray(), wanted.Seats.Select(LockKeys.Of).ToArray(), events, seats,
            wanted.Seats.Select(seat => seat.TicketTypeId).ToArray());
    }

    private static void AddLegs(NpgsqlBatch batch, Wanted wanted)
    {
        Guid[] trips = [.. wanted.Legs.Select(leg => leg.TripId)];
        string[] seats = [.. wanted.Legs.Select(leg => leg.Seat)];
        int[] from = [.. wanted.Legs.Select(leg => leg.FromStop)];
        int[] to = [.. wanted.Legs.Select(leg => leg.ToStop)];
        Add(
            batch,
            """
            UPDATE leg_claims c SET state = 'expired'
            FROM unnest($2::uuid[], $3::text[], $4::int[], $5::int[]) AS w (trip_id, seat, from_stop, to_stop)
            WHERE c.tenant_id = $1 AND c.trip_id = w.trip_id AND c.seat = w.seat AND c.legs && int4range(w.from_stop, w.to_stop, '[)')
              AND c.state = 'held' AND c.expires_at <= clock_timestamp()
            """,
            wanted.TenantId, trips, seats, from, to);
        Add(
            batch,
            """
            INSERT INTO leg_claims (tenant_id, id, hold_id, item, lock_key, trip_id, seat, from_stop, to_stop, state, expires_at)
            SELECT $1, gen_random_uuid(), $2, w.item, w.lock_key, w.trip_id, w.seat, w.from_stop, w.to_stop, 'held', $3
            FROM unnest($4::int[], $5::bigint[], $6::uuid[], $7::text[], $8::int[], $9::int[]) AS w (item, lock_key, trip_id, seat, from_stop, to_stop)
            ON CONFLICT DO NOTHING
            RETURNING id
            """,
            wanted.TenantId, wanted.HoldId, wanted.ExpiresAt,
            wanted.Legs.Select(leg => leg.Item).ToArray(), wanted.Legs.Select(LockKeys.Of).ToArray(), trips, seats, from, to);
    }

    private static void AddQuotas(NpgsqlBatch batch, Wanted wanted)
    {
        Guid[] pools = [.. wanted.Demand.Keys];
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
            wanted.TenantId, pools);
        Add(
            batch,
            """
            INSERT INTO quota_claims (tenant_id, id, hold_id, item, lock_key, pool_id, quantity, state, expires_at)
            SELECT $1, gen_random_uuid(), $2, w.item, w.lock_key, w.pool_id, w.quantity, 'held', $3
            FROM unnest($4::int[], $5::bigint[], $6::uuid[], $7::int[]) AS w (item, lock_key, pool_id, quantity)
            """,
            wanted.TenantId, wanted.HoldId, wanted.ExpiresAt,
            wanted.Quotas.Select(quota => quota.Item).ToArray(), wanted.Quotas.Select(LockKeys.Of).ToArray(),
            wanted.Quotas.Select(quota => quota.PoolId).ToArray(), wanted.Quotas.Select(quota => quota.Quantity).ToArray());
        Add(
            batch,
            """
            UPDATE pools p SET held = p.held + w.quantity
            FROM unnest($2::uuid[], $3::int[]) AS w (pool_id, quantity)
            WHERE p.tenant_id = $1 AND p.id = w.pool_id AND p.held + p.sold + w.quantity <= p.capacity
            RETURNING p.id
            """,
            wanted.TenantId, pools, wanted.Demand.Values.ToArray());
    }

    /// <summary>
    /// Answers one row, and only when all locks are had. With a row for each lock, a deadlock or timeout can arrive behind the first rows,
    /// and Npgsql then takes the batch's later statements for prepared that are not: its connection would refuse them from then on.
    /// </summary>
    /// <param name="plans">Events as an array, whose seat plans stay as they are until the transaction ends: locked before all units, in the same statement.</param>
    private static string LockInOrder(string ordered, string? plans = null) => plans is null
        ? $"SELECT count(pg_advisory_xact_lock(lock_key)) FROM {ordered}"
        : $"WITH plans AS MATERIALIZED (SELECT lock_seat_plans({plans}, false)) SELECT count(pg_advisory_xact_lock(lock_key)) FROM plans, {ordered}";

    private void LockUnitsOf(NpgsqlBatch batch, string column, Guid id, bool keepsPlans = false)
    {
        string? plans = keepsPlans ? $"ARRAY(SELECT DISTINCT event_id FROM seat_claims WHERE tenant_id = $1 AND {column} = $2)" : null;
        string units = string.Join(" UNION ", Tables.Select(table => $"SELECT lock_key FROM {table} WHERE tenant_id = $1 AND {column} = $2"));
        Add(batch, LockInOrder($"(SELECT lock_key FROM ({units}) AS units ORDER BY lock_key) AS ordered", plans), context.TenantId, id);
    }

    private void GiveBackHeld(NpgsqlBatch batch, Guid holdId, string state)
    {
        foreach (string table in (string[])["slot_claims", "seat_claims", "leg_claims"])
        {
            Add(batch, $"UPDATE {table} SET state = $3 WHERE tenant_id = $1 AND hold_id = $2 AND state = 'held'", context.TenantId, holdId, state);
        }

        Add(
            batch,
            """
            WITH freed AS (
                UPDATE quota_claims SET state = $3 WHERE tenant_id = $1 AND hold_id = $2 AND state = 'held' RETURNING pool_id, quantity),
            back AS (SELECT pool_id, sum(quantity)::int AS quantity FROM freed GROUP BY pool_id)
            UPDATE pools p SET held = p.held - back.quantity FROM back WHERE p.tenant_id = $1 AND p.id = back.pool_id
            """,
            context.TenantId, holdId, state);
    }

    private void Sell(NpgsqlBatch batch, Guid bookingId)
    {
        foreach (string table in (string[])["slot_claims", "seat_claims", "leg_claims"])
        {
            Add(batch, $"UPDATE {table} SET state = 'booked', expires_at = NULL WHERE tenant_id = $1 AND booking_id = $2 AND state = 'held'", context.TenantId, bookingId);
        }

        Add(
            batch,
            """
            WITH mine AS (
                UPDATE quota_claims SET state = 'booked', expires_at = NULL WHERE tenant_id = $1 AND booking_id = $2 AND state = 'held' RETURNING pool_id, quantity),
            moved AS (SELECT pool_id, sum(quantity)::int AS quantity FROM mine GROUP BY pool_id)
            UPDATE pools p SET held = p.held - moved.quantity, sold = p.sold + moved.quantity FROM moved WHERE p.tenant_id = $1 AND p.id = moved.pool_id
            """,
            context.TenantId, bookingId);
    }

    /// <summary>Takes lapsed claims again; the constraints refuse what somebody else has by now, and a seat may have left its plan or bus.</summary>
    private void Retake(NpgsqlBatch batch, Guid bookingId)
    {
        Add(batch, "UPDATE slot_claims SET state = 'booked', expires_at = NULL WHERE tenant_id = $1 AND booking_id = $2 AND state = 'expired'", context.TenantId, bookingId);
        Add(
            batch,
            """
            UPDATE leg_claims c SET state = 'booked', expires_at = NULL FROM trips t JOIN buses b ON b.tenant_id = t.tenant_id AND b.id = t.bus_id
            WHERE c.tenant_id = $1 AND c.booking_id = $2 AND c.state = 'expired' AND t.tenant_id = $1 AND t.id = c.trip_id
              AND EXISTS (SELECT 1 FROM jsonb_to_recordset(b.seats) AS s (seat text, "isBlocked" boolean) WHERE s.seat = c.seat AND s."isBlocked" IS NOT TRUE)
            """,
            context.TenantId, bookingId);
        Add(
            batch,
            """
            UPDATE seat_claims c SET state = 'booked', expires_at = NULL FROM event_seats s
            WHERE c.tenant_id = $1 AND c.booking_id = $2 AND c.state = 'expired'
              AND s.tenant_id = $1 AND s.event_id = c.event_id AND s.seat = c.seat AND NOT s.is_blocked
            """,
            context.TenantId, bookingId);

        Add(
            batch,
            """
            WITH mine AS (
                UPDATE quota_claims SET state = 'booked', expires_at = NULL WHERE tenant_id = $1 AND booking_id = $2 AND state = 'expired' RETURNING pool_id, quantity),
            taken AS (SELECT pool_id, sum(quantity)::int AS quantity FROM mine GROUP BY pool_id)
            UPDATE pools p SET sold = p.sold + taken.quantity FROM taken WHERE p.tenant_id = $1 AND p.id = taken.pool_id
            """,
            context.TenantId, bookingId);
    }

    private void LapseOthersInTheWayOf(NpgsqlBatch batch, Guid bookingId)
    {
        const string Overdue = "o.state = 'held' AND o.expires_at <= clock_timestamp() AND o.booking_id IS DISTINCT FROM $2";
        Add(
            batch,
            $"""
            UPDATE slot_claims o SET state = 'expired' FROM slot_claims m
            WHERE m.tenant_id = $1 AND m.booking_id = $2 AND m.state = 'expired'
              AND o.tenant_id = $1 AND o.unit_id = m.unit_id AND o.blocked && m.blocked AND {Overdue}
            """,
            context.TenantId, bookingId);
        Add(
            batch,
            $"""
            UPDATE seat_claims o SET state = 'expired' FROM seat_claims m
            WHERE m.tenant_id = $1 AND m.booking_id = $2 AND m.state = 'expired'
              AND o.tenant_id = $1 AND o.event_id = m.event_id AND o.seat = m.seat AND {Overdue}
            """,
            context.TenantId, bookingId);
        Add(
            batch,
            $"""
            UPDATE leg_claims o SET state = 'expired' FROM leg_claims m
            WHERE m.tenant_id = $1 AND m.booking_id = $2 AND m.state = 'expired'
              AND o.tenant_id = $1 AND o.trip_id = m.trip_id AND o.seat = m.seat AND o.legs && m.legs AND {Overdue}
            """,
            context.TenantId, bookingId);
        Add(
            batch,
            $"""
            WITH overdue AS (
                UPDATE quota_claims o SET state = 'expired'
                WHERE o.tenant_id = $1 AND {Overdue}
                  AND o.pool_id IN (SELECT pool_id FROM quota_claims WHERE tenant_id = $1 AND booking_id = $2 AND state = 'expired')
                RETURNING o.pool_id, o.quantity),
            back AS (SELECT pool_id, sum(quantity)::int AS quantity FROM overdue GROUP BY pool_id)
            UPDATE pools p SET held = p.held - back.quantity FROM back WHERE p.tenant_id = $1 AND p.id = back.pool_id
            """,
            context.TenantId, bookingId);
    }
}
