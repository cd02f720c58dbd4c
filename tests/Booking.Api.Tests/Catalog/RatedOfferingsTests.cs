namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Stars of cars, halls, events and rides, added up where they are read.</summary>
[Collection(BookingCollection.Name)]
public sealed class RatedOfferingsTests(BookingApp app)
{
    [Fact]
    public async Task GiveRating_OfEveryKind_ShowsInItsOfferingAndPutsTheBestFirst()
    {
        Shop shop = await Shop.OpenAsync(app);
        CatalogDesk desk = new(shop);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.CarItem(), shop.HallItem(), shop.TicketItem(1), shop.LegItem(0, 1, "1A"));
        await desk.CompleteAsync(booking.Text("id"));
        Guid company = await app.ScalarAsync<Guid>(
            $"SELECT r.operator_id FROM trips t JOIN routes r ON r.tenant_id = t.tenant_id AND r.id = t.route_id WHERE t.tenant_id = {shop.TenantId} AND t.id = {shop.Trip}");
        string[] paths = [$"cars/{shop.Car}", $"venues/{shop.Hall}", $"events/{Shop.Id("event", 1)}", $"operators/{company}"];
        string[] tags = await TagsAsync();

        List<string> ratings = [];
        for (int item = 0; item < paths.Length; item++)
        {
            using HttpResponseMessage given = await shop.Customer.PostAsync($"api/v1/bookings/{booking.Text("id")}/ratings", new JsonObject { ["item"] = item, ["stars"] = 4 }, key: "");
            ratings.Add((await given.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id"));
            await ShouldHaveAsync(paths[item], 4, 1);
        }

        string[] rated = await TagsAsync();
        rated.Zip(tags).ShouldAllBe(pair => pair.First != pair.Second);
        (await shop.Guest.ShowAsync($"api/v1/providers/{company}/ratings"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(ratings[3]);

        // In lists too, and the best first; every page goes on where the one before ended.
        List<string> cars = [];
        string? path = "api/v1/cars?sort=rating&limit=7";
        while (path is not null)
        {
            JsonObject page = await shop.Guest.ShowAsync(path);
            cars.AddRange(page["items"]!.AsArray().Select(car => car!.Text("id")));
            path = (string?)page["nextCursor"] is { } next ? $"api/v1/cars?sort=rating&limit=7&cursor={Uri.EscapeDataString(next)}" : null;
        }

        cars[0].ShouldBe(shop.Car.ToString());
        cars.Count.ShouldBeGreaterThan(7);
        cars.Distinct().Count().ShouldBe(cars.Count);
        cars.Order().ShouldBe((await shop.Guest.ShowAsync("api/v1/cars?limit=200"))["items"]!.AsArray().Select(car => car!.Text("id")).Order());
        JsonNode best = (await shop.Guest.ShowAsync("api/v1/events?sort=rating&limit=2"))["items"]![0]!;
        (best.Text("id"), (long)best["rating"]!["count"]!).ShouldBe((Shop.Id("event", 1).ToString(), 1));
        JsonNode hall = (await shop.Guest.ShowAsync("api/v1/venues?limit=200"))["items"]!.AsArray().Single(venue => venue!.Text("id") == shop.Hall.ToString())!;
        ((double)hall["rating"]!["average"]!).ShouldBe(4);

        // Changed stars and hidden ratings count at once.
        using (HttpResponseMessage edited = await SendAsync(shop.Customer, HttpMethod.Patch, $"api/v1/bookings/{booking.Text("id")}/ratings/{ratings[0]}", new JsonObject { ["stars"] = 5 }))
        {
            edited.StatusCode.ShouldBe(HttpStatusCode.OK, await edited.Content.ReadAsStringAsync());
        }

        await ShouldHaveAsync(paths[0], 5, 1);
        (await TagsAsync())[0].ShouldNotBe(rated[0]);
        using (HttpResponseMessage hidden = await shop.Admin.PostAsync($"api/v1/ratings/{ratings[1]}/hide", new JsonObject { ["reason"] = "Names a person." }))
        {
            hidden.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await ShouldHaveAsync(paths[1], null, 0);

        // Petra has the car, and not the hall.
        foreach ((string rating, HttpStatusCode status) in new (string, HttpStatusCode)[] { (ratings[0], HttpStatusCode.OK), (ratings[1], HttpStatusCode.Forbidden) })
        {
            using HttpResponseMessage reply = await SendAsync(shop.Provider, HttpMethod.Put, $"api/v1/ratings/{rating}/reply", new JsonObject { ["text"] = "Thank you." });
            reply.StatusCode.ShouldBe(status);
        }

        async Task ShouldHaveAsync(string offering, double? average, long count)
        {
            JsonNode rating = (await shop.Guest.ShowAsync($"api/v1/{offering}"))["rating"]!;
            ((double?)rating["average"], (long)rating["count"]!).ShouldBe((average, count), offering);
        }

        async Task<string[]> TagsAsync()
        {
            List<string> read = [];
            foreach (string offering in paths)
            {
                read.Add(await desk.TagAsync(offering, shop.Guest));
            }

            return [.. read];
        }
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, JsonObject body)
    {
        using HttpRequestMessage request = new(method, path) { Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json") };
        return await http.SendAsync(request);
    }
}
