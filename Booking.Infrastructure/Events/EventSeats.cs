namespace Booking.Infrastructure.Events;

using Booking.Application.Abstractions;
using Booking.Application.Events;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

/// <summary>Plans have up to 60,000 seats: all of them are read, compared and written by single statements over arrays.</summary>
internal sealed class EventSeats(BookingDbContext db, NpgsqlDataSource database, RequestContext context) : IEventSeats
{
    private const string Seats =
        """
        SELECT s.seat, s.section, s.row, s.number, s.ticket_type_id, s.x, s.y, s.place, s.is_accessible, s.companion_of, s.note, s.is_blocked, c.state
        FROM event_seats s
        LEFT JOIN seat_claims c ON c.tenant_id = s.tenant_id AND c.event_id = s.event_id AND c.seat = s.seat
          AND c.state IN ('held', 'booked') AND (c.state = 'booked' OR c.expires_at > $3)
        WHERE s.tenant_id = $1 AND s.event_id = $2
        ORDER BY s.place, s.y, s.section, s.row, s.number
        """;

    private const string Some =
        """
        SELECT s.seat, s.is_blocked, c.state
        FROM unnest($3::text[]) AS n (seat)
        JOIN event_seats s ON s.tenant_id = $1 AND s.event_id = $2 AND s.seat = n.seat
        LEFT JOIN seat_claims c ON c.tenant_id = $1 AND c.event_id = $2 AND c.seat = n.seat
          AND c.state IN ('held', 'booked') AND (c.state = 'booked' OR c.expires_at > $4)
        """;

    // Those who have a seat that the new plan does not have or prices otherwise. An overdue hold has lapsed before.
    private const string Taken =
        """
        SELECT c.seat, count(*) OVER () FROM seat_claims c
        LEFT JOIN unnest($3::text[], $4::uuid[]) AS n (seat, ticket_type_id) ON n.seat = c.seat
        LEFT JOIN event_seats s ON s.tenant_id = $1 AND s.event_id = $2 AND s.seat = c.seat
        WHERE c.tenant_id = $1 AND c.event_id = $2 AND c.state IN ('held', 'booked') AND n.ticket_type_id IS DISTINCT FROM s.ticket_type_id
        ORDER BY c.seat LIMIT 20
        """;

    private const string Replace =
        """
        WITH n AS (
            SELECT * FROM unnest($3::text[], $4::uuid[], $5::text[], $6::text[], $7::int[], $8::int[], $9::int[], $10::int[], $11::boolean[], $12::text[], $13::text[], $14::boolean[])
                AS n (seat, ticket_type_id, section, row, number, x, y, place, is_accessible, companion_of, note, is_blocked)),
        gone AS (
            DELETE FROM event_seats s WHERE s.tenant_id = $1 AND s.event_id = $2 AND NOT EXISTS (SELECT 1 FROM n WHERE n.seat = s.seat) RETURNING 1),
        other AS (
            UPDATE event_seats s SET ticket_type_id = n.ticket_type_id, section = n.section, row = n.row, number = n.number, x = n.x, y = n.y, place = n.place,
                is_accessible = n.is_accessible, companion_of = n.companion_of, note = n.note
            FROM n WHERE s.tenant_id = $1 AND s.event_id = $2 AND s.seat = n.seat
              AND (s.ticket_type_id, s.section, s.row, s.number, s.x, s.y, s.place, s.is_accessible, s.companion_of, s.note)
                IS DISTINCT FROM (n.ticket_type_id, n.section, n.row, n.number, n.x, n.y, n.place, n.is_accessible, n.companion_of, n.note)
            RETURNING 1),
        added AS (
            INSERT INTO event_seats (tenant_id, event_id, seat, section, row, number, ticket_type_id, x, y, place, is_accessible, companion_of, note, is_blocked)
            SELECT $1, $2, n.seat, n.section, n.row, n.number, n.ticket_type_id, n.x, n.y, n.place, n.is_accessible, n.companion_of, n.note, n.is_blocked
            FROM n WHERE NOT EXISTS (SELECT 1 FROM event_seats s WHERE s.tenant_id = $1 AND s.event_id = $2 AND s.seat = n.seat)
            RETURNING 1)
        SELECT ((SELECT count(*) FROM gone) + (SELECT count(*) FROM other) + (SELECT count(*) FROM added))::int
        """;

