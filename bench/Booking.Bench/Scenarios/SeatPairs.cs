namespace Booking.Bench;

using System.Text;

/// <summary>A hold on a seat that nobody else wants, then its booking.</summary>
internal sealed class SeatPairs(IReadOnlyList<(Guid Event, string Seat)> seats) : Scenario
{
    private int _next;
    private long _holds;
    private long _bookings;

    public override int Expected => 201;

    public override async ValueTask<int> RunAsync(BenchClient client, CancellationToken ct)
    {
        int mine = Interlocked.Increment(ref _next) - 1;
        if (mine >= seats.Count)
        {
            return Exhausted;
        }

        (Guid happening, string seat) = seats[mine];
        Customer customer = client.NextCustomer();
        HttpAnswer hold = await client.PostAsync("/api/v1/holds", customer, $$"""{"items":[{"kind":"eventSeat","eventId":"{{happening}}","seats":["{{seat}}"]}]}""", ct);
        if (hold.Status != Expected)
        {
            return hold.Status;
        }

        Interlocked.Increment(ref _holds);
        HttpAnswer booking = await client.PostAsync(
            "/api/v1/bookings", customer,
            $$$"""{"holdId":"{{{IdOf(hold)}}}","customer":{"name":"Bench Buyer","email":"buyer@bench.test","phone":"+4940123456"}}""", ct);
        if (booking.Status == Expected)
        {
            Interlocked.Increment(ref _bookings);
        }

        return booking.Status;
    }

    public override async Task<string> VerifyAsync(BenchDatabase database, CancellationToken ct)
    {
        const string Live = "FROM seat_claims c JOIN events e ON e.tenant_id = c.tenant_id AND e.id = c.event_id WHERE e.title LIKE 'Bench seats %' AND c.state IN ('held', 'booked')";
        Compare("seats taken", _holds, await database.CountAsync($"SELECT count(*) {Live}", ct));
        Compare("different seats taken", _holds, await database.CountAsync($"SELECT count(DISTINCT (c.event_id, c.seat)) {Live}", ct));
        Compare("seats with a booking", _bookings, await database.CountAsync(
            $"SELECT count(*) {Live} AND EXISTS (SELECT FROM bookings b WHERE b.tenant_id = c.tenant_id AND b.id = c.booking_id AND b.hold_id = c.hold_id)", ct));
        return $"{_holds} holds and {_bookings} bookings of seats, none twice";
    }

    private static string IdOf(HttpAnswer hold)
    {
        ReadOnlySpan<byte> text = hold.Start.Span;
        int at = text.IndexOf("\"id\":\""u8);
        return at >= 0 && text.Length >= at + 42 ? Encoding.ASCII.GetString(text.Slice(at + 6, 36)) : throw new BenchException($"No hold id in: {hold.Text}");
    }
}
