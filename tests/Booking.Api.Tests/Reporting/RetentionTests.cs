namespace Booking.Api.Tests.Reporting;

using Booking.Api.Tests.Http;
using Booking.Infrastructure.Messaging;
using Booking.Testing;
using Npgsql;
using Shouldly;
using Xunit;

/// <summary>What is old goes, what is not stays, and nobody else's is touched.</summary>
[Collection(BookingCollection.Name)]
public sealed class RetentionTests(BookingApp app)
{
    private const int Rows = Retention.BatchSize + 5;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(10);

    private static readonly RetentionOptions Options = new()
    {
        IdempotencyKeys = Kept,
        InboxMessages = Kept,
        OutboxMessages = Kept,
        WebhookDeliveries = Kept,
        ConversionDeliveries = Kept,
        Notifications = Kept,
        RefreshTokens = Kept,
        Attributions = Kept,
        Quotes = Kept,
        TicketScans = Kept,
        WaitlistSkips = Kept,
    };

    /// <summary>By table: how a row of some days ago is made. $1 is the tenant, $2 when.</summary>
    private static readonly Dictionary<string, string> Made = new()
    {
        ["idempotency_keys"] = "INSERT INTO idempotency_keys (tenant_id, caller, route, key, body_hash, response, created_at) VALUES ($1, 'test', 'test', gen_random_uuid()::text, '\\x00', '{}', $2)",
        ["inbox_messages"] = "INSERT INTO inbox_messages (tenant_id, consumer, message_id, handled_at) VALUES ($1, 'test', gen_random_uuid(), $2)",
        ["outbox_messages"] = "INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, occurred_at, published_at) VALUES ($1, gen_random_uuid(), 'test.old', gen_random_uuid(), 1, '{}', $2, $2)",
        ["webhook_deliveries"] = "INSERT INTO webhook_deliveries (tenant_id, id, endpoint_id, event_id, event_type, body, status, attempt_count, attempts, failures, created_at, give_up_at, version) VALUES ($1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'test', '{}', 'failed', 0, '[]', 0, $2, $2, 1)",
        ["conversion_deliveries"] = "INSERT INTO conversion_deliveries (tenant_id, id, booking_id, event_id, event_type, status, skip_reason, attempt_count, attempts, created_at, version) VALUES ($1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid()::text, 'test', 'skipped', 'no_consent', 0, '[]', $2, 1)",
        ["notifications"] = "INSERT INTO notifications (tenant_id, id, kind, category, channel, cause, happened_at, recipient, address, name, language, \"values\", link, is_urgent, status, reason, subject, text, created_at, due_at, attempt_count, attempts, version) VALUES ($1, gen_random_uuid(), 'booking.confirmed', 'transactional', 'email', gen_random_uuid()::text, $2, 'test', 'test', 'test', 'en', '{}', '', false, 'failed', 'test', '', '', $2, $2, 0, '[]', 1)",
        ["cancellations"] = "INSERT INTO cancellations (tenant_id, id, booking_id, status, parts, lines, refund_amount, refund_currency, penalty_amount, penalty_currency, is_by_tenant, created_at, expires_at, version) VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'quoted', '[]', '[]', 0, 'EUR', 0, 'EUR', false, $2, $2, 1)",
        ["changes"] = "INSERT INTO changes (tenant_id, id, booking_id, status, items, old_price, price, difference_amount, difference_currency, change_fee_amount, change_fee_currency, created_at, expires_at, version) VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'quoted', '[]', '{}', '{}', 0, 'EUR', 0, 'EUR', $2, $2, 1)",
        ["ticket_scans"] = "INSERT INTO ticket_scans (tenant_id, id, by, nonce, request, gate, scanned_at, received_at, refusal, is_forced) VALUES ($1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid()::text, '\\x00', 'North', $2, $2, 'unknown_ticket', false)",
        ["waitlist_skips"] = "INSERT INTO waitlist_skips (tenant_id, id, entry_id, at, reason, needed, offered, passes) VALUES ($1, gen_random_uuid(), gen_random_uuid(), $2, 'too_few', 2, 1, 0)",
        ["refresh_tokens"] = "INSERT INTO refresh_tokens (tenant_id, id, user_id, family_id, hash, expires_at) VALUES ($1, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), $2)",
    };

    [Fact]
    public async Task Delete_WhenRowsAreOld_RemovesTheseAndNoOther()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        foreach (string table in Made.Keys)
        {
            await MakeAsync(table, shop, days: 11, rows: 3);
            await MakeAsync(table, shop, days: 9, rows: 2);
            await MakeAsync(table, other, days: 11, rows: 1);
        }

        (await DeleteAsync(shop)).ShouldBeFalse();