    private const string Add =
        """
        INSERT INTO event_seats (tenant_id, event_id, seat, section, row, number, ticket_type_id, x, y, place, is_accessible, companion_of, note, is_blocked)
        SELECT $1, c.event_id, n.seat, n.section, n.row, n.number, c.copy_id, n.x, n.y, n.place, n.is_accessible, n.companion_of, n.note, n.is_blocked
        FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS c (event_id, ticket_type_id, copy_id)
        JOIN unnest($5::text[], $6::uuid[], $7::text[], $8::text[], $9::int[], $10::int[], $11::int[], $12::int[], $13::boolean[], $14::text[], $15::text[], $16::boolean[])
          AS n (seat, ticket_type_id, section, row, number, x, y, place, is_accessible, companion_of, note, is_blocked) ON n.ticket_type_id = c.ticket_type_id
        """;

    // What the categories have is part of the event, so its version rises with it.
    private const string Count =
        """
        WITH counted AS (
            UPDATE ticket_types t SET capacity = (SELECT count(*) FROM event_seats s WHERE s.tenant_id = $1 AND s.event_id = $2 AND s.ticket_type_id = t.id)
            WHERE t.tenant_id = $1 AND t.event_id = $2 AND t.pool_id IS NULL)
        UPDATE events SET version = version + 1 WHERE tenant_id = $1 AND id = $2
        """;

    private NpgsqlConnection Connection => (NpgsqlConnection)db.Database.GetDbConnection();

