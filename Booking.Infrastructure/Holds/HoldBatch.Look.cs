namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Npgsql;

/// <summary>The first round trip.</summary>
internal sealed partial class HoldBatch
{
    private async Task<Look> LookAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using NpgsqlBatch batch = new(connection);
        List<Func<NpgsqlDataReader, CancellationToken, Task>> readers = [];
        Look look = new(orders.Count);
        Claim[] claims = [.. orders.SelectMany(order => order.Claims)];
        Add("BEGIN");
        Add("SELECT set_config('app.tenant_id', $1, true), set_config('lock_timeout', $2, true)", TenantId.ToString(), LockTimeout);
        AddLocks();
        AddStamps();
        AddLapses();
        AddLooks();
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        for (int i = 0; ; i++)
        {
            await readers[i](reader, ct);
            if (!await reader.NextResultAsync(ct))
            {
                return look;
            }
        }

        void Add(string sql, params object[] parameters) => HoldBatch.Add(batch, sql, parameters);

        void Read(Action<NpgsqlDataReader> row, string sql, params object[] parameters)
        {
            Add(sql, parameters);
            readers.Add(async (reader, ct) =>
            {
                while (await reader.ReadAsync(ct))
                {
                    row(reader);
                }
            });
        }

        // Keys, which nobody waits for, then callers' turns, then plans and trips together with others, then units: the order in which everybody locks.
        void AddLocks()
        {
            readers.Add((_, _) => Task.CompletedTask);
            (int Index, long Lock)[] keys = [.. orders.Index().Where(order => order.Item.Key is not null).Select(order => (order.Index, NamedLocks.Of(TenantId, order.Item.Key!)))];
            if (keys.Length > 0)
            {
                Read(
                    reader =>
                    {
                        bool[] isFree = reader.GetFieldValue<bool[]>(0);
                        for (int i = 0; i < keys.Length; i++)
                        {
                            look.IsKeyFree[keys[i].Index] = isFree[i];
                        }
                    },
                    "SELECT array_agg(pg_try_advisory_xact_lock(k) ORDER BY n) FROM unnest($1::bigint[]) WITH ORDINALITY AS keys (k, n)",
                    keys.Select(key => key.Lock).ToArray());
                Read(
                    reader => look.Stored[keys[reader.GetInt32(0) - 1].Index] = new StoredAnswer(reader.GetFieldValue<byte[]>(1), reader.GetString(2)),
                    """
                    SELECT w.n::int, k.body_hash, k.response FROM unnest($2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS w (caller, route, key, n)
                    JOIN idempotency_keys k ON k.tenant_id = $1 AND k.caller = w.caller AND k.route = w.route AND k.key = w.key
                    """,
                    TenantId, keys.Select(key => orders[key.Index].Key!.Caller).ToArray(), keys.Select(key => orders[key.Index].Key!.Route).ToArray(), keys.Select(key => orders[key.Index].Key!.Key).ToArray());
            }

            long[] turns = [.. orders.Select(order => order.Hold.CustomerId).OfType<Guid>().Distinct().Select(customer => NamedLocks.Turn(TenantId, $"holds of {customer}")).Order()];
            if (turns.Length > 0)
            {
                Read(_ => { }, "SELECT lock_in_order($1)", turns);
            }

            Guid[] trips = [.. claims.OfType<LegClaim>().Select(claim => claim.TripId).Distinct()];
            if (trips.Length > 0)
            {
                Read(_ => { }, "SELECT share_trips($1, $2)", TenantId, trips);
            }

            Guid[] events = [.. claims.OfType<SeatClaim>().Select(claim => claim.EventId).Distinct()];
            if (events.Length > 0)
            {
                Read(_ => { }, "SELECT lock_seat_plans($1, false)", events);
            }

            Read(_ => { }, "SELECT lock_in_order($1)", claims.Select(LockKeys.Of).Distinct().Order().ToArray());
        }

