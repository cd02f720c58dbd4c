namespace Booking.Api.Tests.Cars;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ManagedCarTests(BookingApp app)
{
    [Fact]
    public async Task CreateCar_WhenAProviderAddsIt_IsHisAndCanBeFound()
    {
        Shop shop = await Shop.OfFileAsync(app);

        (JsonObject car, _) = await shop.Provider.AddAsync(ManagedCars.Van());

        car.Text("ownerId").ShouldBe(Shop.Id("user", 4).ToString());
        car["pricePerDay"]!["amount"]!.GetValue<long>().ShouldBe(9_000);
        car["pricePerHour"]!["amount"]!.GetValue<long>().ShouldBe(2_000);
        car.Text("driverMode").ShouldBe("optional");
        JsonObject read = await shop.Guest.ReadAsync($"api/v1/cars/{car.Text("id")}");
        JsonNode.DeepEquals(read["rates"], car["rates"]).ShouldBeTrue();
        (await shop.Provider.ReadAsync("api/v1/cars?managed=true&limit=200"))["items"]!.AsArray().Select(row => row!.Text("id")).ShouldContain(car.Text("id"));
    }

    public static TheoryData<string, string?, int, string, string> Bad => new()
    {
        { "name", "\"\"", 400, "validation_failed", "/name" },
        { "name", "\"a\\nb\"", 400, "validation_failed", "/name" },
        { "name", null, 400, "malformed_request", "/name" },
        { "seats", "0", 422, "rule_violated", "/seats" },
        { "timeZone", "\"Mars/Olympus\"", 422, "rule_violated", "/timeZone" },
        { "pictures", "[\"http://insecure.example/a.png\"]", 400, "validation_failed", "/pictures/0" },
        { "features", "[\"a,b\"]", 400, "validation_failed", "/features/0" },
        { "features", "[null]", 400, "validation_failed", "/features" },
        { "rates", "[]", 422, "rule_violated", "/rates" },
        { "rates", """[{"unit":"day","price":{"amount":1,"currency":"EUR"}},{"unit":"day","price":{"amount":2,"currency":"EUR"}}]""", 422, "rule_violated", "/rates/1" },
        { "rates", """[{"unit":"day","price":{"amount":9223372036854775807,"currency":"EUR"}}]""", 422, "rule_violated", "/rates/0/price/amount" },
        { "rates", """[{"unit":"day","price":{"amount":1,"currency":"USD"}}]""", 422, "rule_violated", "/rates/0/price/currency" },
        { "location", """{"lat":91,"lng":0,"address":"Pole"}""", 422, "rule_violated", "/location" },
        { "cancellationPolicy", """{"tiers":[{"hoursBefore":24,"refundPercent":101}]}""", 422, "rule_violated", "/cancellationPolicy/tiers/0/refundPercent" },
        { "licenceClass", "\"Z\"", 422, "rule_violated", "/licenceClass" },
        { "dropOffPoints", """[{"name":"A","city":"B","lat":0,"lng":181}]""", 422, "rule_violated", "/dropOffPoints/0" },
        { "colour", "\"red\"", 400, "malformed_request", "/colour" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task CreateCar_WhenBad_PointsAtItAndAddsNothing(string member, string? json, int status, string code, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        long before = await CountAsync(shop);

        using HttpResponseMessage response = await shop.Provider.PostAsync("api/v1/cars", ManagedCars.Van().With(member, json is null ? null : JsonNode.Parse(json)), key: "");

        await response.ShouldRefuseAsync(status, code, pointer);
        (await CountAsync(shop)).ShouldBe(before);
    }

    [Fact]
    public async Task Cars_WhenNotAManagers_AreRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject admins, string tag) = await shop.Admin.AddAsync(ManagedCars.Van());
        string path = $"api/v1/cars/{admins.Text("id")}";
        JsonObject change = new() { ["name"] = "Mine now" };

        using HttpResponseMessage guest = await shop.Guest.PostAsync("api/v1/cars", ManagedCars.Van(), key: "");
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage customer = await shop.Customer.PostAsync("api/v1/cars", ManagedCars.Van(), key: "");
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage another = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, change, tag);
        await another.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage withdraw = await shop.Provider.ChangeAsync(HttpMethod.Delete, path, null, tag);
        await withdraw.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage blackout = await shop.Provider.PostAsync($"{path}/blackouts", Blackout());
        await blackout.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage blackouts = await shop.Provider.SendAsync(HttpMethod.Get, $"{path}/blackouts");
        await blackouts.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage lift = await shop.Provider.SendAsync(HttpMethod.Delete, $"{path}/blackouts/{Guid.NewGuid()}");
        await lift.ShouldRefuseAsync(403, "not_the_owner");
        (await shop.Provider.ReadAsync("api/v1/cars?managed=true&limit=200"))["items"]!.AsArray().Select(row => row!.Text("id")).ShouldNotContain(admins.Text("id"));
        using HttpResponseMessage gift = await shop.Provider.PostAsync("api/v1/cars", ManagedCars.Van().With("ownerId", Shop.Id("user", 5).ToString()), key: "");
        await gift.ShouldRefuseAsync(403, "not_the_owner");
        using HttpResponseMessage noProvider = await shop.Admin.PostAsync("api/v1/cars", ManagedCars.Van().With("ownerId", Shop.Id("user", 1).ToString()), key: "");
        await noProvider.ShouldRefuseAsync(422, "rule_violated", "/ownerId");
        using HttpResponseMessage managed = await shop.Customer.SendAsync(HttpMethod.Get, "api/v1/cars?managed=true");
        await managed.ShouldRefuseAsync(403, "forbidden");

        Shop other = await Shop.OpenAsync(app);
        using HttpResponseMessage foreign = await other.Admin.ChangeAsync(HttpMethod.Patch, path, change, tag);
        await foreign.ShouldRefuseAsync(404, "offering_not_found");
    }

    [Fact]
    public async Task EditCar_WhenTwoManagersEditAtOnce_OnlyTheFirstIsTaken()
    {
        Shop shop = await Shop.OfFileAsync(app);
        (JsonObject car, string tag) = await shop.Provider.AddAsync(ManagedCars.Van());
        string path = $"api/v1/cars/{car.Text("id")}";

        Task<HttpResponseMessage>[] both =
        [
            shop.Provider.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["name"] = "First" }, tag),
            shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["seats"] = 7 }, tag),
        ];
        HttpResponseMessage[] answers = await Task.WhenAll(both);

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 412]);
        using HttpResponseMessage without = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["seats"] = 7 }, null);
        await without.ShouldRefuseAsync(428, "precondition_required");
        (JsonObject now, string fresh) = await shop.Admin.ReadTaggedAsync(path);
        fresh.ShouldNotBe(tag);
        (now.Text("name") == "First").ShouldBe((int)now["seats"]! == 9);
    }

    [Fact]
    public async Task WithdrawCar_WhenAHoldIsLive_LeavesTheHoldGood()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject car, _) = await shop.Provider.AddAsync(ManagedCars.Van());
        string path = $"api/v1/cars/{car.Text("id")}";
        JsonObject hold = await shop.HoldAsync(shop.Customer, ManagedCars.Item(car));
        (_, string tag) = await shop.Provider.ReadTaggedAsync(path);

        using HttpResponseMessage withdrawn = await shop.Provider.ChangeAsync(HttpMethod.Delete, path, null, tag);

        withdrawn.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage gone = await shop.Guest.SendAsync(HttpMethod.Get, path);
        await gone.ShouldRefuseAsync(404, "offering_not_found");
        using HttpResponseMessage late = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(ManagedCars.Item(car, days: 30)));
        (await late.ShouldRefuseAsync(422, "rule_violated", "/items/0/carId")).Text("reason").ShouldBe("not_on_sale");
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        await booked.ShouldAnswerAsync(HttpStatusCode.Created);

        (JsonObject managed, string back) = await shop.Provider.ReadTaggedAsync($"{path}?managed=true");
        ((bool)managed["isActive"]!).ShouldBeFalse();
        using HttpResponseMessage again = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["isActive"] = true }, back);
        await again.ShouldAnswerAsync(HttpStatusCode.OK);
        await shop.HoldAsync(shop.Customer, ManagedCars.Item(car, days: 30));
    }

    [Fact]
    public async Task EditCar_WhenSomethingIsHeld_KeepsTheHoldsPriceAndTerms()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject car, _) = await shop.Provider.AddAsync(ManagedCars.Van());
        string path = $"api/v1/cars/{car.Text("id")}";
        JsonObject hold = await shop.HoldAsync(shop.Customer, ManagedCars.Item(car));
        (_, string tag) = await shop.Provider.ReadTaggedAsync(path);
        JsonObject dearer = new()
        {
            ["rates"] = new JsonArray(ManagedCars.Rate("hour", 4_000)),
            ["cancellationPolicy"] = JsonNode.Parse("""{"tiers":[{"hoursBefore":240,"refundPercent":10}]}"""),
        };

        using HttpResponseMessage edited = await shop.Provider.ChangeAsync(HttpMethod.Patch, path, dearer, tag);
        await edited.ShouldAnswerAsync(HttpStatusCode.OK);

        JsonObject read = await shop.Customer.ReadAsync($"api/v1/holds/{hold.Text("id")}");
        JsonNode.DeepEquals(read["price"], hold["price"]).ShouldBeTrue();
        JsonNode.DeepEquals(read["items"], hold["items"]).ShouldBeTrue();
        (await shop.HoldAsync(shop.Customer, ManagedCars.Item(car, days: 21)))["price"]!.Amount().ShouldBe(16_000);
    }

    [Fact]
    public async Task PlaceCarBlackout_WhenTheCarIsSold_IsRefusedWithWhatIsInTheWayUnlessForced()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.BuyAsync(shop.Customer, shop.CarItem(days: 20, hour: 10));
        string path = $"api/v1/cars/{shop.Car}/blackouts";
        string before = await shop.FootprintAsync();

        using HttpResponseMessage refused = await shop.Provider.PostAsync(path, Blackout());

        JsonObject problem = await refused.ShouldRefuseAsync(409, "inventory_conflict");
        problem["conflicts"]!.AsArray().ShouldHaveSingleItem()!.Text("reason").ShouldBe("booked");
        (await shop.FootprintAsync()).ShouldBe(before);
        using HttpResponseMessage forced = await shop.Provider.PostAsync(path, Blackout().With("force", true));
        JsonObject blackout = await forced.ShouldAnswerAsync(HttpStatusCode.Created);
        (await shop.MessagesAsync("offering.disrupted", shop.Car.ToString())).ShouldBe(1);
        (await shop.Provider.ReadAsync(path))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(blackout.Text("id"));
        JsonArray calendar = (await shop.Guest.ReadAsync($"api/v1/cars/{shop.Car}/availability?from={Shop.Hour(20, 0)}&to={Shop.Hour(21, 0)}"))["items"]!.AsArray();
        calendar.Select(part => part!.Text("reason")).ShouldBe(["blackout", "booked", "buffer", "blackout"]);
        using HttpResponseMessage lifted = await shop.Provider.SendAsync(HttpMethod.Delete, $"{path}/{blackout.Text("id")}");
        lifted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await shop.Provider.ReadAsync(path))["items"]!.AsArray().ShouldBeEmpty();
    }

    private static JsonObject Blackout() => new() { ["from"] = Shop.Hour(20, 8), ["to"] = Shop.Hour(20, 20), ["reason"] = "Inspection" };

    private Task<long> CountAsync(Shop shop) => app.ScalarAsync<long>($"SELECT count(*) FROM cars WHERE tenant_id = {shop.TenantId}");
}
