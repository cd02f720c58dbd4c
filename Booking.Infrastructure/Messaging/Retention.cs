namespace Booking.Infrastructure.Messaging;

using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Options;
using Npgsql;

/// <summary>
/// Removes what has only been kept to recognise repetitions, or to look at for a while; see <see cref="RetentionOptions"/>. What was sold, paid, cancelled, changed
/// or audited is not among it. Any number of callers at the same time: each takes rows that nobody else has.
/// </summary>
public sealed class Retention(NpgsqlDataSource database, IOptions<RetentionOptions> options)
{
    /// <summary>The most rows that one table loses in one transaction.</summary>
    public const int BatchSize = 1000;

    private static readonly (string Sql, Func<RetentionOptions, TimeSpan> Kept)[] Statements =
    [
        (Delete("idempotency_keys", "created_at", canLock: false), kept => kept.IdempotencyKeys),
        (Delete("inbox_messages", "handled_at", canLock: false), kept => kept.InboxMessages),
        (Delete("outbox_messages", "published_at"), kept => kept.OutboxMessages),
        (Delete("webhook_deliveries", "created_at"), kept => kept.WebhookDeliveries),
        (Delete("conversion_deliveries", "created_at"), kept => kept.ConversionDeliveries),
        (Delete("refresh_tokens", "expires_at"), kept => kept.RefreshTokens),
        (
            """
            UPDATE booking_attributions SET click_id = NULL, cookie_id = NULL, address = NULL, user_agent = NULL WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM booking_attributions
                WHERE tenant_id = $1 AND num_nonnulls(click_id, cookie_id, address, user_agent) > 0 AND captured_at < clock_timestamp() - $3
                LIMIT $2 FOR UPDATE SKIP LOCKED))
            """,
            kept => kept.Attributions),
        (Delete("notifications", "status <> 'pending' AND created_at"), kept => kept.Notifications),
        (Delete("cancellations", "status = 'quoted' AND expires_at"), kept => kept.Quotes),
        (Delete("changes", "status = 'quoted' AND expires_at"), kept => kept.Quotes),
        (Delete("ticket_scans", "received_at", canLock: false), kept => kept.TicketScans),
        (Delete("waitlist_skips", "at", canLock: false), kept => kept.WaitlistSkips),
    ];

    /// <returns>Whether there may be more to remove.</returns>
    public async Task<bool> DeleteBatchAsync(Guid tenantId, CancellationToken ct)
    {
        bool isMore = false;
        foreach ((string sql, Func<RetentionOptions, TimeSpan> kept) in Statements)
        {
            await using NpgsqlBatch batch = database.CreateBatch();
            batch.BatchCommands.Add(TenantSetting.For(tenantId));
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql) { Parameters = { new() { Value = tenantId }, new() { Value = BatchSize }, new() { Value = kept(options.Value) } } });
            await batch.ExecuteNonQueryAsync(ct);
            isMore |= batch.BatchCommands[1].RecordsAffected >= BatchSize;
        }

        return isMore;
    }

    /// <param name="canLock">False where the role may delete but not change: then it cannot lock either, and two callers wait for each other, in the order of the rows.</param>
    private static string Delete(string table, string time, bool canLock = true) =>
        $"DELETE FROM {table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM {table} WHERE tenant_id = $1 AND {time} < clock_timestamp() - $3 LIMIT $2{(canLock ? " FOR UPDATE SKIP LOCKED" : "")}))";
}
