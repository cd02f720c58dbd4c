namespace Booking.Api.Tests.Waitlist;

using System.Security.Cryptography;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tenants;
using Booking.Application.Waitlist;
using Booking.Domain.Common;
using Booking.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

/// <summary>A long queue for one ticket type, places that come free, and promoters who work on it side by side and are cut off at random.</summary>
internal sealed class PromotionArena(BookingApp app, Shop shop)
{
    public const int Promoters = 10;

    /// <summary>As the workers have it.</summary>
    private const int MaxPasses = 10;

    private Guid Type => shop.SoldOutTicketType;

    /// <summary>How many runs were cut off or failed.</summary>
    public int Broken { get; private set; }

    /// <summary>Entries of new customers, the first with the lowest id; quantities go round.</summary>
    public Task QueueUpAsync(int entries, params int[] quantities) => app.ExecuteAsync(
        $"""
        WITH waiting AS (
            SELECT n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id, ({quantities})[1 + n % cardinality({quantities})] AS quantity FROM generate_series(1, {entries}) AS n),
        customers AS (
            INSERT INTO users (tenant_id, id, email, name, password_hash, roles, created_at, version)
            SELECT tenant_id, w.id, w.n || '@queue.test', 'Waiter', password_hash, roles, created_at, 1 FROM users u, waiting w
            WHERE u.tenant_id = {shop.TenantId} AND u.email = 'customer@demo.test')
        INSERT INTO waitlist_entries (
            tenant_id, id, customer_id, status, queue, wish_key, units, kind, offering_id, title, quantity, is_timed, request, all_or_none, joined_at, passes, version)
        SELECT {shop.TenantId}, w.id, w.id, 'waiting', 'event/' || t.event_id, 'ticket/' || t.id, ARRAY['pool/' || t.pool_id], 'ticket', t.id, 'Queue', w.quantity, false,
               jsonb_build_object('item', jsonb_build_object('kind', 'ticket', 'ticketTypeId', t.id, 'quantity', w.quantity), 'sameClass', false), true, now(), 0, 1
        FROM waiting w, ticket_types t WHERE t.tenant_id = {shop.TenantId} AND t.id = {Type}
        """);

    public Task FreeAsync(int places) => app.ExecuteAsync(
        $"UPDATE pools SET capacity = greatest(capacity, {places}), sold = greatest(capacity, {places}) - {places}, held = 0 WHERE tenant_id = {shop.TenantId} AND id = (SELECT pool_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {Type})");

    /// <summary>Promotes side by side until a run finds nothing left to offer.</summary>
    /// <param name="aborts">Whether runs are cut off, by cancelling them and by ending their connections.</param>
    public async Task PromoteAsync(bool aborts, Action<IServiceCollection>? change = null)
    {
        string queue = await app.ScalarAsync<string>($"SELECT 'event/' || event_id FROM ticket_types WHERE tenant_id = {shop.TenantId} AND id = {Type}");
        await using TenantPool pool = await TenantPool.OpenAsync(app, Promoters, change);
        using CancellationTokenSource done = new();
        Task killing = aborts ? KillAsync(done.Token) : Task.CompletedTask;
        int[] broken = await Task.WhenAll(Enumerable.Range(0, Promoters).Select(_ => Task.Run(() => PromoteAsync(pool, queue, aborts)))).WaitAsync(TimeSpan.FromMinutes(5));
        await done.CancelAsync();
        await killing;
        Broken = broken.Sum();
    }

