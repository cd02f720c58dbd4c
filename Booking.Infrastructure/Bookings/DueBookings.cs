namespace Booking.Infrastructure.Bookings;

using Booking.Application.Bookings;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

internal sealed class DueBookings(BookingDbContext db) : IDueBookings
{
    // Every branch says which items of which booking have something of the offering, and when it is now.
    private const string Slots =
        """
        SELECT DISTINCT booking_id, item, NULL::timestamptz AS new_from, NULL::timestamptz AS new_to FROM slot_claims
        WHERE tenant_id = $1 AND unit_id = $2 AND state IN ('held', 'booked') AND booking_id IS NOT NULL
          AND tstzrange(asked_from, asked_to, '[)') && tstzrange($3, $4, '[)')
        """;

    private const string Session =
        """
        SELECT c.booking_id, c.item, NULL::timestamptz, NULL::timestamptz FROM class_sessions s
        JOIN quota_claims c ON c.tenant_id = s.tenant_id AND c.pool_id = s.pool_id AND c.state IN ('held', 'booked') AND c.booking_id IS NOT NULL
        WHERE s.tenant_id = $1 AND s.provider_id = $2 AND s.id = $7
        """;

    private const string Work =
        $"""
        {Slots}
        UNION
        SELECT c.booking_id, c.item, NULL::timestamptz, NULL::timestamptz FROM class_sessions s
        JOIN quota_claims c ON c.tenant_id = s.tenant_id AND c.pool_id = s.pool_id AND c.state IN ('held', 'booked') AND c.booking_id IS NOT NULL
        WHERE s.tenant_id = $1 AND s.provider_id = $2 AND s.status = 'scheduled' AND tstzrange(s.starts_at, s.ends_at, '[)') && tstzrange($3, $4, '[)')
        """;

    private const string Legs =
        """
        SELECT c.booking_id, c.item, min(a.departs_at), max(z.arrives_at) FROM leg_claims c
        LEFT JOIN trip_stops a ON a.tenant_id = c.tenant_id AND a.trip_id = c.trip_id AND a.sequence = c.from_stop
        LEFT JOIN trip_stops z ON z.tenant_id = c.tenant_id AND z.trip_id = c.trip_id AND z.sequence = c.to_stop
        WHERE c.tenant_id = $1 AND c.trip_id = $2 AND c.state IN ('held', 'booked') AND c.booking_id IS NOT NULL
        GROUP BY c.booking_id, c.item
        """;

    private const string Named = "SELECT p.booking_id, p.item, NULL::timestamptz, NULL::timestamptz FROM unnest($8::uuid[], $9::int[]) AS p (booking_id, item)";

    // What has got another provider meanwhile is not touched any more.
    private const string NamedAppointments =
        """
        SELECT DISTINCT c.booking_id, c.item, NULL::timestamptz AS new_from, NULL::timestamptz AS new_to FROM slot_claims c
        JOIN unnest($8::uuid[], $9::int[]) AS p (booking_id, item) ON p.booking_id = c.booking_id AND p.item = c.item
        WHERE c.tenant_id = $1 AND c.unit_id = $2 AND c.state IN ('held', 'booked')
        """;

    private const string Tickets =
        """
        SELECT booking_id, item, $3::timestamptz AS new_from, $4::timestamptz AS new_to FROM seat_claims
        WHERE tenant_id = $1 AND event_id = $2 AND state IN ('held', 'booked') AND booking_id IS NOT NULL
        UNION
        SELECT c.booking_id, c.item, $3::timestamptz, $4::timestamptz FROM ticket_types t
        JOIN quota_claims c ON c.tenant_id = t.tenant_id AND c.pool_id = t.pool_id AND c.state IN ('held', 'booked') AND c.booking_id IS NOT NULL
        JOIN bookings b ON b.tenant_id = c.tenant_id AND b.id = c.booking_id AND (b.items -> c.item ->> 'offeringId')::uuid = t.id
        WHERE t.tenant_id = $1 AND t.event_id = $2
        """;

    public async Task<IReadOnlyList<Booking>> LockEndedAsync(int limit, CancellationToken ct) => await db.Bookings
        .FromSql(
            $"""
             SELECT * FROM bookings b
             WHERE status = 'confirmed' AND ends_at <= clock_timestamp()
               AND NOT EXISTS (SELECT 1 FROM disruption_cases d WHERE d.tenant_id = b.tenant_id AND d.booking_id = b.id AND d.status = 'open')
             ORDER BY ends_at LIMIT {limit} FOR UPDATE SKIP LOCKED
             """)
        .ToListAsync(ct);

