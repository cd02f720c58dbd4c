namespace Booking.Infrastructure.Messaging;

using System.Data;
using Npgsql;

/// <summary>The relay's view of the outbox: the messages of all tenants, as the policies of the worker's role allow.</summary>
internal static class OutboxStore
{
    public const int BatchSize = 200;

    // Another relay's rows are skipped, not waited for. The order is that of the commits' inserts; consumers that need the
    // order within one aggregate have the sequence.
    private const string Take = """
        SELECT tenant_id, id, type, subject, sequence, data::text, trace_parent, occurred_at, audit
        FROM outbox_messages
        WHERE published_at IS NULL AND (next_attempt_at IS NULL OR next_attempt_at <= clock_timestamp())
        ORDER BY position LIMIT $1
        FOR UPDATE SKIP LOCKED
        """;

    private const string Mark = """
        UPDATE outbox_messages m SET published_at = clock_timestamp()
        FROM unnest($1::uuid[], $2::uuid[]) AS done (tenant_id, id)
        WHERE m.tenant_id = done.tenant_id AND m.id = done.id
        """;

    private const string PutOff = """
        UPDATE outbox_messages m
        SET attempts = m.attempts + 1, next_attempt_at = clock_timestamp() + least(60, power(2, least(m.attempts, 6))) * interval '1 second'
        FROM unnest($1::uuid[], $2::uuid[]) AS failed (tenant_id, id)
        WHERE m.tenant_id = failed.tenant_id AND m.id = failed.id
        """;

    public static async Task<List<OutboxMessage>> TakeAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using NpgsqlCommand command = new(Take, connection, transaction) { Parameters = { new() { Value = BatchSize } } };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, ct);
        List<OutboxMessage> messages = [];
        while (await reader.ReadAsync(ct))
        {
            messages.Add(new OutboxMessage
            {
                TenantId = reader.GetGuid(0),
                Id = reader.GetGuid(1),
                Type = reader.GetString(2),
                Subject = reader.GetGuid(3),
                Sequence = reader.GetInt64(4),
                Data = reader.GetString(5),
                TraceParent = reader.IsDBNull(6) ? null : reader.GetString(6),
                OccurredAt = reader.GetFieldValue<DateTimeOffset>(7),
                Audit = reader.IsDBNull(8) ? null : reader.GetString(8),
            });
        }

        return messages;
    }

    public static Task MarkAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OutboxMessage> messages, CancellationToken ct) =>
        ExecuteAsync(Mark, connection, transaction, messages, ct);

    /// <summary>The next attempt is in 1 s, 2 s, 4 s and so on, at most a minute.</summary>
    public static Task PutOffAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OutboxMessage> messages, CancellationToken ct) =>
        ExecuteAsync(PutOff, connection, transaction, messages, ct);

    private static async Task ExecuteAsync(string sql, NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        if (messages.Count == 0)
        {
            return;
        }

        await using NpgsqlCommand command = new(sql, connection, transaction)
        {
            Parameters = { new() { Value = messages.Select(message => message.TenantId).ToArray() }, new() { Value = messages.Select(message => message.Id).ToArray() } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }
}
