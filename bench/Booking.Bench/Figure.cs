namespace Booking.Bench;

/// <summary>One line of the result: what the API does, and what PostgreSQL alone does of the same.</summary>
internal sealed record Figure(string Name, string Unit, Scenario? Scenario, IReadOnlyList<Limit> Limits)
{
    public List<Measured> Rounds { get; } = [];
}

/// <param name="Script">File under <c>sql/pgbench</c>, without its ending.</param>
internal sealed record Limit(string Name, string Script)
{
    public List<Measured> Rounds { get; } = [];
}

/// <summary>All figures. Without offerings only their limits are measured.</summary>
internal static class Figures
{
    public static IReadOnlyList<Figure> All(BenchOfferings? offerings) =>
    [
        new("seat: hold + booking, spread", "pairs/s", offerings is null ? null : new SeatPairs(offerings.Seats),
            [new("one insert, unique key", "seat_one_statement"), new("hold + booking, all rows", "seat_pair")]),
        new("hall: hold of an hour, spread", "holds/s", offerings is null ? null : new HallSlots(offerings.SlotHalls, offerings.FirstHour),
            [new("one insert, exclusion", "slot_one_statement")]),
        new("one hot pool: hold of a place", "holds/s", offerings is null ? null : new HotPool(offerings.PoolTicketType),
            [new("counter + hold + key + outbox", "pool_hot"), new("the same in one round trip", "pool_hot_pipelined")]),
        new("one hot seat: refusal", "refusals/s", offerings is null ? null : new HotSeat(offerings.HotSeatEvent),
            [new("one insert, refused", "seat_refused")]),
        new("read: hall availability, 7 days", "reads/s", offerings is null ? null : new Read([.. offerings.ReadHalls.Select(hall => $"/api/v1/venues/{hall}/availability")]),
            [new("one select", "read_venue")]),
        new("read: event seats, 2,000", "reads/s", offerings is null ? null : new Read([$"/api/v1/events/{offerings.SeatMapEvent}/seats"]),
            [new("one select", "read_seats")]),
    ];
}
