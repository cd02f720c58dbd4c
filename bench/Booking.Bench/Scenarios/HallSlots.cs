namespace Booking.Bench;

/// <summary>Holds of hours, one after the other in each of many halls.</summary>
internal sealed class HallSlots(IReadOnlyList<Guid> halls, DateTimeOffset first) : Scenario
{
    // Offerings are sold two years ahead.
    private const int HoursOnSale = 720 * 24;

    private int _next;
    private long _holds;

    public override int Expected => 201;

    public override async ValueTask<int> RunAsync(BenchClient client, CancellationToken ct)
    {
        int mine = Interlocked.Increment(ref _next) - 1;
        int hour = mine / halls.Count;
        if (hour >= HoursOnSale)
        {
            return Exhausted;
        }

        DateTimeOffset from = first.AddHours(hour);
        HttpAnswer hold = await client.PostAsync(
            "/api/v1/holds", client.NextCustomer(),
            $$"""{"items":[{"kind":"venue","venueId":"{{halls[mine % halls.Count]}}","from":"{{from:yyyy-MM-ddTHH:mm:ssZ}}","to":"{{from.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}","guests":20}]}""", ct);
        if (hold.Status == Expected)
        {
            Interlocked.Increment(ref _holds);
        }

        return hold.Status;
    }

    public override async Task<string> VerifyAsync(BenchDatabase database, CancellationToken ct)
    {
        const string Live = "FROM slot_claims c JOIN venues v ON v.tenant_id = c.tenant_id AND v.id = c.unit_id WHERE v.name LIKE 'Bench slot hall %' AND c.state IN ('held', 'booked')";
        Compare("hours taken", _holds, await database.CountAsync($"SELECT count(*) {Live}", ct));
        long overlaps = await database.CountAsync(
            $"SELECT count(*) FROM (SELECT c.blocked_from < lag(c.blocked_to) OVER (PARTITION BY c.unit_id ORDER BY c.blocked_from) AS is_taken_twice {Live}) AS ordered WHERE is_taken_twice", ct);
        return overlaps == 0 ? $"{_holds} hours of halls, none twice" : throw new BenchException($"CONTROL FAILED: {overlaps} hours of halls overlap.");
    }
}
