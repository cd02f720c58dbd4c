namespace Booking.Bench;

/// <summary>Everybody wants one place of the same pool.</summary>
internal sealed class HotPool(Guid ticketType) : Scenario
{
    private readonly string _body = $$"""{"items":[{"kind":"ticket","ticketTypeId":"{{ticketType}}","quantity":1}]}""";
    private long _holds;

    public override int Expected => 201;

    public override async ValueTask<int> RunAsync(BenchClient client, CancellationToken ct)
    {
        HttpAnswer hold = await client.PostAsync("/api/v1/holds", client.NextCustomer(), _body, ct);
        if (hold.Status == Expected)
        {
            Interlocked.Increment(ref _holds);
        }

        return hold.Status;
    }

    public override async Task<string> VerifyAsync(BenchDatabase database, CancellationToken ct)
    {
        const string Pool = "FROM pools p JOIN ticket_types t ON t.tenant_id = p.tenant_id AND t.pool_id = p.id JOIN events e ON e.tenant_id = t.tenant_id AND e.id = t.event_id";
        const string IsBench = "WHERE e.title = 'Bench pool'";
        Compare("the pool's counter", _holds, await database.CountAsync($"SELECT p.held + p.sold {Pool} {IsBench}", ct));
        Compare("places claimed of the pool", _holds, await database.CountAsync(
            $"SELECT coalesce(sum(c.quantity), 0) {Pool} JOIN quota_claims c ON c.tenant_id = p.tenant_id AND c.pool_id = p.id {IsBench} AND c.state IN ('held', 'booked')", ct));
        return $"{_holds} places of one pool, counter and claims agree";
    }
}
