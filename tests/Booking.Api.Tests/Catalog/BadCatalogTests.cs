namespace Booking.Api.Tests.Catalog;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What managers and customers may not do to services, providers and products: refused with its code, and nothing has changed.</summary>
[Collection(BookingCollection.Name)]
public sealed class BadCatalogTests(BookingApp app)
{
    [Fact]
    public async Task Changes_ByWhoMayNot_AreRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        CatalogDesk desk = new(shop);
        string service = $"services/{shop.Service}";
        string product = $"products/{shop.Product}";
        string other = $"providers/{Shop.Id("provider", 2)}";
        string before = await shop.FootprintAsync();
        foreach ((HttpClient by, int status, string code) in ((HttpClient, int, string)[])[(shop.Guest, 401, "not_authenticated"), (shop.Customer, 403, "forbidden"), (desk.Petra, 403, "not_the_owner")])
        {
            await RefusedAsync(desk, HttpMethod.Patch, service, new() { ["name"] = "Mine" }, by, status, code);
            await RefusedAsync(desk, HttpMethod.Delete, service, null, by, status, code);
            await RefusedAsync(desk, HttpMethod.Patch, product, new() { ["name"] = "Mine" }, by, status, code);
            await RefusedAsync(desk, HttpMethod.Patch, other, new() { ["name"] = "Mine" }, by, status, code);
            await RefusedAsync(desk, HttpMethod.Put, $"{other}/hours", new() { ["hours"] = new JsonArray() }, by, status, code, of: other);
            await RefusedAsync(desk, HttpMethod.Post, $"{service}/add-ons", new() { ["name"] = "X", ["price"] = CatalogDesk.Money(1) }, by, status, code, of: service);
            using HttpResponseMessage stock = await by.PostAsync($"api/v1/{product}/stock", new JsonObject { ["change"] = 1 });
            await stock.ShouldRefuseAsync(status, code);
        }

        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Provider_WhoMakesAService_OwnsItAndNobodyElseOfThemDoes()
    {
        Shop shop = await Shop.OfFileAsync(app);
        CatalogDesk desk = new(shop);
        JsonObject made = await desk.CreateAsync(
            "services",
            new() { ["name"] = "Own", ["category"] = "x", ["city"] = "Berlin", ["timeZone"] = "Europe/Berlin", ["durationMinutes"] = 30, ["price"] = CatalogDesk.Money(100) },
            desk.Petra);
        string path = $"services/{made.Text("id")}";

        (await desk.PatchAsync(path, new() { ["name"] = "Still own" }, desk.Petra)).Text("name").ShouldBe("Still own");
        await RefusedAsync(desk, HttpMethod.Patch, path, new() { ["name"] = "Taken" }, shop.SignIn(Shop.Id("user", 2), Roles.Provider), 403, "not_the_owner");
        (await desk.Petra.ShowAsync("api/v1/services?managed=true"))["items"]!.AsArray().Select(item => item!.Text("id")).ShouldBe([made.Text("id")]);
        using HttpResponseMessage twice = await desk.Petra.PostAsync("api/v1/providers", new JsonObject { ["name"] = "Petra again" });
        await twice.ShouldRefuseAsync(409, "provider_exists");
    }

    [Fact]
    public async Task Changes_FromAnotherCopy_AreRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        CatalogDesk desk = new(shop);
        string path = $"products/{Shop.Id("product", 2)}";
        JsonObject change = new() { ["description"] = "New." };
        string old = await desk.TagAsync(path, shop.Admin);
        await desk.PatchAsync(path, change);