        void AddStamps()
        {
            foreach (IGrouping<TermsKind, TermsKey> kind in orders.SelectMany(order => order.Terms).Select(terms => terms.Key).Distinct().GroupBy(key => key.Kind))
            {
                Read(
                    reader => look.Stamps[new TermsKey(kind.Key, reader.GetGuid(0))] = reader.GetString(1),
                    TermsStamps.Of(kind.Key), TenantId, kind.Select(key => key.Id).ToArray());
            }
        }

        void AddLapses()
        {
            if (claims.OfType<SlotClaim>().ToArray() is { Length: > 0 } slots)
            {
                Add(
                    """
                    UPDATE slot_claims c SET state = 'expired' FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS w (unit_id, blocked_from, blocked_to)
                    WHERE c.tenant_id = $1 AND c.unit_id = w.unit_id AND c.blocked && tstzrange(w.blocked_from, w.blocked_to, '[)') AND c.state = 'held' AND c.expires_at <= clock_timestamp()
                    """,
                    TenantId, slots.Select(slot => slot.UnitId).ToArray(), slots.Select(slot => slot.Blocked.From).ToArray(), slots.Select(slot => slot.Blocked.To).ToArray());
            }

            if (claims.OfType<SeatClaim>().ToArray() is { Length: > 0 } seats)
            {
                Add(
                    """
                    UPDATE seat_claims c SET state = 'expired' FROM unnest($2::uuid[], $3::text[]) AS w (event_id, seat)
                    WHERE c.tenant_id = $1 AND c.event_id = w.event_id AND c.seat = w.seat AND c.state = 'held' AND c.expires_at <= clock_timestamp()
                    """,
                    TenantId, seats.Select(seat => seat.EventId).ToArray(), seats.Select(seat => seat.Seat).ToArray());
            }

            if (claims.OfType<LegClaim>().ToArray() is { Length: > 0 } legs)
            {
                Add(
                    """
                    UPDATE leg_claims c SET state = 'expired' FROM unnest($2::uuid[], $3::text[], $4::int[], $5::int[]) AS w (trip_id, seat, from_stop, to_stop)
                    WHERE c.tenant_id = $1 AND c.trip_id = w.trip_id AND c.seat = w.seat AND c.legs && int4range(w.from_stop, w.to_stop, '[)') AND c.state = 'held' AND c.expires_at <= clock_timestamp()
                    """,
                    TenantId, legs.Select(leg => leg.TripId).ToArray(), legs.Select(leg => leg.Seat).ToArray(), legs.Select(leg => leg.FromStop).ToArray(), legs.Select(leg => leg.ToStop).ToArray());
            }

            if (claims.OfType<QuotaClaim>().Select(claim => claim.PoolId).Distinct().ToArray() is { Length: > 0 } pools)
            {
                Add(
                    """
                    WITH overdue AS (
                        UPDATE quota_claims c SET state = 'expired' FROM unnest($2::uuid[]) AS w (pool_id)
                        WHERE c.tenant_id = $1 AND c.pool_id = w.pool_id AND c.state = 'held' AND c.expires_at <= clock_timestamp()
                        RETURNING c.pool_id, c.quantity),
                    back AS (SELECT pool_id, sum(quantity)::int AS quantity FROM overdue GROUP BY pool_id)
                    UPDATE pools p SET held = p.held - back.quantity FROM back WHERE p.tenant_id = $1 AND p.id = back.pool_id
                    """,
                    TenantId, pools);
            }
        }

