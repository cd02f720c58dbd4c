namespace Booking.Infrastructure.Holds;

using System.Text.Json;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Booking.Infrastructure.Reporting;
using Npgsql;
using NpgsqlTypes;

/// <summary>The second round trip.</summary>
internal sealed partial class HoldBatch
{
    private async Task WriteAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        HoldOrder[] placed = [.. Placed];
        await using NpgsqlBatch batch = new(connection);
        AddHolds(batch, placed);
        AddClaims(batch, [.. placed.SelectMany(order => order.Claims.Select(claim => (order.Hold, claim)))]);
        AddKeys(batch, [.. placed.Where(order => order.Key is not null)]);
        AddMessages(batch, [.. placed.SelectMany(order => order.Hold.Events.Select(happened => (order, happened)))]);
        Add(batch, "COMMIT");
        await batch.ExecuteNonQueryAsync(ct);
    }

    private void AddHolds(NpgsqlBatch batch, HoldOrder[] placed)
    {
        Hold[] holds = [.. placed.Select(order => order.Hold)];
        Add(
            batch,
            """
            INSERT INTO holds (tenant_id, id, status, customer_id, token_hash, created_at, expires_at, was_extended, hold_for, items, price, version)
            SELECT $1, w.id, 'active', w.customer_id, w.token_hash, w.created_at, w.expires_at, false, w.hold_for, w.items::jsonb, w.price::jsonb, w.version
            FROM unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::timestamptz[], $6::timestamptz[], $7::interval[], $8::text[], $9::text[], $10::bigint[])
                AS w (id, customer_id, token_hash, created_at, expires_at, hold_for, items, price, version)
            """,
            TenantId, holds.Select(hold => hold.Id).ToArray(), holds.Select(hold => hold.CustomerId).ToArray(), holds.Select(hold => hold.TokenHash).ToArray(),
            holds.Select(hold => hold.CreatedAt).ToArray(), holds.Select(hold => hold.ExpiresAt).ToArray(), holds.Select(hold => hold.HoldFor).ToArray(),
            holds.Select(hold => JsonSerializer.Serialize(hold.Items, StoredJson.Options)).ToArray(), holds.Select(hold => JsonSerializer.Serialize(hold.Price, StoredJson.Options)).ToArray(),
            holds.Select(hold => hold.Version).ToArray());
    }

    private void AddClaims(NpgsqlBatch batch, (Hold Hold, Claim Claim)[] claims)
    {
        if (Of<SlotClaim>() is { Length: > 0 } slots)
        {
            Add(
                batch,
                """
                INSERT INTO slot_claims (tenant_id, id, hold_id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, expires_at)
                SELECT $1, gen_random_uuid(), w.hold_id, w.item, w.lock_key, w.unit_id, w.asked_from, w.asked_to, w.blocked_from, w.blocked_to, 'held', w.expires_at
                FROM unnest($2::uuid[], $3::timestamptz[], $4::int[], $5::bigint[], $6::uuid[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[])
                    AS w (hold_id, expires_at, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to)
                """,
                [TenantId, .. Common(slots), slots.Select(slot => slot.Claim.UnitId).ToArray(),
                    slots.Select(slot => slot.Claim.Asked.From).ToArray(), slots.Select(slot => slot.Claim.Asked.To).ToArray(),
                    slots.Select(slot => slot.Claim.Blocked.From).ToArray(), slots.Select(slot => slot.Claim.Blocked.To).ToArray()]);
        }

        if (Of<SeatClaim>() is { Length: > 0 } seats)
        {
            Add(
                batch,
                """
                INSERT INTO seat_claims (tenant_id, id, hold_id, item, lock_key, event_id, seat, state, expires_at)
                SELECT $1, gen_random_uuid(), w.hold_id, w.item, w.lock_key, w.event_id, w.seat, 'held', w.expires_at
                FROM unnest($2::uuid[], $3::timestamptz[], $4::int[], $5::bigint[], $6::uuid[], $7::text[]) AS w (hold_id, expires_at, item, lock_key, event_id, seat)
                """,
                [TenantId, .. Common(seats), seats.Select(seat => seat.Claim.EventId).ToArray(), seats.Select(seat => seat.Claim.Seat).ToArray()]);
        }

        if (Of<LegClaim>() is { Length: > 0 } legs)
        {
            Add(
                batch,
                """
                INSERT INTO leg_claims (tenant_id, id, hold_id, item, lock_key, trip_id, seat, from_stop, to_stop, state, expires_at)
                SELECT $1, gen_random_uuid(), w.hold_id, w.item, w.lock_key, w.trip_id, w.seat, w.from_stop, w.to_stop, 'held', w.expires_at
                FROM unnest($2::uuid[], $3::timestamptz[], $4::int[], $5::bigint[], $6::uuid[], $7::text[], $8::int[], $9::int[])
                    AS w (hold_id, expires_at, item, lock_key, trip_id, seat, from_stop, to_stop)
                """,
                [TenantId, .. Common(legs), legs.Select(leg => leg.Claim.TripId).ToArray(), legs.Select(leg => leg.Claim.Seat).ToArray(),
                    legs.Select(leg => leg.Claim.FromStop).ToArray(), legs.Select(leg => leg.Claim.ToStop).ToArray()]);
        }

        if (Of<QuotaClaim>() is { Length: > 0 } quotas)
        {
            Add(
                batch,
                """
                INSERT INTO quota_claims (tenant_id, id, hold_id, item, lock_key, pool_id, quantity, state, expires_at)
                SELECT $1, gen_random_uuid(), w.hold_id, w.item, w.lock_key, w.pool_id, w.quantity, 'held', w.expires_at
                FROM unnest($2::uuid[], $3::timestamptz[], $4::int[], $5::bigint[], $6::uuid[], $7::int[]) AS w (hold_id, expires_at, item, lock_key, pool_id, quantity)
                """,
                [TenantId, .. Common(quotas), quotas.Select(quota => quota.Claim.PoolId).ToArray(), quotas.Select(quota => quota.Claim.Quantity).ToArray()]);
            Dictionary<Guid, int> demand = quotas.GroupBy(quota => quota.Claim.PoolId).ToDictionary(pool => pool.Key, pool => pool.Sum(quota => quota.Claim.Quantity));
            Add(
                batch,
                "UPDATE pools p SET held = p.held + w.quantity FROM unnest($2::uuid[], $3::int[]) AS w (pool_id, quantity) WHERE p.tenant_id = $1 AND p.id = w.pool_id",
                TenantId, demand.Keys.ToArray(), demand.Values.ToArray());
        }

        (Hold Hold, T Claim)[] Of<T>()
            where T : Claim => [.. claims.Where(claim => claim.Claim is T).Select(claim => (claim.Hold, (T)claim.Claim))];

        static object[] Common<T>((Hold Hold, T Claim)[] own)
            where T : Claim =>
            [own.Select(claim => claim.Hold.Id).ToArray(), own.Select(claim => claim.Hold.ExpiresAt).ToArray(), own.Select(claim => claim.Claim.Item).ToArray(), own.Select(claim => LockKeys.Of(claim.Claim)).ToArray()];
    }

    private void AddKeys(NpgsqlBatch batch, HoldOrder[] placed)
    {
        if (placed.Length > 0)
        {
            Add(
                batch,
                """
                INSERT INTO idempotency_keys (tenant_id, caller, route, key, body_hash, response, created_at)
                SELECT $1, w.caller, w.route, w.key, w.body_hash, w.response::json, clock_timestamp()
                FROM unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[]) AS w (caller, route, key, body_hash, response)
                """,
                TenantId, placed.Select(order => order.Key!.Caller).ToArray(), placed.Select(order => order.Key!.Route).ToArray(), placed.Select(order => order.Key!.Key).ToArray(),
                placed.Select(order => order.Key!.BodyHash).ToArray(), placed.Select(order => StoredAnswer.Keep(order.View, TenantId, order.Key!, secrets)).ToArray());
        }
    }

    private void AddMessages(NpgsqlBatch batch, (HoldOrder Order, DomainEvent Happened)[] messages) => Add(
        batch,
        """
        INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, trace_parent, audit, occurred_at)
        SELECT $1, w.id, w.type, w.subject, w.sequence, w.data::jsonb, w.trace_parent, w.audit, clock_timestamp()
        FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[]) AS w (id, type, subject, sequence, data, trace_parent, audit)
        """,
        TenantId, messages.Select(message => Guid.CreateVersion7(message.Order.Hold.CreatedAt)).ToArray(), messages.Select(message => message.Happened.Type).ToArray(),
        messages.Select(message => message.Happened.Subject).ToArray(), messages.Select(message => message.Order.Hold.Version).ToArray(),
        messages.Select(message => JsonSerializer.Serialize(message.Happened, message.Happened.GetType(), StoredJson.Options)).ToArray(),
        messages.Select(message => message.Order.TraceParent).ToArray(),
        messages.Select(message => message.Order.Running is { IsAuditedByEvent: true } running ? AuditNote.Write(running) : null).ToArray());

    private static void Add(NpgsqlBatch batch, string sql, params object[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object value in parameters)
        {
            NpgsqlParameter parameter = new() { Value = value };
            if (ArrayOf(value) is { } type)
            {
                parameter.NpgsqlDbType = NpgsqlDbType.Array | type;
            }

            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    /// <summary>Arrays of references may be of nulls alone, whose type nobody can tell.</summary>
    private static NpgsqlDbType? ArrayOf(object value) => value switch
    {
        string?[] => NpgsqlDbType.Text,
        byte[]?[] => NpgsqlDbType.Bytea,
        _ => null,
    };
}
