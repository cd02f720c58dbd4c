namespace Booking.Infrastructure.Notifications;

using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Infrastructure.Persistence;
using Npgsql;
using NpgsqlTypes;

/// <summary>
/// Reads the outbox, in the order of the transactions that wrote it and only up to the oldest that still runs: what has been passed
/// stays complete.
/// </summary>
internal sealed class EventLog(NpgsqlDataSource database, RequestContext context) : IEventLog
{
    private const string Place = "SELECT transaction_id::text, position FROM outbox_messages WHERE tenant_id = $1 AND id = $2";

    private const string Read = """
        SELECT id, type, subject, sequence, data::text, occurred_at FROM outbox_messages
        WHERE tenant_id = $1 AND (transaction_id, position) > ($2::xid8, $3) AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
          AND (cardinality($4) = 0 OR type LIKE ANY ($4))
        ORDER BY transaction_id, position LIMIT $5
        """;

    private const string Last = """
        SELECT id FROM outbox_messages WHERE tenant_id = $1 AND transaction_id < pg_snapshot_xmin(pg_current_snapshot()) ORDER BY transaction_id DESC, position DESC LIMIT 1
        """;

    // A bounded number of rows is looked at, whatever is found in them; the last one comes in any case, as the place to go on from.
    private const string Page = """
        WITH page AS (
            SELECT id, type, subject, sequence, data, occurred_at, row_number() OVER (ORDER BY transaction_id, position) AS number, count(*) OVER () AS looked_at
            FROM (
                SELECT * FROM outbox_messages
                WHERE tenant_id = $1 AND (transaction_id, position) > ($2::xid8, $3) AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
                ORDER BY transaction_id, position LIMIT $4) AS rows),
        marked AS (
            SELECT p.*, b.id IS NOT NULL AS is_of_own_booking,
                $6 OR b.id IS NOT NULL OR coalesce(p.data->>'customerId' = $5::text, false) OR p.data->>'driverId' IS NOT NULL AS may_be_own
            FROM page p
            LEFT JOIN bookings b ON b.tenant_id = $1 AND b.id = (p.data->>'bookingId')::uuid AND b.customer_id = $5)
        SELECT id, type, subject, sequence, data::text, occurred_at, is_of_own_booking, looked_at,
            may_be_own
        FROM marked
        WHERE may_be_own OR number = looked_at
        ORDER BY number
        """;

    /// <summary>So much of the log is looked through at a time.</summary>
    private const int PageLength = 2_000;

    public async Task<IReadOnlyList<LoggedEventView>?> ReadAsync(Guid? after, IReadOnlyList<string> types, int most, CancellationToken ct)
    {
        (string Transaction, long Position)? place = after is { } id ? await FindAsync(id, ct) : ("0", 0);
        if (place is not { } from)
        {
            return null;
        }

        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Read)
        {
            Parameters =
            {
                new() { Value = context.TenantId }, new() { Value = from.Transaction, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = from.Position },
                new() { Value = types.Select(Pattern).ToArray() }, new() { Value = most },
            },
        });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        List<LoggedEventView> events = [];
        while (await reader.ReadAsync(ct))
        {
            events.Add(View(reader));
        }

        return events;
    }

    public async Task<EventsPage?> ReadPageAsync(Guid? after, Guid customerId, CancellationToken ct)
    {
        (string Transaction, long Position)? place = after is { } id ? await FindAsync(id, ct) : ("0", 0);
        if (place is not { } from)
        {
            return null;
        }

        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Page)
        {
            Parameters =
            {
                new() { Value = context.TenantId }, new() { Value = from.Transaction, NpgsqlDbType = NpgsqlDbType.Text }, new() { Value = from.Position },
                new() { Value = PageLength }, new() { Value = customerId }, new() { Value = context.IsAdmin },
            },
        });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        List<EventsPageEntry> events = [];
        (Guid? last, bool hasMore) = (null, false);
        while (await reader.ReadAsync(ct))
        {
            (last, hasMore) = (reader.GetGuid(0), reader.GetInt64(7) == PageLength);
            if (reader.GetBoolean(8))
            {
                events.Add(new EventsPageEntry(View(reader), reader.GetBoolean(6)));
            }
        }

        return new EventsPage(events, last, hasMore);
    }

    public async Task<Guid?> FindLastAsync(CancellationToken ct)
    {
        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Last) { Parameters = { new() { Value = context.TenantId } } });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetGuid(0) : null;
    }

    private LoggedEventView View(NpgsqlDataReader reader)
    {
        using JsonDocument data = JsonDocument.Parse(reader.GetString(4));
        return LoggedEventView.Of(
            reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(5), context.TenantId,
            FormattableString.Invariant($"{reader.GetInt64(3)}"), data.RootElement.Clone());
    }

    private async Task<(string Transaction, long Position)?> FindAsync(Guid id, CancellationToken ct)
    {
        await using NpgsqlBatch batch = database.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.For(context.TenantId));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Place) { Parameters = { new() { Value = context.TenantId }, new() { Value = id } } });
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetString(0), reader.GetInt64(1)) : null;
    }

    /// <summary>A filter as LIKE has it; of its own wildcards a type can only have the underscore.</summary>
    private static string Pattern(string filter) => filter.Replace("_", @"\_", StringComparison.Ordinal).Replace('*', '%');
}
