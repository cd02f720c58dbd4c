namespace Booking.Api.Tests.Drivers;

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Cars;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class DriverTests(BookingApp app)
{
    [Fact]
    public async Task PlanOwnShift_WhenItGoesOverMidnight_IsWhatIsReadBack()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject before, string tag) = await shop.Driver.ReadTaggedAsync("api/v1/drivers/me");
        before.Text("name").ShouldBe("Dora Demo");

        using HttpResponseMessage planned = await shop.Driver.ChangeAsync(HttpMethod.Put, "api/v1/drivers/me/shift", Nights(), tag);

        JsonObject driver = await planned.ShouldAnswerAsync(HttpStatusCode.OK);
        JsonObject night = driver["shift"]!["weekly"]![0]!.AsObject();
        (night.Text("day"), night.Text("from"), night.Text("to")).ShouldBe(("friday", "22:00", "06:00"));
        driver["shift"]!["exceptions"]![0]!["hours"]![0]!.Text("to").ShouldBe("24:00");
        using HttpResponseMessage stale = await shop.Driver.ChangeAsync(HttpMethod.Put, "api/v1/drivers/me/shift", Nights(), tag);
        await stale.ShouldRefuseAsync(412, "precondition_failed");
        using HttpResponseMessage blind = await shop.Driver.ChangeAsync(HttpMethod.Put, "api/v1/drivers/me/shift", Nights(), null);
        await blind.ShouldRefuseAsync(428, "precondition_required");
    }

    [Theory]
    [InlineData("""{"timeZone":"Europe/Berlin","weekly":[{"day":"monday","from":"08:00","to":"16:00"},{"day":"monday","from":"15:00","to":"17:00"}]}""", 422, "rule_violated", "/weekly/1")]
    [InlineData("""{"timeZone":"Europe/Berlin","weekly":[{"day":"sunday","from":"22:00","to":"06:00"},{"day":"monday","from":"05:00","to":"09:00"}]}""", 422, "rule_violated", "/weekly/1")]
    [InlineData("""{"timeZone":"Nowhere","weekly":[]}""", 422, "rule_violated", "/timeZone")]
    [InlineData("""{"timeZone":"Europe/Berlin","weekly":[{"day":"monday","from":"8","to":"16:00"}]}""", 400, "validation_failed", "/weekly/0/from")]
    [InlineData("""{"timeZone":"Europe/Berlin","weekly":[{"day":"monday","from":"08:00","to":"24:01"}]}""", 400, "validation_failed", "/weekly/0/to")]
    [InlineData("""{"timeZone":"Europe/Berlin","weekly":[null]}""", 400, "validation_failed", "/weekly")]
    public async Task PlanOwnShift_WhenBad_PointsAtIt(string body, int status, string code, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        (JsonObject before, string tag) = await shop.Driver.ReadTaggedAsync("api/v1/drivers/me");

        using HttpResponseMessage response = await shop.Driver.ChangeAsync(HttpMethod.Put, "api/v1/drivers/me/shift", JsonNode.Parse(body), tag);

        await response.ShouldRefuseAsync(status, code, pointer);
        JsonNode.DeepEquals((await shop.Driver.ReadAsync("api/v1/drivers/me"))["shift"], before["shift"]).ShouldBeTrue();
    }

    [Fact]
    public async Task ReportLocation_WhenOlderOrImpossible_IsRefusedAndTheLastOneStands()
    {
        Shop shop = await Shop.OpenAsync(app);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        (await PutLocationAsync(shop, 52.52, 13.40, now)).ShouldBe(HttpStatusCode.NoContent);
        (await PutLocationAsync(shop, 52.52, 13.40, now)).ShouldBe(HttpStatusCode.NoContent);

        using HttpResponseMessage older = await SendLocationAsync(shop, 52.53, 13.41, now.AddMinutes(-1));
        await older.ShouldRefuseAsync(409, "stale_location");
        using HttpResponseMessage jump = await SendLocationAsync(shop, 48.14, 11.56, now.AddSeconds(5));
        await jump.ShouldRefuseAsync(422, "rule_violated", "/lat");
        using HttpResponseMessage future = await SendLocationAsync(shop, 52.52, 13.40, now.AddHours(1));
        await future.ShouldRefuseAsync(422, "rule_violated", "/at");
        using HttpResponseMessage off = await SendLocationAsync(shop, 91, 13.40, now);
        await off.ShouldRefuseAsync(400, "validation_failed", "/lat");
        using HttpResponseMessage customer = await shop.Customer.ChangeAsync(HttpMethod.Put, "api/v1/drivers/me/location", Location(52.52, 13.40, now), null);
        await customer.ShouldRefuseAsync(403, "forbidden");

        JsonObject driver = await shop.Driver.ReadAsync("api/v1/drivers/me");
        ((double)driver["location"]!["lat"]!).ShouldBe(52.52);
        ((double)driver["location"]!["lng"]!).ShouldBe(13.40);
        (await app.ScalarAsync<long>($"SELECT version FROM drivers WHERE tenant_id = {shop.TenantId} AND id = {Shop.Id("driver", 1)}")).ShouldBe(1);
    }

    [Fact]
    public async Task ListEligibleDrivers_WhenAsked_GivesEveryNoItsReason()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid busy = Shop.Id("driver", 1);
        DateTime from = DateTime.UtcNow.Date.AddDays(20).AddHours(9);
        await app.ExecuteAsync(
            $"""
            INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state)
            VALUES ({shop.TenantId}, gen_random_uuid(), 0, 0, {busy}, {from}, {from.AddHours(1)}, {from}, {from.AddHours(1)}, 'booked')
            """);
        (JsonObject bus, _) = await shop.Admin.AddAsync(ManagedCars.Van().With("licenceClass", "D").With("location", new JsonObject { ["lat"] = 52.52, ["lng"] = 13.40, ["address"] = "Alexanderplatz 1" }));

        Dictionary<string, JsonNode> drivers = await EligibleAsync(shop, shop.Car.ToString());

        drivers.Count.ShouldBe(21);
        Reasons(drivers[busy.ToString()]).ShouldBe(["booked"]);
        Reasons(drivers[Shop.Id("driver", 5).ToString()]).ShouldBeEmpty();
        ((bool)drivers[Shop.Id("driver", 5).ToString()]["eligible"]!).ShouldBeTrue();
        Reasons(drivers[Shop.Id("driver", 4).ToString()]).ShouldBe(["driver_shift"]);
        Reasons(drivers[Shop.Id("driver", 10).ToString()]).ShouldContain("distance");
        (await EligibleAsync(shop, bus.Text("id"))).Values.ShouldAllBe(driver => Reasons(driver).Contains("licence"));
        JsonObject page = await shop.Admin.ReadAsync($"api/v1/drivers/eligible?carId={shop.Car}&from={Shop.Hour(20, 9)}&to={Shop.Hour(20, 13)}&limit=5");
        page["items"]!.AsArray().Count.ShouldBe(5);
        page["nextCursor"].ShouldNotBeNull();
    }

    [Fact]
    public async Task PlaceHold_WhenNoShiftCoversTheTime_SaysDriverShift()
    {
        Shop shop = await Shop.OpenAsync(app);
        await app.ExecuteAsync($"UPDATE drivers SET weekly_shifts = '[]' WHERE tenant_id = {shop.TenantId}");
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(shop.CarItem().With("withDriver", true)));

        (await response.ShouldRefuseAsync(422, "rule_violated", "/items/0/withDriver")).Text("reason").ShouldBe("driver_shift");
        (await shop.FootprintAsync()).ShouldBe(before);
        await shop.HoldAsync(shop.Customer, shop.CarItem());
    }

    [Fact]
    public async Task Drivers_WhenManaged_AreAddedChangedAndListed()
    {
        Shop shop = await Shop.OpenAsync(app);
        await app.ExecuteAsync($"DELETE FROM drivers WHERE tenant_id = {shop.TenantId} AND id = {Shop.Id("driver", 21)}");
        JsonObject body = new()
        {
            ["userId"] = Shop.Id("user", 119).ToString(),
            ["licenceClasses"] = Shop.Names(["B", "D1"]),
            ["base"] = new JsonObject { ["lat"] = 38.71, ["lng"] = -9.12, ["address"] = "Lisboa" },
            ["languages"] = Shop.Names(["pt", "en"]),
            ["shift"] = JsonNode.Parse("""{"timeZone":"Europe/Lisbon","weekly":[{"day":"monday","from":"00:00","to":"24:00"}],"exceptions":[]}"""),
        };

        using HttpResponseMessage created = await shop.Admin.PostAsync("api/v1/drivers", body, key: "");
        JsonObject driver = await created.ShouldAnswerAsync(HttpStatusCode.Created);
        string path = $"api/v1/drivers/{driver.Text("id")}";
        string tag = created.Headers.ETag.ShouldNotBeNull().Tag;
        using HttpResponseMessage twice = await shop.Admin.PostAsync("api/v1/drivers", body, key: "");
        await twice.ShouldRefuseAsync(409, "driver_exists");
        using HttpResponseMessage noDriver = await shop.Admin.PostAsync("api/v1/drivers", body.DeepClone().AsObject().With("userId", Shop.Id("user", 1).ToString()), key: "");
        await noDriver.ShouldRefuseAsync(422, "rule_violated", "/userId");
        using HttpResponseMessage licence = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["licenceClasses"] = Shop.Names(["Q"]) }, tag);
        await licence.ShouldRefuseAsync(422, "rule_violated", "/licenceClasses");
        using HttpResponseMessage edited = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["isActive"] = false }, tag);
        ((bool)(await edited.ShouldAnswerAsync(HttpStatusCode.OK))["isActive"]!).ShouldBeFalse();
        using HttpResponseMessage stale = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, new JsonObject { ["isActive"] = true }, tag);
        await stale.ShouldRefuseAsync(412, "precondition_failed");

        (await shop.Admin.ReadAsync("api/v1/drivers?limit=200"))["items"]!.AsArray().Count.ShouldBe(21);
        (await shop.Admin.ReadAsync("api/v1/drivers?active=true&limit=200"))["items"]!.AsArray().Count.ShouldBe(20);
        (await shop.Admin.ReadAsync("api/v1/drivers?near=38.71,-9.12&radiusKm=10"))["items"]!.AsArray().ShouldHaveSingleItem();
        using HttpResponseMessage provider = await shop.Provider.SendAsync(HttpMethod.Get, "api/v1/drivers");
        await provider.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage another = await shop.Driver.SendAsync(HttpMethod.Get, path);
        await another.ShouldRefuseAsync(404, "driver_not_found");
        Shop other = await Shop.OpenAsync(app);
        using HttpResponseMessage foreign = await other.Admin.SendAsync(HttpMethod.Get, path);
        await foreign.ShouldRefuseAsync(404, "driver_not_found");
    }

    [Fact]
    public async Task Drivers_WhenTheCallerIsNotTheirManager_AreRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string another = $"api/v1/drivers/{Shop.Id("driver", 2)}";
        (HttpMethod Method, string Path)[] admins =
        [
            (HttpMethod.Get, "api/v1/drivers"), (HttpMethod.Post, "api/v1/drivers"), (HttpMethod.Patch, another), (HttpMethod.Put, $"{another}/shift"),
        ];
        (HttpMethod Method, string Path)[] drivers = [(HttpMethod.Get, "api/v1/drivers/me"), (HttpMethod.Put, "api/v1/drivers/me/shift"), (HttpMethod.Put, "api/v1/drivers/me/location")];

        foreach ((HttpMethod method, string path) in admins)
        {
            await RefusesAsync(shop.Guest, method, path, 401, "not_authenticated");
            foreach (HttpClient http in (HttpClient[])[shop.Customer, shop.Provider, shop.Driver])
            {
                await RefusesAsync(http, method, path, 403, "forbidden");
            }
        }

        foreach ((HttpMethod method, string path) in drivers)
        {
            await RefusesAsync(shop.Guest, method, path, 401, "not_authenticated");
            await RefusesAsync(shop.Provider, method, path, 403, "forbidden");
        }

        await RefusesAsync(shop.Guest, HttpMethod.Get, another, 401, "not_authenticated");
        await RefusesAsync(shop.Provider, HttpMethod.Get, another, 403, "forbidden");
        await RefusesAsync(shop.Customer, HttpMethod.Get, $"api/v1/drivers/eligible?carId={shop.Car}&from={Shop.Hour(20, 9)}&to={Shop.Hour(20, 13)}", 403, "forbidden");

        static async Task RefusesAsync(HttpClient http, HttpMethod method, string path, int status, string code)
        {
            JsonNode? body = method == HttpMethod.Get ? null
                : path.EndsWith("shift", StringComparison.Ordinal) ? Nights()
                : path.EndsWith("location", StringComparison.Ordinal) ? Location(52.52, 13.40, DateTimeOffset.UtcNow)
                : method == HttpMethod.Post ? new JsonObject
                {
                    ["userId"] = Guid.NewGuid().ToString(),
                    ["licenceClasses"] = Shop.Names(["B"]),
                    ["base"] = new JsonObject { ["lat"] = 1, ["lng"] = 1, ["address"] = "A" },
                    ["languages"] = Shop.Names([]),
                    ["shift"] = Nights(),
                }
                : new JsonObject { ["isActive"] = false };
            using HttpResponseMessage refused = await http.ChangeAsync(method, path, body, method == HttpMethod.Get || method == HttpMethod.Post ? null : "\"1\"");
            await refused.ShouldRefuseAsync(status, code);
        }
    }

    private static JsonNode? Nights() => JsonNode.Parse(
        """
        {"timeZone":"Europe/Berlin","weekly":[{"day":"friday","from":"22:00","to":"06:00"}],"exceptions":[{"date":"2027-12-24","hours":[{"from":"08:00","to":"24:00"}]}]}
        """);

    private static async Task<Dictionary<string, JsonNode>> EligibleAsync(Shop shop, string car) =>
        (await shop.Admin.ReadAsync($"api/v1/drivers/eligible?carId={car}&from={Shop.Hour(20, 9)}&to={Shop.Hour(20, 13)}&limit=200"))["items"]!.AsArray()
            .ToDictionary(driver => driver!.Text("id"), driver => driver!);

    private static List<string> Reasons(JsonNode driver) => [.. driver["reasons"]!.AsArray().Select(reason => (string?)reason ?? "")];

    private static JsonObject Location(double lat, double lng, DateTimeOffset at) =>
        new() { ["lat"] = lat, ["lng"] = lng, ["at"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) };

    private static Task<HttpResponseMessage> SendLocationAsync(Shop shop, double lat, double lng, DateTimeOffset at) =>
        shop.Driver.ChangeAsync(HttpMethod.Put, "api/v1/drivers/me/location", Location(lat, lng, at), null);

    private static async Task<HttpStatusCode> PutLocationAsync(Shop shop, double lat, double lng, DateTimeOffset at)
    {
        using HttpResponseMessage response = await SendLocationAsync(shop, lat, lng, at);
        return response.StatusCode;
    }
}