        foreach (string table in Made.Keys)
        {
            (await CountAsync(table, shop), await CountAsync(table, other)).ShouldBe((2, 1), table);
        }
    }

    [Fact]
    public async Task Delete_WhenThereAreMany_TakesABatchAndLeavesWhatSomebodyElseHas()
    {
        Shop shop = await Shop.OpenAsync(app);
        await MakeAsync("webhook_deliveries", shop, days: 11, rows: Rows);
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlTransaction busy = await connection.BeginTransactionAsync();
        await using (NpgsqlCommand hold = new("SELECT 1 FROM webhook_deliveries WHERE tenant_id = $1 LIMIT 3 FOR UPDATE", connection) { Parameters = { new() { Value = shop.TenantId } } })
        {
            await hold.ExecuteNonQueryAsync();
        }

        (await DeleteAsync(shop)).ShouldBeTrue();
        (await CountAsync("webhook_deliveries", shop)).ShouldBe(5);
        (await DeleteAsync(shop)).ShouldBeFalse();
        (await CountAsync("webhook_deliveries", shop)).ShouldBe(3);
        await busy.RollbackAsync();
        (await DeleteAsync(shop)).ShouldBeFalse();
        (await CountAsync("webhook_deliveries", shop)).ShouldBe(0);
    }

    [Fact]
    public async Task Delete_WhenAnEventIsNotPublished_KeepsItHoweverOld()
    {
        Shop shop = await Shop.OpenAsync(app);
        // Its turn has not come yet, so that no relay takes it away.
        await app.ExecuteAsync(
            $$"""
            INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, occurred_at, next_attempt_at)
            VALUES ({{shop.TenantId}}, gen_random_uuid(), 'test.waiting', gen_random_uuid(), 1, '{}', now() - interval '99 days', now() + interval '1 day')
            """);
        await DeleteAsync(shop);
        (await CountAsync("outbox_messages", shop)).ShouldBe(1);
        await app.ExecuteAsync($"DELETE FROM outbox_messages WHERE tenant_id = {shop.TenantId}");
    }

    [Fact]
    public async Task Delete_WhenAnAttributionIsOld_KeepsWhatIsNotPersonal()
    {
        Shop shop = await Shop.OpenAsync(app);
        await MakeAsync("INSERT INTO booking_attributions (tenant_id, booking_id, has_consent, captured_at, click_id) VALUES ($1, gen_random_uuid(), true, $2, 'click')", shop, days: 11, rows: 1);
        await MakeAsync("INSERT INTO booking_attributions (tenant_id, booking_id, has_consent, captured_at, click_id) VALUES ($1, gen_random_uuid(), true, $2, 'click')", shop, days: 9, rows: 1);
        await DeleteAsync(shop);
        (await CountAsync("booking_attributions", shop)).ShouldBe(2);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM booking_attributions WHERE tenant_id = {shop.TenantId} AND click_id IS NULL")).ShouldBe(1);
    }

    /// <summary>The worker may remove what is of no use: asked for all, it leaves what has happened, and nobody else may remove anything.</summary>
    [Fact]
    public async Task Delete_WhenAWorkingRoleAsksForAll_LeavesWhatHasHappened()
    {
        Shop shop = await Shop.OpenAsync(app);
        foreach (string table in (string[])["cancellations", "changes", "ticket_scans"])
        {
            await MakeAsync(table, shop, days: 11, rows: 1);
            await MakeAsync(table, shop, days: -1, rows: 1);
            await MakeAsync(
                Made[table].Replace("'quoted'", table == "changes" ? "'applied'" : "'confirmed'", StringComparison.Ordinal)
                    .Replace("expires_at, version", $"expires_at, {(table == "changes" ? "applied_at" : "confirmed_at")}, version", StringComparison.Ordinal).Replace("$2, $2, 1)", "$2, $2, $2, 1)", StringComparison.Ordinal),
                shop, days: table == "ticket_scans" ? 5 : 11, rows: 1);
            await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
            await using NpgsqlCommand remove = new($"SELECT set_config('app.tenant_id', '{shop.TenantId}', false); SET ROLE booking_worker; DELETE FROM {table}", connection);
            (await remove.ExecuteNonQueryAsync()).ShouldBe(1, table);
            (await CountAsync(table, shop)).ShouldBe(2, table);
            await using NpgsqlCommand api = new($"RESET ROLE; SET ROLE booking_app; DELETE FROM {table}", connection);
            (await Should.ThrowAsync<PostgresException>(api.ExecuteNonQueryAsync(), table)).SqlState.ShouldBe("42501");
        }
    }

    private async Task<bool> DeleteAsync(Shop shop)
    {
        NpgsqlConnectionStringBuilder connection = new(app.ConnectionString("bookingdb")) { Options = "-c role=booking_worker" };
        await using NpgsqlDataSource database = NpgsqlDataSource.Create(connection.ConnectionString);
        return await new Retention(database, Microsoft.Extensions.Options.Options.Create(Options)).DeleteBatchAsync(shop.TenantId, CancellationToken.None);
    }

    private async Task MakeAsync(string table, Shop shop, int days, int rows)
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET session_replication_role = replica"));
        for (int i = 0; i < rows; i++)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(Made.GetValueOrDefault(table, table))
            {
                Parameters = { new() { Value = shop.TenantId }, new() { Value = DateTimeOffset.UtcNow.AddDays(-days) } },
            });
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand("SET session_replication_role = origin"));
        await batch.ExecuteNonQueryAsync();
    }

    private Task<long> CountAsync(string table, Shop shop) =>
        app.ScalarAsync<long>(System.Runtime.CompilerServices.FormattableStringFactory.Create($$"""SELECT count(*) FROM {{table}} WHERE tenant_id = {0}""", shop.TenantId));
}
