namespace Booking.Api.Tests.Holds.Races;

using Booking.Testing;
using Npgsql;

/// <summary>Looks for what must never be in the database, whatever the answers said.</summary>
internal static class ClaimLedger
{
    // A claim with lock key 0 was put there by a test's own SQL, without a hold.
    private const string Faults =
        """
        SELECT format('slot claims %s and %s overlap', a.id, b.id) FROM slot_claims a JOIN slot_claims b USING (tenant_id, unit_id)
        WHERE a.id < b.id AND a.blocked && b.blocked AND a.state IN ('held', 'booked') AND b.state IN ('held', 'booked')
        UNION ALL
        SELECT format('seat claims %s and %s have one seat', a.id, b.id) FROM seat_claims a JOIN seat_claims b USING (tenant_id, event_id, seat)
        WHERE a.id < b.id AND a.state IN ('held', 'booked') AND b.state IN ('held', 'booked')
        UNION ALL
        SELECT format('leg claims %s and %s overlap', a.id, b.id) FROM leg_claims a JOIN leg_claims b USING (tenant_id, trip_id, seat)
        WHERE a.id < b.id AND a.legs && b.legs AND a.state IN ('held', 'booked') AND b.state IN ('held', 'booked')
        UNION ALL
        SELECT format('pool %s counts %s held and %s sold of %s, its claims say %s and %s', p.id, p.held, p.sold, p.capacity, c.held, c.sold)
        FROM pools p
        CROSS JOIN LATERAL (SELECT coalesce(sum(quantity) FILTER (WHERE state = 'held'), 0) AS held, coalesce(sum(quantity) FILTER (WHERE state = 'booked'), 0) AS sold
                            FROM quota_claims q WHERE q.tenant_id = p.tenant_id AND q.pool_id = p.id) c
        WHERE EXISTS (SELECT 1 FROM ticket_types t JOIN events e ON e.tenant_id = t.tenant_id AND e.id = t.event_id WHERE t.tenant_id = p.tenant_id AND t.pool_id = p.id AND e.category = 'race')
          AND (p.held <> c.held OR p.sold <> c.sold OR c.held + c.sold > p.capacity)
        UNION ALL
        SELECT format('hold %s is %s and has %s of %s claims', h.id, h.status, coalesce(c.claims, 0), i.wanted)
        FROM holds h
        CROSS JOIN LATERAL (SELECT sum(greatest(jsonb_array_length(item -> 'seats'), 1)) AS wanted FROM jsonb_array_elements(h.items) AS item) i
        LEFT JOIN (SELECT tenant_id, hold_id, count(*) AS claims FROM (
            SELECT tenant_id, hold_id FROM slot_claims UNION ALL SELECT tenant_id, hold_id FROM seat_claims
            UNION ALL SELECT tenant_id, hold_id FROM leg_claims UNION ALL SELECT tenant_id, hold_id FROM quota_claims) AS every GROUP BY tenant_id, hold_id) c
          ON c.tenant_id = h.tenant_id AND c.hold_id = h.id
        WHERE h.customer_id = ANY ($1) AND coalesce(c.claims, 0) <> i.wanted
        UNION ALL
        SELECT format('%s claim %s belongs to no hold', kind, id) FROM (
            SELECT 'slot' AS kind, tenant_id, id, hold_id, lock_key FROM slot_claims WHERE hold_id IS NOT NULL AND NOT is_blackout UNION ALL SELECT 'seat', tenant_id, id, hold_id, lock_key FROM seat_claims
            UNION ALL SELECT 'leg', tenant_id, id, hold_id, lock_key FROM leg_claims UNION ALL SELECT 'quota', tenant_id, id, hold_id, lock_key FROM quota_claims) c
        WHERE c.lock_key <> 0 AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.tenant_id = c.tenant_id AND h.id = c.hold_id)
          AND NOT EXISTS (SELECT 1 FROM venue_requests r WHERE r.tenant_id = c.tenant_id AND r.id = c.hold_id)
        """;

    /// <summary>Claims that overlap, counters that differ from their claims, holds with a part of their claims, claims without a hold; at most 20.</summary>
    /// <param name="customers">Whose holds must be whole.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(BookingApp app, IReadOnlyList<Guid> customers)
    {
        await using NpgsqlConnection connection = await app.DatabaseAsOwnerAsync();
        await using NpgsqlCommand command = new(Faults + " LIMIT 20", connection) { Parameters = { new() { Value = customers.ToArray() } } };
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync();
        List<string> faults = [];
        while (await reader.ReadAsync())
        {
            faults.Add(reader.GetString(0));
        }

        return faults;
    }
}