        void AddLooks()
        {
            Guid[] customers = [.. orders.Select(order => order.Hold.CustomerId).OfType<Guid>().Distinct()];
            if (customers.Length > 0)
            {
                Read(
                    reader => look.Live[reader.GetGuid(0)] = reader.GetInt32(1),
                    """
                    SELECT w.id, (SELECT count(*)::int FROM (
                        SELECT FROM holds h WHERE h.tenant_id = $1 AND h.customer_id = w.id AND h.status = 'active' AND h.expires_at > clock_timestamp() LIMIT $3) AS live)
                    FROM unnest($2::uuid[]) AS w (id)
                    """,
                    TenantId, customers, orders.Max(order => order.MostLive));
            }

            if (claims.OfType<SlotClaim>().ToArray() is { Length: > 0 } slots)
            {
                Read(
                    reader => look.AddSlot(
                        reader.GetGuid(0), new TimeRange(Instant(reader, 1), Instant(reader, 2)), new TimeRange(Instant(reader, 3), Instant(reader, 4)),
                        reader.GetBoolean(5) ? "blackout" : reader.GetString(6), InstantOrNull(reader, 7)),
                    """
                    SELECT DISTINCT c.unit_id, c.asked_from, c.asked_to, c.blocked_from, c.blocked_to, c.is_blackout, c.state, c.expires_at, c.id
                    FROM unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) AS w (unit_id, blocked_from, blocked_to)
                    JOIN slot_claims c ON c.tenant_id = $1 AND c.unit_id = w.unit_id AND c.blocked && tstzrange(w.blocked_from, w.blocked_to, '[)') AND c.state IN ('held', 'booked')
                    ORDER BY c.asked_from
                    """,
                    TenantId, slots.Select(slot => slot.UnitId).ToArray(), slots.Select(slot => slot.Blocked.From).ToArray(), slots.Select(slot => slot.Blocked.To).ToArray());
            }

            if (claims.OfType<SeatClaim>().ToArray() is { Length: > 0 } seats)
            {
                Read(
                    reader => look.AddSeat(
                        reader.GetGuid(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetString(3), InstantOrNull(reader, 4)),
                    """
                    SELECT w.event_id, w.seat, s.ticket_type_id, c.state, c.expires_at FROM unnest($2::uuid[], $3::text[]) AS w (event_id, seat)
                    LEFT JOIN event_seats s ON s.tenant_id = $1 AND s.event_id = w.event_id AND s.seat = w.seat AND NOT s.is_blocked
                    LEFT JOIN seat_claims c ON c.tenant_id = $1 AND c.event_id = w.event_id AND c.seat = w.seat AND c.state IN ('held', 'booked')
                    """,
                    TenantId, seats.Select(seat => seat.EventId).ToArray(), seats.Select(seat => seat.Seat).ToArray());
            }

            if (claims.OfType<LegClaim>().ToArray() is { Length: > 0 } legs)
            {
                Read(
                    reader => look.AddLeg(reader.GetGuid(0), reader.GetString(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetString(4), InstantOrNull(reader, 5)),
                    """
                    SELECT DISTINCT c.trip_id, c.seat, c.from_stop, c.to_stop, c.state, c.expires_at, c.id
                    FROM unnest($2::uuid[], $3::text[], $4::int[], $5::int[]) AS w (trip_id, seat, from_stop, to_stop)
                    JOIN leg_claims c ON c.tenant_id = $1 AND c.trip_id = w.trip_id AND c.seat = w.seat AND c.legs && int4range(w.from_stop, w.to_stop, '[)') AND c.state IN ('held', 'booked')
                    """,
                    TenantId, legs.Select(leg => leg.TripId).ToArray(), legs.Select(leg => leg.Seat).ToArray(), legs.Select(leg => leg.FromStop).ToArray(), legs.Select(leg => leg.ToStop).ToArray());
            }

            if (claims.OfType<QuotaClaim>().Select(claim => claim.PoolId).Distinct().ToArray() is { Length: > 0 } pools)
            {
                Read(
                    reader => look.Pools[reader.GetGuid(0)] = (reader.GetInt32(1), InstantOrNull(reader, 2)),
                    """
                    SELECT p.id, p.capacity - p.held - p.sold, (SELECT min(c.expires_at) FROM quota_claims c WHERE c.tenant_id = $1 AND c.pool_id = p.id AND c.state = 'held')
                    FROM unnest($2::uuid[]) AS w (id) JOIN pools p ON p.tenant_id = $1 AND p.id = w.id
                    """,
                    TenantId, pools);
            }
        }
    }

    private static DateTimeOffset Instant(NpgsqlDataReader reader, int column) => reader.GetFieldValue<DateTimeOffset>(column);

    private static DateTimeOffset? InstantOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant(reader, column);

    /// <summary>What is taken, as of the moment when all units were locked; then with what this batch has taken so far.</summary>
    private sealed class Look(int orders)
    {
        private readonly Dictionary<Guid, List<(TimeRange Asked, TimeRange Blocked, string State, DateTimeOffset? Until)>> _slots = [];
        private readonly Dictionary<(Guid EventId, string Seat), (Guid? TicketTypeId, string? State, DateTimeOffset? Until)> _seats = [];
        private readonly Dictionary<(Guid TripId, string Seat), List<(int From, int To, string State, DateTimeOffset? Until)>> _legs = [];

        public bool[] IsKeyFree { get; } = new bool[orders];

        /// <summary>Answers to the keys, by order.</summary>
        public Dictionary<int, StoredAnswer> Stored { get; } = [];

        public Dictionary<TermsKey, string> Stamps { get; } = [];

        /// <summary>Live holds by customer.</summary>
        public Dictionary<Guid, int> Live { get; } = [];

        /// <summary>Places left, and when the next that is only held comes back.</summary>
        public Dictionary<Guid, (int Left, DateTimeOffset? Until)> Pools { get; } = [];

        public void AddSlot(Guid unit, TimeRange asked, TimeRange blocked, string state, DateTimeOffset? until) => ListOf(_slots, unit).Add((asked, blocked, state, until));

        public void AddSeat(Guid eventId, string seat, Guid? ticketType, string? state, DateTimeOffset? until) => _seats[(eventId, seat)] = (ticketType, state, until);

        public void AddLeg(Guid trip, string seat, int from, int to, string state, DateTimeOffset? until) => ListOf(_legs, (trip, seat)).Add((from, to, state, until));

        public bool IsOnSaleNoMore(SeatClaim claim) => _seats[(claim.EventId, claim.Seat)].TicketTypeId is not { } type || (claim.TicketTypeId ?? type) != type;

        public IEnumerable<ClaimConflict> InTheWayOf(Claim claim)
        {
            switch (claim)
            {
                case SlotClaim slot when _slots.TryGetValue(slot.UnitId, out var taken):
                    return taken.Where(other => other.Blocked.Overlaps(slot.Blocked)).Select(other => new ClaimConflict(
                        slot.Item, slot.UnitId.ToString(), other.Asked.From, other.Asked.To,
                        other.State == "blackout" || other.Asked.Overlaps(slot.Asked) ? other.State : "buffer", other.Until));
                case SeatClaim seat when _seats.TryGetValue((seat.EventId, seat.Seat), out var owner) && owner.State is not null:
                    return [new ClaimConflict(seat.Item, seat.Seat, null, null, owner.State, owner.Until)];
                case LegClaim leg when _legs.TryGetValue((leg.TripId, leg.Seat), out var sold):
                    return sold.Where(other => other.From < leg.ToStop && leg.FromStop < other.To).Select(other => new ClaimConflict(leg.Item, leg.Seat, null, null, other.State, other.Until));
                default:
                    return [];
            }
        }

        public void Take(HoldOrder order)
        {
            DateTimeOffset until = order.Hold.ExpiresAt;
            if (order.Hold.CustomerId is { } customer)
            {
                Live[customer] = Live.GetValueOrDefault(customer) + 1;
            }

            foreach (Claim claim in order.Claims)
            {
                switch (claim)
                {
                    case SlotClaim slot:
                        AddSlot(slot.UnitId, slot.Asked, slot.Blocked, "held", until);
                        break;
                    case SeatClaim seat:
                        _seats[(seat.EventId, seat.Seat)] = _seats[(seat.EventId, seat.Seat)] with { State = "held", Until = until };
                        break;
                    case LegClaim leg:
                        AddLeg(leg.TripId, leg.Seat, leg.FromStop, leg.ToStop, "held", until);
                        break;
                    case QuotaClaim quota:
                        (int left, DateTimeOffset? first) = Pools[quota.PoolId];
                        Pools[quota.PoolId] = (left - quota.Quantity, first < until ? first : until);
                        break;
                }
            }
        }

        private static List<T> ListOf<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
            where TKey : notnull
        {
            if (!lists.TryGetValue(key, out List<T>? list))
            {
                lists[key] = list = [];
            }

            return list;
        }
    }
}
