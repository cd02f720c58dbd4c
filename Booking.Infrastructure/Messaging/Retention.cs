namespace Booking.Infrastructure.Messaging;

using Booking.Infrastructure.Persistence;
using Npgsql;

/// <summary>
/// Removes what has only been kept to recognise repetitions: idempotency keys after 24 hours, inbox rows after 30 days (longer than any
/// message can wait to be delivered again), published outbox rows after 7 days,
/// deliveries of webhooks after 30 days, notifications after 180 days, what the advertising network was told after 90 days; and of where a customer came from what
/// recognises the customer elsewhere, after 30 days.
/// </summary>
public sealed class Retention(NpgsqlDataSource database)
{
    /// <summary>The most rows that one table loses in one transaction.</summary>
    public const int BatchSize = 1000;

    private static readonly string[] Statements =
    [
        Delete("idempotency_keys", "created_at < clock_timestamp() - interval '24 hours'"),
        Delete("inbox_messages", "handled_at < clock_timestamp() - interval '30 days'"),
        Delete("outbox_messages", "published_at < clock_timestamp() - interval '7 days'"),
        Delete("webhook_deliveries", "created_at < clock_timestamp() - interval '30 days'"),
        Delete("conversion_deliveries", "created_at < clock_timestamp() - interval '90 days'"),
        """
        UPDATE booking_attributions SET click_id = NULL, cookie_id = NULL, address = NULL, user_agent = NULL WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM booking_attributions
            WHERE tenant_id = $1 AND num_nonnulls(click_id, cookie_id, address, user_agent) > 0 AND captured_at < clock_timestamp() - interval '30 days'
            LIMIT $2 FOR UPDATE SKIP LOCKED))
        """,
        Delete("notifications", "created_at < clock_timestamp() - interval '180 days' AND status <> 'pending'"),
    ];

    /// <returns>Whether there may be more to remove.</returns>
    public async Task<bool> DeleteBatchAsync(Guid tenantId, CancellationToken ct)
    {
        bool isMore = false;
        foreach (string statement in Statements)
        {
            await using NpgsqlBatch batch = database.CreateBatch();
            batch.BatchCommands.Add(TenantSetting.For(tenantId));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement) { Parameters = { new() { Value = tenantId }, new() { Value = BatchSize } } });
            await batch.ExecuteNonQueryAsync(ct);
            isMore |= batch.BatchCommands[1].RecordsAffected >= BatchSize;
        }

        return isMore;
    }

    private static string Delete(string table, string condition) =>
        $"DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE tenant_id = $1 AND {condition} LIMIT $2 FOR UPDATE SKIP LOCKED))";
}
