namespace Booking.Testing;

using System.Runtime.CompilerServices;

/// <summary>What came of a tenant's rides, counted in the database.</summary>
/// <param name="Overlaps">Pairs of rides that one driver would drive at the same time.</param>
/// <param name="Doubles">Rides with two drivers, and bookings with two rides.</param>
/// <param name="Open">Rides that have neither a driver nor a place in the admins' queue.</param>
/// <param name="Ghosts">Times of drivers that are taken for nothing, or not taken for a ride.</param>
/// <param name="Fairness">Rides per driver: the least, the mean, the most, and the standard deviation.</param>
public sealed record RideLedger(long Rides, long Assigned, long Unassigned, long Overlaps, long Doubles, long Open, long Ghosts, string Fairness)
{
    private const string Held = "('offered', 'accepted', 'started', 'finished')";

    public static async Task<RideLedger> CountAsync(BookingApp app, Guid tenant)
    {
        return new RideLedger(
            await CountAsync("SELECT count(*) FROM rides WHERE tenant_id = @"),
            await CountAsync("SELECT count(*) FROM rides WHERE tenant_id = @ AND status = 'assigned'"),
            await CountAsync("SELECT count(*) FROM rides WHERE tenant_id = @ AND status = 'unassigned'"),
            await CountAsync(
                $"""
                SELECT count(*) FROM assignments a JOIN assignments b ON b.tenant_id = a.tenant_id AND b.driver_id = a.driver_id AND b.id > a.id
                WHERE a.tenant_id = @ AND a.status IN {Held} AND b.status IN {Held} AND a.set_out_at < b.ends_at AND b.set_out_at < a.ends_at
                """),
            await CountAsync(
                $"""
                SELECT (SELECT count(*) FROM (SELECT ride_id FROM assignments WHERE tenant_id = @ AND status IN {Held} GROUP BY ride_id HAVING count(*) > 1) AS rides)
                     + (SELECT count(*) FROM (SELECT booking_id FROM rides WHERE tenant_id = @ GROUP BY booking_id HAVING count(*) > 1) AS bookings)
                """),
            await OpenAsync(app, tenant),
            await CountAsync(
                $"""
                SELECT count(*) FROM (SELECT id FROM slot_claims c WHERE tenant_id = @ AND state = 'booked' AND EXISTS (SELECT 1 FROM drivers d WHERE d.tenant_id = c.tenant_id AND d.id = c.unit_id)) AS c
                FULL JOIN (SELECT id FROM assignments WHERE tenant_id = @ AND status IN {Held}) AS a USING (id) WHERE c.id IS NULL OR a.id IS NULL
                """),
            await app.ScalarAsync<string>(
                $"""
                SELECT format('%s to %s rides, %s in the mean, standard deviation %s', min(n), max(n), round(avg(n), 1), round(stddev_pop(n), 2)) FROM (
                    SELECT count(a.id) AS n FROM drivers d LEFT JOIN assignments a ON a.tenant_id = d.tenant_id AND a.driver_id = d.id AND a.status = 'accepted'
                    WHERE d.tenant_id = {tenant} GROUP BY d.id) AS drivers
                """));

        Task<long> CountAsync(string text) => app.ScalarAsync<long>(FormattableStringFactory.Create(text.Replace("@", "{0}", StringComparison.Ordinal), tenant));
    }

    public static Task<long> OpenAsync(BookingApp app, Guid tenant) => app.ScalarAsync<long>($"SELECT count(*) FROM rides WHERE tenant_id = {tenant} AND status = 'waiting'");
}
