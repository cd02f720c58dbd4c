namespace Booking.Api.Tests.Catalog;

using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Holds.Races;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>Races for providers, places of a class and stock; the tests run them with their guards, the controls without.</summary>
internal sealed class CatalogRaces(BookingApp app)
{
    public const int Providers = 3;

    public const int Places = 10;

    public const int Stock = 40;

    /// <summary>All want any provider of a service at the same time, a fresh day every round.</summary>
    public async Task<RaceReport> AnyProviderAsync(int rounds)
    {
        (_, CatalogDesk desk, Racers racers) = await EnterAsync();
        using (racers)
        {
            List<string> providers = [];
            for (int i = 0; i < Providers; i++)
            {
                providers.Add((await desk.ProviderAsync($"Racer {i}")).Text("id"));
            }

            string service = (await desk.ServiceAsync("Race", providers)).Text("id");
            return await RunAsync(racers, rounds, Providers, round => CatalogDesk.Item(service, Shop.Local(20 + round, 10)));
        }
    }

    /// <summary>All want a place of the same session.</summary>
    public async Task<RaceReport> ClassPlacesAsync(int rounds)
    {
        (_, CatalogDesk desk, Racers racers) = await EnterAsync();
        using (racers)
        {
            string provider = (await desk.ProviderAsync("Teacher")).Text("id");
            string service = (await desk.ServiceAsync("Class", [provider], new() { ["seatsPerSlot"] = Places })).Text("id");
            await desk.CreateAsync($"services/{service}/sessions", new() { ["providerId"] = provider, ["from"] = Shop.Local(20, 10), ["until"] = CatalogDesk.Day(20 + rounds), ["days"] = Week() });
            return await RunAsync(racers, rounds, Places, round => CatalogDesk.Item(service, Shop.Local(20 + round, 10)));
        }
    }

    /// <summary>Pieces are bought while others of the same stock are written off.</summary>
    public async Task<StockRace> StockAsync()
    {
        (Shop shop, CatalogDesk desk, Racers racers) = await EnterAsync();
        using (racers)
        {
            string product = (await desk.CreateAsync("products", new() { ["name"] = "Race", ["category"] = "race", ["price"] = CatalogDesk.Money(100), ["stock"] = Stock })).Text("id");
            byte[] hold = Encoding.UTF8.GetBytes(Shop.Items(new JsonObject { ["kind"] = "product", ["productId"] = product, ["quantity"] = 1 }).ToJsonString());
            Task<Answer[]> buying = racers.HoldAsync([.. Enumerable.Repeat(hold, Racers.Count)]);
            Task<bool[]> writingOff = Task.WhenAll(Enumerable.Range(0, Stock).Select(async _ =>
            {
                using HttpResponseMessage response = await shop.Admin.PostAsync($"api/v1/products/{product}/stock", new JsonObject { ["change"] = -1 });
                return response.IsSuccessStatusCode;
            }));
            Answer[] bought = await buying;
            int gone = (await writingOff).Count(isDone => isDone);
            Guid id = Guid.Parse(product);
            int capacity = await app.ScalarAsync<int>($"SELECT capacity FROM pools p JOIN products o ON o.tenant_id = p.tenant_id AND o.pool_id = p.id WHERE o.tenant_id = {shop.TenantId} AND o.id = {id}");
            return new StockRace(bought, gone, capacity);
        }
    }

    private async Task<(Shop Shop, CatalogDesk Desk, Racers Racers)> EnterAsync()
    {
        Shop shop = await Shop.OpenAsync(app);
        return (shop, new CatalogDesk(shop), await Racers.EnterAsync(app, await RaceArena.OpenAsync(app, shop.Slug)));
    }

    private static async Task<RaceReport> RunAsync(Racers racers, int rounds, int expected, Func<int, JsonObject> item)
    {
        List<Answer[]> answers = [];
        for (int round = 0; round < rounds; round++)
        {
            byte[] body = Encoding.UTF8.GetBytes(Shop.Items(item(round)).ToJsonString());
            answers.Add(await racers.HoldAsync([.. Enumerable.Repeat(body, Racers.Count)]));
        }

        return new RaceReport(expected, answers);
    }

    private static JsonArray Week() => Shop.Names(Enum.GetNames<DayOfWeek>().Select(day => day.ToLowerInvariant()));
}

/// <param name="WrittenOff">Pieces that the tenant has taken out.</param>
/// <param name="Capacity">Pieces that the database believes in at the end.</param>
internal sealed record StockRace(Answer[] Bought, int WrittenOff, int Capacity)
{
    public int Sold => Bought.Count(answer => answer.IsWon);
}
