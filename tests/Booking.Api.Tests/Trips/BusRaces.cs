namespace Booking.Api.Tests.Trips;

using System.Net.Http.Headers;
using System.Text;
using Booking.Api.Tests.Holds.Races;
using Booking.Domain.Users;
using Booking.Testing;

/// <summary>A bus loses seats, or another one comes, while they are being held. The tests run it against the system as it is, and the control against one whose guard is switched off.</summary>
internal sealed class BusRaces : IDisposable
{
    private readonly BookingApp _app;
    private readonly RaceArena _arena;
    private readonly Racers _racers;
    private readonly HttpClient _manager;

    private BusRaces(BookingApp app, RaceArena arena, Racers racers, AuthenticationHeaderValue admin)
    {
        (_app, _arena, _racers) = (app, arena, racers);
        _manager = app.NewClient();
        _manager.DefaultRequestHeaders.Authorization = admin;
    }

    public static async Task<BusRaces> OpenAsync(BookingApp app)
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        Guid admin = (await arena.CustomersAsync(1))[0];
        return new BusRaces(app, arena, await Racers.EnterAsync(app, arena), OwnTokens.For(arena.TenantId, admin, Roles.Admin));
    }

    /// <summary>While 63 buyers hold seats 11 to 20, they leave the bus; the answer to the change, those to the buyers, and how many live claims are for seats that are not there.</summary>
    public async Task<(Answer Change, Answer[] Holds, long Lost)> SeatsLeaveAsync()
    {
        RaceLine line = await _arena.TripsAsync(1, 20);
        Guid trip = line.Trips[0];
        Guid bus = await _app.ScalarAsync<Guid>($"SELECT bus_id FROM trips WHERE id = {trip} AND tenant_id = {_arena.TenantId}");
        Answer[] answers = await _racers.AllAsync(Racers.Count, async i => i == 0
            ? await ShrinkAsync(bus)
            : await _racers.HoldAsync(Items.Hold(Items.Leg(line, trip, 0, 5, $"{11 + (i - 1) % 10}")), i));
        long lost = await _app.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM leg_claims c JOIN trips t ON t.tenant_id = c.tenant_id AND t.id = c.trip_id JOIN buses b ON b.tenant_id = t.tenant_id AND b.id = t.bus_id
            WHERE c.trip_id = {trip} AND c.state IN ('held', 'booked') AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements(b.seats) s WHERE s ->> 'seat' = c.seat)
            """);
        return (answers[0], answers[1..], lost);
    }

    /// <summary>While 63 buyers hold seats 11 to 20, a bus comes that has others in their place; how many live claims are for seats that are not there, or not those of their hold, and how many there are.</summary>
    public async Task<(Answer Change, Answer[] Holds, long Lost, long Live)> BusIsSwappedAsync()
    {
        RaceLine line = await _arena.TripsAsync(1, 20);
        Guid trip = line.Trips[0];
        Guid spare = Guid.CreateVersion7();
        await _app.ExecuteAsync(
            $"""
            INSERT INTO buses (tenant_id, id, name, seats)
            SELECT {_arena.TenantId}, {spare}, 'Spare', jsonb_agg(jsonb_build_object('seat', CASE WHEN n > 10 THEN 'S' ELSE '' END || n, 'deck', 1, 'class', 'standard') ORDER BY n) FROM generate_series(1, 20) AS n
            """);
        Answer[] answers = await _racers.AllAsync(Racers.Count, async i => i == 0
            ? await PatchAsync($"trips/{trip}", $$"""{"busId":"{{spare}}"}""")
            : await _racers.HoldAsync(Items.Hold(Items.Leg(line, trip, 0, 5, $"{11 + (i - 1) % 10}")), i));
        long lost = await _app.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM leg_claims c JOIN trips t ON t.tenant_id = c.tenant_id AND t.id = c.trip_id JOIN buses b ON b.tenant_id = t.tenant_id AND b.id = t.bus_id
            JOIN holds h ON h.tenant_id = c.tenant_id AND h.id = c.hold_id
            WHERE c.trip_id = {trip} AND c.state IN ('held', 'booked')
              AND (NOT EXISTS (SELECT 1 FROM jsonb_array_elements(b.seats) s WHERE s ->> 'seat' = c.seat) OR NOT h.items -> c.item -> 'seats' ? c.seat)
            """);
        long live = await _app.ScalarAsync<long>($"SELECT count(*) FROM leg_claims WHERE trip_id = {trip} AND state = 'held'");
        return (answers[0], answers[1..], lost, live);
    }

    public void Dispose()
    {
        _racers.Dispose();
        _manager.Dispose();
    }

    private Task<Answer> ShrinkAsync(Guid bus)
    {
        string seats = string.Join(",", Enumerable.Range(1, 10).Select(n => $$"""{"seat":"{{n}}","deck":1,"row":{{n}},"column":1,"class":"standard"}"""));
        return PatchAsync($"buses/{bus}", $$"""{"seats":[{{seats}}]}""");
    }

    private async Task<Answer> PatchAsync(string path, string body)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, $"api/v1/{path}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using HttpResponseMessage response = await _manager.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
