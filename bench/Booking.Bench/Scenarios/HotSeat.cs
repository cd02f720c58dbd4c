namespace Booking.Bench;

/// <summary>Everybody wants the same seat, which the first one got: refusals.</summary>
internal sealed class HotSeat(Guid happening) : Scenario
{
    private readonly string _body = $$"""{"items":[{"kind":"eventSeat","eventId":"{{happening}}","seats":["R1-1"]}]}""";
    private long _winners;

    public override int Expected => 409;

    public override async ValueTask<int> RunAsync(BenchClient client, CancellationToken ct)
    {
        HttpAnswer answer = await client.PostAsync("/api/v1/holds", client.NextCustomer(), _body, ct);
        if (answer.Status == 201)
        {
            Interlocked.Increment(ref _winners);
        }

        return answer.Status;
    }

    public override async Task<string> VerifyAsync(BenchDatabase database, CancellationToken ct)
    {
        if (_winners > 1)
        {
            throw new BenchException($"CONTROL FAILED: {_winners} clients were told that the hot seat is theirs.");
        }

        Compare("claims on the hot seat", _winners, await database.CountAsync(
            "SELECT count(*) FROM seat_claims c JOIN events e ON e.tenant_id = c.tenant_id AND e.id = c.event_id WHERE e.title = 'Bench hot seat' AND c.state IN ('held', 'booked')", ct));
        return "one owner of the hot seat";
    }
}