        using HttpResponseMessage stale = await desk.ChangeAsync(HttpMethod.Patch, path, change, path, tag: old);
        await stale.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage foreign = await desk.ChangeAsync(HttpMethod.Patch, path, change, path, tag: "\"abc\"");
        await foreign.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage none = await desk.ChangeAsync(HttpMethod.Patch, path, change, path, tag: "");
        await none.ShouldRefuseAsync(428, "precondition_required");
    }

    [Theory]
    [InlineData("""{ "hours": [{ "day": "monday", "from": "9:00", "to": "17:00" }] }""", 400, "validation_failed", "/hours/0")]
    [InlineData("""{ "hours": [null] }""", 400, "validation_failed", "/hours/0")]
    [InlineData("""{ "hours": [{ "day": "monday", "from": "09:00", "to": "25:00" }] }""", 400, "validation_failed", "/hours/0")]
    [InlineData("""{ "hours": [{ "day": "monday", "from": "09:00", "to": "17:00" }, { "day": "monday", "from": "16:00", "to": "18:00" }] }""", 422, "rule_violated", "/hours/1")]
    [InlineData("""{ "hours": [{ "day": "sunday", "from": "22:00", "to": "06:00" }, { "day": "monday", "from": "05:00", "to": "08:00" }] }""", 422, "rule_violated", "/hours/1")]
    [InlineData("""{ "hours": [], "breaks": [{ "day": "monday", "from": "12:00", "to": "13:00" }] }""", 422, "rule_violated", "/breaks/0")]
    [InlineData("""{ "hours": [], "exceptions": [{ "from": "2027-01-02", "kind": "extra" }] }""", 422, "rule_violated", "/exceptions/0/hours")]
    [InlineData("""{ "hours": [], "exceptions": [{ "from": "2027-01-02", "kind": "off", "start": "noon", "end": "13:00" }] }""", 400, "validation_failed", "/exceptions/0/start")]
    [InlineData("""{ "hours": [], "exceptions": [{ "from": "2027-01-02", "to": "2027-01-01", "kind": "off" }] }""", 422, "rule_violated", "/exceptions/0/to")]
    [InlineData("""{ "hours": [], "exceptions": [{ "from": "2027-13-02", "kind": "off" }] }""", 400, "malformed_request", null)]
    public async Task SetOwnHours_WhenTheyMakeNoSense_PointsAtThem(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        CatalogDesk desk = new(shop);
        using HttpResponseMessage refused = await desk.ChangeAsync(HttpMethod.Put, "providers/me/hours", JsonNode.Parse(body)!.AsObject(), "providers/me", desk.Petra);
        await refused.ShouldRefuseAsync(status, code, pointer);
    }

    [Theory]
    [InlineData("name", "\"\"", 400, "/name")]
    [InlineData("name", "\"a\\u0000b\"", 400, "/name")]
    [InlineData("description", "\"a\\u0000b\"", 400, "/description")]
    [InlineData("timeZone", "\"Mars/Olympus\"", 422, "/timeZone")]
    [InlineData("durationMinutes", "0", 422, "/durationMinutes")]
    [InlineData("stepMinutes", "0", 422, "/stepMinutes")]
    [InlineData("price", "{ \"amount\": -1, \"currency\": \"EUR\" }", 422, "/price")]
    [InlineData("price", "{ \"amount\": 100, \"currency\": \"USD\" }", 422, "/price/currency")]
    [InlineData("languages", "[\"german\"]", 400, "/languages[0]")]
    [InlineData("providers", "[null]", 400, "/providers")]
    [InlineData("providers", "[{ \"providerId\": \"0197a3f2-0000-7000-8000-000000000000\" }]", 422, "/providers/0/providerId")]
    [InlineData("cancellationPolicy", "{ \"tiers\": [{ \"hoursBefore\": 24, \"refundPercent\": 101 }] }", 422, "/cancellationPolicy/tiers/0/refundPercent")]
    public async Task EditService_WhenADetailIsWrong_PointsAtIt(string member, string value, int status, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        CatalogDesk desk = new(shop);
        string path = $"services/{Shop.Id("service", 2)}";
        string tag = await desk.TagAsync(path, shop.Admin);
        using HttpResponseMessage refused = await desk.ChangeAsync(HttpMethod.Patch, path, new() { [member] = JsonNode.Parse(value) }, path);
        JsonObject problem = await refused.ShouldRefuseAsync(status, status == 400 ? "validation_failed" : "rule_violated");
        problem["errors"]!.AsObject().Select(error => error.Key.Replace("[0]", "/0", StringComparison.Ordinal)).ShouldContain(pointer.Replace("[0]", "/0", StringComparison.Ordinal));
        (await desk.TagAsync(path, shop.Admin)).ShouldBe(tag);
    }

    [Theory]
    [InlineData("""{ }""", 400)]
    [InlineData("""{ "change": 1, "setTo": 5 }""", 400)]
    [InlineData("""{ "setTo": -1 }""", 400)]
    [InlineData("""{ "change": 2000000000 }""", 400)]
    [InlineData("""{ "change": 1, "variantId": "0197a3f2-0000-7000-8000-000000000000" }""", 404)]
    [InlineData("""{ "change": 1, "addOnId": "0197a3f2-0000-7000-8000-000000000000" }""", 404)]
    [InlineData("""{ "change": -1000 }""", 409)]
    public async Task AdjustStock_WhenItMakesNoSense_IsRefused(string body, int status)
    {
        Shop shop = await Shop.OfFileAsync(app);
        string before = await shop.FootprintAsync();
        using HttpResponseMessage refused = await shop.Admin.PostTextAsync($"api/v1/products/{Shop.Id("product", 5)}/stock", body);
        ((int)refused.StatusCode).ShouldBe(status, await refused.Content.ReadAsStringAsync());
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("?from=2027-03-01&to=2027-04-02", "/to")]
    [InlineData("?from=2027-03-02&to=2027-03-01", "/to")]
    [InlineData("?to=2027-03-01", "/from")]
    public async Task ListServiceSlots_WhenTheRangeMakesNoSense_PointsAtIt(string query, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        (await shop.Guest.InvalidAsync($"api/v1/services/{shop.Service}/slots{query}")).ShouldBe([pointer]);
    }

    [Fact]
    public async Task PlaceHold_WhenAddOnsOrSessionsAreWrong_PointsAtThem()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string before = await shop.FootprintAsync();
        await HeldAsync(shop.ServiceItem(30).With("addOns", new JsonArray(new JsonObject { ["addOnId"] = Guid.NewGuid() })), 422, "/items/0/addOns/0/addOnId");
        await HeldAsync(shop.ServiceItem(30).With("addOns", new JsonArray((JsonNode?)null)), 400, "/items/0/addOns");
        await HeldAsync(shop.ServiceItem(30).With("quantity", 0), 400, "/items/0/quantity");
        await HeldAsync(CatalogDesk.Item(Shop.Id("service", 5).ToString(), Shop.Local(300, 7)), 422, "/items/0/from");
        await HeldAsync(shop.ProductItem().With("variantId", Guid.NewGuid()), 422, "/items/0/variantId");
        (await shop.FootprintAsync()).ShouldBe(before);

        async Task HeldAsync(JsonObject item, int status, string pointer)
        {
            using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(item));
            await response.ShouldRefuseAsync(status, status == 400 ? "validation_failed" : "rule_violated", pointer);
        }
    }

    private static async Task RefusedAsync(CatalogDesk desk, HttpMethod method, string path, JsonObject? body, HttpClient by, int status, string code, string? of = null)
    {
        using HttpResponseMessage response = await desk.ChangeAsync(method, path, body?.DeepClone().AsObject(), of ?? path, by);
        await response.ShouldRefuseAsync(status, code);
    }
}
