namespace Booking.Api.Tests.Events;

using System.Net.Http.Headers;
using System.Text;
using Booking.Api.Tests.Holds.Races;
using Booking.Domain.Users;
using Booking.Testing;

/// <summary>Races for the seats of a hall. The tests run them against the system as it is, and the controls against one whose guard is switched off.</summary>
internal sealed class SeatRaces : IDisposable
{
    private readonly BookingApp _app;
    private readonly RaceArena _arena;
    private readonly Racers _racers;
    private readonly HttpClient _manager;

    private SeatRaces(BookingApp app, RaceArena arena, Racers racers, AuthenticationHeaderValue admin)
    {
        (_app, _arena, _racers) = (app, arena, racers);
        _manager = app.NewClient();
        _manager.DefaultRequestHeaders.Authorization = admin;
    }

    public static async Task<SeatRaces> OpenAsync(BookingApp app)
    {
        RaceArena arena = await RaceArena.OpenAsync(app);
        Guid admin = (await arena.CustomersAsync(1))[0];
        return new SeatRaces(app, arena, await Racers.EnterAsync(app, arena), OwnTokens.For(arena.TenantId, admin, Roles.Admin));
    }

    public IReadOnlyList<Guid> CustomerIds => _racers.CustomerIds;

    /// <summary>64 buyers of the best pair in a hall of ten rows of ten; the answers, and how often each seat was sold.</summary>
    public async Task<(Answer[] Answers, int[] SoldPerSeat)> BestPairsAsync()
    {
        Guid happening = await HallAsync(10);
        byte[] wish = Encoding.UTF8.GetBytes($$"""{"eventId":"{{happening}}","quantity":2,"adjacent":"required"}""");
        Answer[] answers = await _racers.AllAsync(Racers.Count, i => _racers.PostAsync("api/v1/holds/best-available", wish, i));
        int[] sold = [.. answers.Where(answer => answer.IsWon)
            .SelectMany(answer => answer.Json.GetProperty("items")[0].GetProperty("seats").EnumerateArray().Select(seat => seat.GetString()))
            .GroupBy(seat => seat).Select(group => group.Count())];
        return (answers, sold);
    }

    /// <summary>
    /// While 63 buyers hold seats of the back row, the row leaves the plan; the answer to the change, those to the buyers, and how many
    /// live claims are for seats that are not there.
    /// </summary>
    public async Task<(Answer Change, Answer[] Holds, long Lost)> RowLeavesAsync()
    {
        Guid happening = await HallAsync(2);
        byte[] smaller = Plan(1);
        Answer[] answers = await _racers.AllAsync(Racers.Count, async i => i == 0
            ? await PutPlanAsync(happening, smaller, "\"1\"")
            : await _racers.HoldAsync(Items.Hold(Items.Seat(happening, $"B-{(i - 1) % 10 + 1}")), i));
        long lost = await _app.ScalarAsync<long>(
            $"""
            SELECT count(*) FROM seat_claims c WHERE c.event_id = {happening} AND c.state IN ('held', 'booked')
              AND NOT EXISTS (SELECT 1 FROM event_seats s WHERE s.event_id = c.event_id AND s.seat = c.seat)
            """);
        return (answers[0], answers[1..], lost);
    }

    public void Dispose()
    {
        _racers.Dispose();
        _manager.Dispose();
    }

    /// <summary>A new event with rows of ten.</summary>
    private async Task<Guid> HallAsync(int rows)
    {
        Guid happening = await _arena.SeatedEventAsync(0);
        Answer drawn = await PutPlanAsync(happening, Plan(rows), null);
        return drawn.Status == 200 ? happening : throw new InvalidOperationException(drawn.Text);
    }

    private static byte[] Plan(int rows) => Encoding.UTF8.GetBytes(
        $$$"""{"layout":{"focalPoint":{"x":45,"y":-40},"sections":[{"name":"Stalls","category":"Race","rows":[{"label":"A","seats":10,"count":{{{rows}}},"x":0,"y":0}]}]}}""");

    private async Task<Answer> PutPlanAsync(Guid happening, byte[] plan, string? ifMatch)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, $"api/v1/events/{happening}/seat-map")
        {
            Content = new ByteArrayContent(plan) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        using HttpResponseMessage response = await _manager.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
