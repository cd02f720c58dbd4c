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
            using JsonDocument data = JsonDocument.Parse(reader.GetString(4));
            events.Add(LoggedEventView.Of(
                reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(5), context.TenantId,
                FormattableString.Invariant($"{reader.GetInt64(3)}"), data.RootElement.Clone()));
        }

        return events;
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