    /// <summary>What is not as it must be; empty when nobody was forgotten, passed or served twice.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(int free)
    {
        List<string> faults = [];
        long twice = await app.ScalarAsync<long>(
            $"SELECT count(*) FROM (SELECT customer_id FROM holds WHERE tenant_id = {shop.TenantId} AND customer_id IN (SELECT customer_id FROM waitlist_entries WHERE tenant_id = {shop.TenantId}) GROUP BY customer_id HAVING count(*) > 1) AS holds");
        if (twice > 0)
        {
            faults.Add($"{twice} entries have several offers at a time");
        }

        long places = await app.ScalarAsync<long>($"SELECT coalesce(sum(quantity), 0) FROM quota_claims WHERE tenant_id = {shop.TenantId} AND state = 'held'");
        long offered = await app.ScalarAsync<long>($"SELECT coalesce(sum(offered_quantity), 0) FROM waitlist_entries WHERE tenant_id = {shop.TenantId} AND status = 'offered'");
        if (places != offered)
        {
            faults.Add($"{places} places are held for offers of {offered}");
        }

        long orphans = await app.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM waitlist_entries e LEFT JOIN holds h ON h.tenant_id = e.tenant_id AND h.id = e.hold_id AND h.customer_id = e.customer_id AND h.status = 'active'
            WHERE e.tenant_id = {shop.TenantId} AND e.status = 'offered' AND h.id IS NULL
            """);
        if (orphans > 0)
        {
            faults.Add($"{orphans} offers have no hold");
        }

        string expected = await ExpectedAsync(free);
        string actual = await app.ScalarAsync<string>($"SELECT coalesce(string_agg(name, ',' ORDER BY name), '') FROM (SELECT id::text AS name FROM waitlist_entries WHERE tenant_id = {shop.TenantId} AND status = 'offered') AS served");
        if (actual != expected)
        {
            faults.Add($"served were {Count(actual)}, due were {Count(expected)}, in common {actual.Split(',').Intersect(expected.Split(',')).Count()}");
        }

        return faults;
    }

    /// <summary>Whom one promoter alone would have served, by the rule: in their order, passing who does not fit, until somebody was passed too often.</summary>
    private async Task<string> ExpectedAsync(int free)
    {
        string queue = await app.ScalarAsync<string>($"SELECT string_agg(id || '=' || quantity, ',' ORDER BY id) FROM waitlist_entries WHERE tenant_id = {shop.TenantId}");
        List<string> served = [];
        int passedBy = 0;
        bool isSomebodyPassed = false;
        foreach (string[] entry in queue.Split(',').Select(entry => entry.Split('=')))
        {
            int quantity = int.Parse(entry[1], System.Globalization.CultureInfo.InvariantCulture);
            if (quantity > free)
            {
                isSomebodyPassed = true;
                continue;
            }

            if (isSomebodyPassed && passedBy++ >= MaxPasses)
            {
                break;
            }

            free -= quantity;
            served.Add(entry[0]);
        }

        return string.Join(',', served.Order(StringComparer.Ordinal));
    }

    private async Task<int> PromoteAsync(TenantPool pool, string queue, bool aborts)
    {
        int broken = 0;
        while (true)
        {
            using CancellationTokenSource abort = new();
            if (aborts && RandomNumberGenerator.GetInt32(3) == 0)
            {
                abort.CancelAfter(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(20, 400)));
            }

            try
            {
                Result<PromotionView> promoted = await pool.SendAsync(shop.TenantId, new PromoteWaitlistProcess(queue), abort.Token);
                if (promoted.IsSuccess)
                {
                    return broken;
                }

                broken++;
            }
            catch (Exception e) when (e is OperationCanceledException or NpgsqlException or InvalidOperationException or IOException or Microsoft.EntityFrameworkCore.DbUpdateException)
            {
                broken++;
            }
        }
    }

    private async Task KillAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await app.ExecuteAsync($"SELECT pg_terminate_backend(pid) FROM (SELECT pid FROM pg_stat_activity WHERE usename = 'booking_test' AND state <> 'idle' ORDER BY random() LIMIT 1) AS one");
            await Task.Delay(TimeSpan.FromMilliseconds(150), CancellationToken.None);
        }
    }

    private static int Count(string ids) => ids.Length == 0 ? 0 : ids.Split(',').Length;
}
