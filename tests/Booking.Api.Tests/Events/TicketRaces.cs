namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>
/// Races for counted places while their organiser changes what is for sale. The tests run them against the system as it is, and the
/// controls against one whose guard is switched off.
/// </summary>
internal sealed class TicketRaces : IDisposable
{
    public const int Buyers = Racers.Count - 1;

    /// <summary>What the organiser wants to make of as many places as there are racers.</summary>
    public const int Shrunk = 20;

    public const int EarlyPlaces = 10;

    public const long EarlyPrice = 1_000;

    public const long RaisedPrice = 1_500;

    public const long RegularPrice = 2_000;

    private static readonly byte[] Sandbox = """{"provider":"sandbox"}"""u8.ToArray();

    private readonly BookingApp _app;
    private readonly Shop _shop;
    private readonly Racers _racers;

    private TicketRaces(BookingApp app, Shop shop, Racers racers) => (_app, _shop, _racers) = (app, shop, racers);

    public static async Task<TicketRaces> OpenAsync(BookingApp app)
    {
        Shop shop = await Shop.OpenAsync(app);
        return new TicketRaces(app, shop, await Racers.EnterAsync(app, await RaceArena.OpenAsync(app, shop.Slug)));
    }

    public IReadOnlyList<Guid> CustomerIds => _racers.CustomerIds;

    /// <summary>While everybody holds and books a free place, their number is made smaller.</summary>
    public async Task<ShrinkRace> ShrinkAsync()
    {
        (string id, string[] types) = await _shop.Provider.PublishAsync(Draft(), EventDesk.Type("Race", 0, Racers.Count));
        string tag = await _shop.Provider.TagAsync(id);
        Answer[] answers = await _racers.AllAsync(Racers.Count, i => i == 0
            ? ChangeAsync(id, types[0], new JsonObject { ["capacity"] = Shrunk }, tag)
            : BuyFreeAsync(types[0], i));
        Guid type = Guid.Parse(types[0]);
        return new ShrinkRace(
            answers[0],
            answers[1..],
            await _app.ScalarAsync<int>($"SELECT p.capacity FROM pools p JOIN ticket_types t ON t.tenant_id = p.tenant_id AND t.pool_id = p.id WHERE t.tenant_id = {_shop.TenantId} AND t.id = {type}"),
            await _app.ScalarAsync<int>(
                $"""
                SELECT coalesce(sum(c.quantity), 0)::int FROM quota_claims c JOIN ticket_types t ON t.tenant_id = c.tenant_id AND t.pool_id = c.pool_id
                WHERE t.tenant_id = {_shop.TenantId} AND t.id = {type} AND c.state IN ('held', 'booked')
                """));
    }

    /// <summary>
    /// Everybody wants the cheapest place that can be had of ten at the early price and of many at the regular one, every other asking for
    /// the regular one first; meanwhile the early price is raised. Whoever has one books and begins to pay.
    /// </summary>
    public async Task<TierSale[]> TiersAsync()
    {
        string id = await _shop.Provider.DraftAsync(Draft());
        string early = await _shop.Provider.AddTypeAsync(id, EventDesk.Type("Early", EarlyPrice, EarlyPlaces));
        string regular = await _shop.Provider.AddTypeAsync(id, EventDesk.Type("Regular", RegularPrice, Racers.Count).With("after", early));
        using HttpResponseMessage published = await _shop.Provider.PostAsync($"api/v1/events/{id}/publish", content: null);
        await published.ShouldAnswerAsync(HttpStatusCode.OK);
        string tag = await _shop.Provider.TagAsync(id);
        TierSale[] sales = new TierSale[Racers.Count];
        await _racers.AllAsync(Racers.Count, async i =>
        {
            if (i == 0)
            {
                JsonObject raised = new() { ["price"] = new JsonObject { ["amount"] = RaisedPrice, ["currency"] = "EUR" } };
                return await ChangeAsync(id, early, raised, tag);
            }

            Answer held = await HoldFirstAsync(i % 2 == 0 ? [early, regular] : [regular, early, regular], i);
            sales[i] = held.IsWon ? await PayAsync(held, i) : new TierSale(held, null, null);
            return held;
        });
        return sales[1..];
    }

    public void Dispose() => _racers.Dispose();

    private static JsonObject Draft() => EventDesk.Draft("Race").With("category", "race");

    private async Task<Answer> ChangeAsync(string eventId, string typeId, JsonObject body, string tag)
    {
        using HttpResponseMessage response = await _shop.Provider.ChangeAsync(HttpMethod.Patch, $"api/v1/events/{eventId}/ticket-types/{typeId}", body, tag);
        return await Answer.ReadAsync(response);
    }

    private async Task<Answer> BuyFreeAsync(string typeId, int client)
    {
        Answer held = await HoldAsync(typeId, client);
        return held.IsWon ? await _racers.PostAsync("api/v1/bookings", Items.Booking(held.Id), client) : held;
    }

    private async Task<Answer> HoldFirstAsync(string[] typeIds, int client)
    {
        Answer held = await HoldAsync(typeIds[0], client);
        for (int next = 1; next < typeIds.Length && !held.IsWon && held.Flaw is null; next++)
        {
            held = await HoldAsync(typeIds[next], client);
        }

        return held;
    }

    private Task<Answer> HoldAsync(string typeId, int client) =>
        _racers.HoldAsync(Encoding.UTF8.GetBytes(Shop.Items(EventDesk.Tickets(typeId, 1)).ToJsonString()), client);

    private async Task<TierSale> PayAsync(Answer held, int client)
    {
        Answer booked = await _racers.PostAsync("api/v1/bookings", Items.Booking(held.Id), client);
        Answer? paying = booked.IsWon ? await _racers.PostAsync($"api/v1/bookings/{booked.Id}/payments", Sandbox, client) : null;
        return new TierSale(held, booked, paying);
    }
}

/// <param name="Bought">Bookings, or the refusals of those who have none.</param>
/// <param name="Capacity">Places that there are at the end.</param>
/// <param name="Taken">Places that somebody has at the end.</param>
internal sealed record ShrinkRace(Answer Change, Answer[] Bought, int Capacity, int Taken)
{
    public int Won => Bought.Count(answer => answer.IsWon);

    /// <summary>Places that were sold and are not there any more.</summary>
    public int Lost => Math.Max(0, Taken - Capacity);
}

/// <summary>What one buyer was told the place costs, and what it costs.</summary>
internal sealed record TierSale(Answer Held, Answer? Booked, Answer? Paying)
{
    public bool IsEarly => Held.IsWon && Held.Json.GetProperty("price").GetProperty("lines")[0].GetProperty("label").GetString()!.EndsWith("Early", StringComparison.Ordinal);

    public long Told => Total(Held);

    public long Charged => Total(Booked!);

    public long Paid => Paying!.Json.GetProperty("amount").GetProperty("amount").GetInt64();

    private static long Total(Answer answer) => answer.Json.GetProperty("price").GetProperty("total").GetProperty("amount").GetInt64();
}