    private NpgsqlTransaction? Transaction => (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction();

    public async Task<IReadOnlyList<EventSeatRow>> ReadAsync(Guid eventId, DateTimeOffset now, CancellationToken ct)
    {
        if (Transaction is { } transaction)
        {
            await using NpgsqlBatch inside = new(Connection, transaction);
            return await ReadAsync(inside, eventId, now, ct);
        }

        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(Command("SELECT set_config('app.tenant_id', $1, true)", context.TenantId.ToString()));
        return await ReadAsync(batch, eventId, now, ct);
    }

    public async Task<IReadOnlyList<SeatState>> FindAsync(Guid eventId, IReadOnlyCollection<string> seats, DateTimeOffset now, CancellationToken ct)
    {
        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(Command(Some, context.TenantId, eventId, seats.ToArray(), now));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        List<SeatState> found = [];
        while (await reader.ReadAsync(ct))
        {
            found.Add(new SeatState(reader.GetString(0), reader.GetBoolean(1), reader.IsDBNull(2) ? null : reader.GetString(2) == "held" ? ClaimState.Held : ClaimState.Booked));
        }

        return found;
    }

    public async Task LockPlanAsync(Guid eventId, CancellationToken ct)
    {
        await using NpgsqlBatch batch = new(Connection, Transaction) { BatchCommands = { Command("SELECT lock_seat_plans(ARRAY[$1], true)", eventId) } };
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task<SeatsChange> ReplaceAsync(Guid eventId, IReadOnlyList<EventSeat> seats, CancellationToken ct)
    {
        await LapseAsync(eventId, ct);
        object[] columns = Columns(seats);
        if (await FindTakenAsync(Command(Taken, context.TenantId, eventId, columns[0], columns[1]), ct) is { } taken)
        {
            return taken;
        }

        int changed = await ChangeAsync(Command(Replace, [context.TenantId, eventId, .. columns]), ct);
        await using NpgsqlBatch count = new(Connection, Transaction) { BatchCommands = { Command(Count, context.TenantId, eventId) } };
        await count.ExecuteNonQueryAsync(ct);
        return new SeatsChange(changed, 0, []);
    }

    public async Task AddAsync(IReadOnlyList<EventSeat> seats, IReadOnlyList<CategoryCopy> copies, CancellationToken ct)
    {
        object[] to = [copies.Select(copy => copy.EventId).ToArray(), copies.Select(copy => copy.TicketTypeId).ToArray(), copies.Select(copy => copy.CopyId).ToArray()];
        await using NpgsqlBatch batch = new(Connection, Transaction) { BatchCommands = { Command(Add, [context.TenantId, .. to, .. Columns(seats)]) } };
        await batch.ExecuteNonQueryAsync(ct);
    }

    public async Task<SeatsChange> BlockAsync(Guid eventId, IReadOnlyList<string> seats, bool isBlocked, string? reason, CancellationToken ct)
    {
        string[] names = [.. seats];
        if (isBlocked)
        {
            await LapseAsync(eventId, ct);
            const string TakenOnes =
                """
                SELECT c.seat, count(*) OVER () FROM seat_claims c
                WHERE c.tenant_id = $1 AND c.event_id = $2 AND c.state IN ('held', 'booked') AND c.seat = ANY ($3)
                ORDER BY c.seat LIMIT 20
                """;
            if (await FindTakenAsync(Command(TakenOnes, context.TenantId, eventId, names), ct) is { } taken)
            {
                return taken;
            }
        }

        int changed = await ChangeAsync(
            Command(
                """
                WITH changed AS (
                    UPDATE event_seats SET is_blocked = $4, block_reason = CASE WHEN $4 THEN $5::text END
                    WHERE tenant_id = $1 AND event_id = $2 AND seat = ANY ($3) AND (is_blocked <> $4 OR ($4 AND block_reason IS DISTINCT FROM $5::text))
                    RETURNING 1)
                SELECT count(*)::int FROM changed
                """,
                context.TenantId, eventId, names, isBlocked, (object?)reason ?? DBNull.Value),
            ct);
        return new SeatsChange(changed, 0, []);
    }

    /// <summary>
    /// Writes down which holds of the event have ended: their seats count as free, and a booking that is being made from one at this moment
    /// must either have it or learn that it is gone. Their units are locked in order like everywhere.
    /// </summary>
    private async Task LapseAsync(Guid eventId, CancellationToken ct)
    {
        const string Overdue = "tenant_id = $1 AND event_id = $2 AND state = 'held' AND expires_at <= clock_timestamp()";
        await using NpgsqlBatch batch = new(Connection, Transaction)
        {
            BatchCommands =
            {
                Command($"SELECT count(pg_advisory_xact_lock(lock_key)) FROM (SELECT lock_key FROM (SELECT DISTINCT lock_key FROM seat_claims WHERE {Overdue}) AS units ORDER BY lock_key) AS ordered", context.TenantId, eventId),
                Command($"UPDATE seat_claims SET state = 'expired' WHERE {Overdue}", context.TenantId, eventId),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<SeatsChange?> FindTakenAsync(NpgsqlBatchCommand find, CancellationToken ct)
    {
        await using NpgsqlBatch batch = new(Connection, Transaction) { BatchCommands = { find } };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        List<string> taken = [];
        int count = 0;
        while (await reader.ReadAsync(ct))
        {
            taken.Add(reader.GetString(0));
            count = (int)reader.GetInt64(1);
        }

        return count == 0 ? null : new SeatsChange(0, count, taken);
    }

    private async Task<int> ChangeAsync(NpgsqlBatchCommand change, CancellationToken ct)
    {
        await using NpgsqlBatch batch = new(Connection, Transaction) { BatchCommands = { change } };
        return (int)(await batch.ExecuteScalarAsync(ct))!;
    }

    private async Task<IReadOnlyList<EventSeatRow>> ReadAsync(NpgsqlBatch batch, Guid eventId, DateTimeOffset now, CancellationToken ct)
    {
        batch.BatchCommands.Add(Command(Seats, context.TenantId, eventId, now));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        if (batch.BatchCommands.Count > 1)
        {
            await reader.NextResultAsync(ct);
        }

        List<EventSeatRow> rows = [];
        string section = "";
        string row = "";
        while (await reader.ReadAsync(ct))
        {
            // The same text for all seats of a row.
            section = Same(section, reader.GetString(1));
            row = Same(row, reader.GetString(2));
            rows.Add(new EventSeatRow(
                reader.GetString(0), section, row, reader.GetInt32(3), reader.GetGuid(4), reader.GetInt32(5), reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetInt32(7),
                reader.GetBoolean(8), reader.IsDBNull(9) ? null : reader.GetString(9), reader.IsDBNull(10) ? null : reader.GetString(10), reader.GetBoolean(11),
                reader.IsDBNull(12) ? null : reader.GetString(12) == "held" ? ClaimState.Held : ClaimState.Booked));
        }

        return rows;
    }

    /// <summary>What is written of seats, as arrays in the order of the statements.</summary>
    private static object[] Columns(IReadOnlyList<EventSeat> seats) =>
    [
        seats.Select(seat => seat.Seat).ToArray(),
        seats.Select(seat => seat.TicketTypeId).ToArray(),
        seats.Select(seat => seat.Section).ToArray(),
        seats.Select(seat => seat.Row).ToArray(),
        seats.Select(seat => seat.Number).ToArray(),
        seats.Select(seat => seat.X).ToArray(),
        seats.Select(seat => seat.Y).ToArray(),
        seats.Select(seat => seat.Place).ToArray(),
        seats.Select(seat => seat.IsAccessible).ToArray(),
        seats.Select(seat => seat.CompanionOf).ToArray(),
        seats.Select(seat => seat.Note).ToArray(),
        seats.Select(seat => seat.IsBlocked).ToArray(),
    ];

    private static string Same(string last, string read) => read == last ? last : read;

    private static NpgsqlBatchCommand Command(string sql, params object[] parameters)
    {
        NpgsqlBatchCommand command = new(sql);
        foreach (object value in parameters)
        {
            command.Parameters.Add(value is DBNull ? new NpgsqlParameter { Value = value, NpgsqlDbType = NpgsqlDbType.Text } : new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
