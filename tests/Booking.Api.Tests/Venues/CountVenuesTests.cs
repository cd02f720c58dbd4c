namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class CountVenuesTests(BookingApp app)
{
    [Fact]
    public async Task CountVenues_OfASearch_CountsByCityFeatureLayoutExtraCapacityAndPrice()
    {
        Shop shop = await Shop.OpenAsync(app);
        string small = await NewAsync(shop, "Potsdam", 40, 3_000, "stage", "kitchen");
        await NewAsync(shop, "Potsdam", 180, 9_000, "stage");
        string large = await NewAsync(shop, "Cottbus", 700, 60_000, "garden");
        foreach (string hall in (string[])[small, small, large])
        {
            await shop.Admin.NewExtraAsync(hall, new JsonObject { ["name"] = "Flowers", ["amount"] = 100 });
        }

        JsonObject all = await CountAsync(shop, "");
        JsonObject ours = await CountAsync(shop, "?q=facet%20hall");
        JsonObject city = await CountAsync(shop, "?q=facet%20hall&city=potsdam&features=stage");

        ((int)all["count"]!).ShouldBe((await shop.Guest.ItemsAsync("api/v1/venues?limit=200")).Count);
        ((int)ours["count"]!).ShouldBe(3);
        ((bool)ours["isComplete"]!).ShouldBeTrue();
        Values(ours, "cities").ShouldBe(["Potsdam 2", "Cottbus 1"]);
        Values(ours, "features").ShouldBe(["stage 2", "garden 1", "kitchen 1"]);
        Values(ours, "layouts").ShouldBe(["banquet 3"]);
        Values(ours, "extras").ShouldBe(["Flowers 2"]);
        Bands(ours, "capacities").ShouldBe(["1-49 1", "100-199 1", "500- 1"]);
        Bands(ours, "prices").ShouldBe(["0-4999 1", "5000-9999 1", "50000- 1"]);
        Values(city, "cities").ShouldBe(["Potsdam 2"]);
        Values(city, "extras").ShouldBe(["Flowers 1"]);
    }

    [Fact]
    public async Task CountVenues_OverATimeOrALayout_LeavesOutWhatCannotBeHad()
    {
        Shop shop = await Shop.OpenAsync(app);
        string taken = await NewAsync(shop, "Potsdam", 40, 3_000);
        await NewAsync(shop, "Cottbus", 180, 9_000);
        await shop.HoldAsync(shop.Customer, Halls.Use(taken).With("guests", 10));

        JsonObject free = await CountAsync(shop, $"?q=facet%20hall&from={Shop.Hour(20, 10)}&to={Shop.Hour(20, 12)}");
        JsonObject roomy = await CountAsync(shop, "?q=facet%20hall&layout=banquet&capacity=60");
        JsonObject none = await CountAsync(shop, "?q=no%20such%20hall");

        Values(free, "cities").ShouldBe(["Cottbus 1"]);
        Values(roomy, "cities").ShouldBe(["Cottbus 1"]);
        ((int)none["count"]!).ShouldBe(0);
        Bands(none, "prices").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("capacity=0", "/capacity")]
    [InlineData("maxPrice=cheap", "/maxPrice")]
    [InlineData("near=somewhere", "/near")]
    [InlineData("from=2027-03-01T10:00:00Z", "/to")]
    [InlineData("from=2027-03-01T10:00:00Z&to=2027-03-01T09:00:00Z", "/to")]
    public async Task CountVenues_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/venues/facets?{query}")).ShouldBe([pointer]);

    private static async Task<string> NewAsync(Shop shop, string city, int capacity, long perHour, params string[] features) => (await shop.Admin.NewHallAsync(Halls.Body()
        .With("name", "Facet hall").With("city", city).With("capacity", capacity).With("features", Shop.Names(features))
        .With("layouts", new JsonArray(new JsonObject { ["name"] = "banquet", ["capacity"] = capacity / 2 }))
        .With("rates", new JsonArray(new JsonObject { ["unit"] = "hour", ["amount"] = perHour })))).Text("id");

    private static async Task<JsonObject> CountAsync(Shop shop, string query)
    {
        using HttpResponseMessage response = await shop.Guest.SendAsync(HttpMethod.Get, $"api/v1/venues/facets{query}");
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    private static string[] Values(JsonObject facets, string member) => [.. facets[member]!.AsArray().Select(value => $"{value!.Text("value")} {value!["count"]}")];

    private static string[] Bands(JsonObject facets, string member) => [.. facets[member]!.AsArray().Select(band => $"{band!["from"]}-{band!["to"]} {band!["count"]}")];
}