    public Task<Booking?> LockMissedAsync(CancellationToken ct) => FirstAsync(
        db.Bookings.FromSql(
            $"""
             SELECT * FROM bookings b
             WHERE status = 'confirmed' AND check_in_by IS NOT NULL AND check_in_by <= clock_timestamp()
               AND NOT EXISTS (SELECT 1 FROM disruption_cases d WHERE d.tenant_id = b.tenant_id AND d.booking_id = b.id AND d.status = 'open')
             ORDER BY check_in_by LIMIT 1 FOR UPDATE SKIP LOCKED
             """),
        ct);

    public Task<Booking?> LockOverdueCaseAsync(CancellationToken ct) => FirstAsync(
        db.Bookings.FromSql(
            $"""
             SELECT b.* FROM disruption_cases d JOIN bookings b ON b.tenant_id = d.tenant_id AND b.id = d.booking_id
             WHERE d.status = 'open' AND d.deadline <= clock_timestamp()
             ORDER BY d.deadline LIMIT 1 FOR UPDATE OF b SKIP LOCKED
             """),
        ct);

    public Task<Booking?> LockReassignedAsync(CancellationToken ct) => FirstAsync(
        db.Bookings.FromSql(
            $"""
             SELECT b.* FROM reassignments r JOIN bookings b ON b.tenant_id = r.tenant_id AND b.id = r.booking_id
             WHERE r.status = 'waiting' AND r.due_at <= clock_timestamp()
             ORDER BY r.due_at LIMIT 1 FOR UPDATE OF b SKIP LOCKED
             """),
        ct);

    public async Task<IReadOnlyList<DisruptedBooking>> ListDisruptedAsync(Guid disruptionId, OfferingDisrupted disrupted, int limit, CancellationToken ct)
    {
        string touched = disrupted.Kind switch
        {
            ItemKinds.Service when disrupted.Parts is not null => NamedAppointments,
            _ when disrupted.Parts is not null => Named,
            ItemKinds.TripSeat => Legs,
            ItemKinds.EventSeat or ItemKinds.Ticket => Tickets,
            ItemKinds.Service => disrupted.SessionId is null ? Work : Session,
            _ => Slots,
        };
        string sql =
            $"""
            SELECT t.booking_id, array_agg(t.item ORDER BY t.item), array_agg(t.new_from ORDER BY t.item), array_agg(t.new_to ORDER BY t.item)
            FROM ({touched}) AS t (booking_id, item, new_from, new_to)
            JOIN bookings b ON b.tenant_id = $1 AND b.id = t.booking_id AND b.status IN ('confirmed', 'awaiting_payment')
            WHERE NOT EXISTS (SELECT 1 FROM disruption_cases d WHERE d.tenant_id = $1 AND d.booking_id = t.booking_id AND d.disruption_id = $5)
              AND NOT EXISTS (SELECT 1 FROM reassignments r WHERE r.tenant_id = $1 AND r.booking_id = t.booking_id AND r.disruption_id = $5)
              AND ($3::timestamptz IS NULL OR true) AND ($4::timestamptz IS NULL OR true) AND $2::uuid IS NOT NULL AND ($7::uuid IS NULL OR true)
              AND ($8::uuid[] IS NULL OR true) AND ($9::int[] IS NULL OR true)
            GROUP BY t.booking_id ORDER BY t.booking_id LIMIT $6
            """;
        await using NpgsqlCommand command = new(sql, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction())
        {
            Parameters =
            {
                new() { Value = db.TenantId }, new() { Value = disrupted.OfferingId },
                new() { Value = (object?)disrupted.From?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = (object?)disrupted.To?.ToUniversalTime() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = disruptionId }, new() { Value = limit },
                new() { Value = (object?)disrupted.SessionId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
                new() { Value = (disrupted.Parts ?? []).Select(part => part.BookingId).ToArray() }, new() { Value = (disrupted.Parts ?? []).Select(part => part.Item).ToArray() },
            },
        };
        List<DisruptedBooking> bookings = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            int[] items = reader.GetFieldValue<int[]>(1);
            DateTime?[] from = reader.GetFieldValue<DateTime?[]>(2);
            DateTime?[] to = reader.GetFieldValue<DateTime?[]>(3);
            bookings.Add(new DisruptedBooking(reader.GetGuid(0), [.. items.Select((item, i) => new DisruptedItem(item, Instant(from[i]), Instant(to[i])))]));
        }

        return bookings;

        static DateTimeOffset? Instant(DateTime? time) => time is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;
    }

    private static async Task<Booking?> FirstAsync(IQueryable<Booking> bookings, CancellationToken ct) => (await bookings.ToListAsync(ct)).FirstOrDefault();
}
