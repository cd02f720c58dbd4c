namespace Booking.Bench;

/// <summary>What <c>sql/offerings.sql</c> has put on sale.</summary>
internal sealed record BenchOfferings(
    IReadOnlyList<(Guid Event, string Seat)> Seats, Guid HotSeatEvent, Guid SeatMapEvent, Guid PoolTicketType,
    IReadOnlyList<Guid> SlotHalls, IReadOnlyList<Guid> ReadHalls, DateTimeOffset FirstHour)
{
    public static async Task<BenchOfferings> CreateAsync(BenchDatabase database, string script, CancellationToken ct)
    {
        await database.ExecuteAsync(BenchDatabase.Product, script, ct);
        List<(Guid, string)> seats = await database.ListAsync(
            "SELECT s.event_id, s.seat FROM event_seats s JOIN events e ON e.tenant_id = s.tenant_id AND e.id = s.event_id WHERE e.title LIKE 'Bench seats %' ORDER BY e.title, s.row, s.number",
            row => (row.GetGuid(0), row.GetString(1)), ct);
        DateTime now = (await database.ListAsync("SELECT date_trunc('hour', now())", row => row.GetDateTime(0), ct))[0];
        return new BenchOfferings(
            seats,
            await EventAsync("Bench hot seat"),
            await EventAsync("Bench seat map"),
            (await IdsAsync("SELECT t.id FROM ticket_types t JOIN events e ON e.tenant_id = t.tenant_id AND e.id = t.event_id WHERE e.title = 'Bench pool'"))[0],
            await IdsAsync("SELECT id FROM venues WHERE name LIKE 'Bench slot hall %' ORDER BY id"),
            await IdsAsync("SELECT id FROM venues WHERE name LIKE 'Bench read hall %' ORDER BY id"),
            new DateTimeOffset(now, TimeSpan.Zero).AddDays(1));

        Task<List<Guid>> IdsAsync(string sql) => database.ListAsync(sql, row => row.GetGuid(0), ct);

        async Task<Guid> EventAsync(string title) => (await IdsAsync($"SELECT id FROM events WHERE title = '{title}'"))[0];
    }
}
