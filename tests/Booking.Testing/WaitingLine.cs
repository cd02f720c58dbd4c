namespace Booking.Testing;

using System.Globalization;

/// <summary>A long queue for one ticket type, made in bulk, and what must have come of it when places came free.</summary>
public sealed class WaitingLine(BookingApp app, Guid tenant, Guid ticketType)
{
    /// <summary>As the workers have it.</summary>
    private const int MaxPasses = 10;

    /// <summary>Entries of new customers, the first with the lowest id; quantities go round.</summary>
    public Task QueueUpAsync(int entries, params int[] quantities) => app.ExecuteAsync(
        $"""
        WITH waiting AS (
            SELECT n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS id, ({quantities})[1 + n % cardinality({quantities})] AS quantity FROM generate_series(1, {entries}) AS n),
        customers AS (
            INSERT INTO users (tenant_id, id, email, name, password_hash, roles, created_at, version)
            SELECT tenant_id, w.id, w.n || '@queue.test', 'Waiter', password_hash, roles, created_at, 1 FROM users u, waiting w
            WHERE u.tenant_id = {tenant} AND u.email = 'customer@demo.test')
        INSERT INTO waitlist_entries (
            tenant_id, id, customer_id, status, queue, wish_key, units, kind, offering_id, title, quantity, is_timed, request, all_or_none, joined_at, passes, version)
        SELECT {tenant}, w.id, w.id, 'waiting', 'event/' || t.event_id, 'ticket/' || t.id, ARRAY['pool/' || t.pool_id], 'ticket', t.id, 'Queue', w.quantity, false,
               jsonb_build_object('item', jsonb_build_object('kind', 'ticket', 'ticketTypeId', t.id, 'quantity', w.quantity), 'sameClass', false), true, now(), 0, 1
        FROM waiting w, ticket_types t WHERE t.tenant_id = {tenant} AND t.id = {ticketType}
        """);

    public Task FreeAsync(int places) => app.ExecuteAsync(
        $"UPDATE pools SET capacity = greatest(capacity, {places}), sold = greatest(capacity, {places}) - {places}, held = 0 WHERE tenant_id = {tenant} AND id = (SELECT pool_id FROM ticket_types WHERE tenant_id = {tenant} AND id = {ticketType})");

    /// <summary>What is not as it must be; empty when nobody was forgotten, passed or served twice.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(int free)
    {
        List<string> faults = [];
        long twice = await app.ScalarAsync<long>(
            $"SELECT count(*) FROM (SELECT customer_id FROM holds WHERE tenant_id = {tenant} AND customer_id IN (SELECT customer_id FROM waitlist_entries WHERE tenant_id = {tenant}) GROUP BY customer_id HAVING count(*) > 1) AS holds");
        if (twice > 0)
        {
            faults.Add($"{twice} entries have several offers at a time");
        }

        long places = await app.ScalarAsync<long>($"SELECT coalesce(sum(quantity), 0) FROM quota_claims WHERE tenant_id = {tenant} AND state = 'held'");
        long offered = await app.ScalarAsync<long>($"SELECT coalesce(sum(offered_quantity), 0) FROM waitlist_entries WHERE tenant_id = {tenant} AND status = 'offered'");
        if (places != offered)
        {
            faults.Add($"{places} places are held for offers of {offered}");
        }

        long orphans = await app.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM waitlist_entries e LEFT JOIN holds h ON h.tenant_id = e.tenant_id AND h.id = e.hold_id AND h.customer_id = e.customer_id AND h.status = 'active'
            WHERE e.tenant_id = {tenant} AND e.status = 'offered' AND h.id IS NULL
            """);
        if (orphans > 0)
        {
            faults.Add($"{orphans} offers have no hold");
        }

        string expected = await ExpectedAsync(free);
        string actual = await app.ScalarAsync<string>($"SELECT coalesce(string_agg(name, ',' ORDER BY name), '') FROM (SELECT id::text AS name FROM waitlist_entries WHERE tenant_id = {tenant} AND status = 'offered') AS served");
        if (actual != expected)
        {
            faults.Add($"served were {Count(actual)}, due were {Count(expected)}, in common {actual.Split(',').Intersect(expected.Split(',')).Count()}");
        }

        return faults;
    }

    /// <summary>Whom one promoter alone would have served, by the rule: in their order, passing who does not fit, until somebody was passed too often.</summary>
    private async Task<string> ExpectedAsync(int free)
    {
        string queue = await app.ScalarAsync<string>($"SELECT string_agg(id || '=' || quantity, ',' ORDER BY id) FROM waitlist_entries WHERE tenant_id = {tenant}");
        List<string> served = [];
        int passedBy = 0;
        bool isSomebodyPassed = false;
        foreach (string[] entry in queue.Split(',').Select(entry => entry.Split('=')))
        {
            int quantity = int.Parse(entry[1], CultureInfo.InvariantCulture);
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

    private static int Count(string ids) => ids.Length == 0 ? 0 : ids.Split(',').Length;
}
