namespace Booking.Api.Tests.Trips;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ManageTripsTests(BookingApp app)
{
    [Fact]
    public async Task Changes_WhenTheCallerIsNotTheOwner_AreRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line);
        Guid other = Guid.CreateVersion7();
        await app.ExecuteAsync(
            $"""
            INSERT INTO users (tenant_id, id, email, name, phone, password_hash, roles, created_at, version)
            SELECT tenant_id, {other}, 'rival@example.test', 'Rita Rival', NULL, password_hash, ARRAY['provider'], created_at, 1 FROM users WHERE tenant_id = {shop.TenantId} AND email = 'provider@demo.test'
            """);
        using HttpClient rival = shop.SignIn(other, Roles.Provider);
        string footprint = await shop.FootprintAsync();

        foreach ((HttpMethod method, string path, string read) in ((HttpMethod, string, string)[])
            [
                (HttpMethod.Patch, $"operators/{line.Operator}", ""), (HttpMethod.Delete, $"operators/{line.Operator}", ""), (HttpMethod.Patch, $"routes/{line.Route}", ""),
                (HttpMethod.Delete, $"routes/{line.Route}", ""), (HttpMethod.Patch, $"buses/{line.Bus}", ""), (HttpMethod.Delete, $"buses/{line.Bus}", ""), (HttpMethod.Patch, $"trips/{trip}", ""),
                (HttpMethod.Put, $"routes/{line.Route}/fares", $"routes/{line.Route}"),
            ])
        {
            JsonObject? body = method == HttpMethod.Delete ? null : [];
            using (HttpResponseMessage refused = await desk.ChangeAsync(method, path, body, rival, read: read.Length > 0 ? read : null))
            {
                await refused.ShouldRefuseAsync(403, "not_the_owner");
            }

            using (HttpResponseMessage refused = await desk.ChangeAsync(method, path, body, shop.Customer, tag: "\"1\""))
            {
                await refused.ShouldRefuseAsync(403, "forbidden");
            }

            using (HttpResponseMessage refused = await desk.ChangeAsync(method, path, body, tag: "\"999\""))
            {
                await refused.ShouldRefuseAsync(412, "precondition_failed");
            }

            using (HttpResponseMessage refused = await desk.ChangeAsync(method, path, body, tag: ""))
            {
                await refused.ShouldRefuseAsync(428, "precondition_required");
            }
        }

        foreach (string action in (string[])["depart", "arrive", "cancel", "delay"])
        {
            JsonObject body = action == "delay" ? new() { ["minutes"] = 5 } : [];
            using HttpResponseMessage refused = await rival.PostAsync($"api/v1/trips/{trip}/{action}", body);
            await refused.ShouldRefuseAsync(403, "not_the_owner");
            using HttpResponseMessage anonymous = await shop.Guest.PostAsync($"api/v1/trips/{trip}/{action}", body);
            await anonymous.ShouldRefuseAsync(401, "not_authenticated");
        }

        (await shop.FootprintAsync()).ShouldBe(footprint);
    }

    [Fact]
    public async Task Creating_WhenTheRequestIsWrong_PointsAtTheMember()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string footprint = await shop.FootprintAsync();

        await RefusedAsync("operators", new() { ["name"] = "X", ["code"] = "lower" }, 422, "rule_violated", "/code");
        await RefusedAsync("operators", new() { ["name"] = "X", ["code"] = line.Code }, 409, "operator_code_taken", null);
        await RefusedAsync("operators", new() { ["name"] = "X", ["code"] = "XX1", ["email"] = "nobody" }, 400, "validation_failed", null);
        await RefusedAsync("operators", new() { ["name"] = "X" }, 400, "malformed_request", null);
        await RefusedAsync("buses", new() { ["name"] = "X", ["operatorId"] = line.Operator }, 422, "rule_violated", "/seats");
        await RefusedAsync("buses", new() { ["name"] = "X", ["operatorId"] = Guid.NewGuid() }, 422, "rule_violated", "/operatorId");
        await RefusedAsync("buses", new() { ["name"] = "X", ["seats"] = new JsonArray() }, 403, "not_the_owner", null);
        JsonObject route = new()
        {
            ["name"] = "X",
            ["operatorId"] = line.Operator,
            ["currency"] = "EUR",
            ["taxRate"] = 700,
            ["stops"] = new JsonArray(TripDesk.StopBody("A", 0, 0), TripDesk.StopBody("B", 60, 60)),
        };
        await RefusedAsync("routes", route.DeepClone().AsObject().With("stops", new JsonArray(TripDesk.StopBody("A", 0, 0))), 422, "rule_violated", "/stops");
        await RefusedAsync("routes", route.DeepClone().AsObject().With("stops", new JsonArray(TripDesk.StopBody("A", 0, 0), TripDesk.StopBody("B", 0, 0))), 422, "rule_violated", "/stops/1");
        await RefusedAsync("routes", route.DeepClone().AsObject().With("stops", new JsonArray(TripDesk.StopBody("A", 0, 0), TripDesk.StopBody("B", 9, 9, zone: "Mars/Base"))), 422, "rule_violated", "/stops/1");
        await RefusedAsync("routes", route.DeepClone().AsObject().With("taxRate", 20_000), 422, "rule_violated", "/taxRate");
        await RefusedAsync("routes", route.DeepClone().AsObject().With("operatorId", Guid.NewGuid()), 422, "rule_violated", "/operatorId");
        JsonObject schedule = new() { ["name"] = "X", ["routeId"] = line.Route, ["busId"] = line.Bus, ["departsAt"] = "08:00:00", ["validFrom"] = TripDesk.Day(0) };
        await RefusedAsync("schedules", schedule.DeepClone().AsObject().With("rule", "FREQ=YEARLY"), 422, "rule_violated", "/rule");
        await RefusedAsync("schedules", schedule.DeepClone().AsObject().With("validTo", TripDesk.Day(-1)), 422, "rule_violated", "/validTo");
        await RefusedAsync("schedules", schedule.DeepClone().AsObject().With("horizonDays", 400), 422, "rule_violated", "/horizonDays");
        await RefusedAsync("schedules", schedule.DeepClone().AsObject().With("busId", Guid.NewGuid()), 422, "rule_violated", "/busId");
        JsonObject trip = new() { ["routeId"] = line.Route, ["busId"] = line.Bus, ["departsAt"] = $"{TripDesk.Day(3)}T08:00:00" };
        await RefusedAsync("trips", trip.DeepClone().AsObject().With("departsAt", $"{TripDesk.Day(-3)}T08:00:00"), 422, "rule_violated", "/departsAt");
        await RefusedAsync("trips", trip.DeepClone().AsObject().With("departsAt", "tomorrow"), 400, "validation_failed", "/departsAt");
        await RefusedAsync("trips", trip.DeepClone().AsObject().With("driverId", Shop.Id("user", 1)), 422, "rule_violated", "/driverId");
        (await shop.FootprintAsync()).ShouldBe(footprint);

        async Task RefusedAsync(string path, JsonObject body, int status, string code, string? pointer)
        {
            using HttpResponseMessage refused = await desk.Manager.PostAsync($"api/v1/{path}", body, key: "");
            await refused.ShouldRefuseAsync(status, code, pointer);
        }
    }

    [Fact]
    public async Task ReplaceFares_WhenASeasonAndAScheduleHaveTheirOwn_SellsAtThose()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string usual = await desk.DepartureAsync(line, 10);
        string season = await desk.DepartureAsync(line, 12);

        await desk.PutAsync(
            $"routes/{line.Route}/fares",
            new()
            {
                ["legs"] = new JsonArray(new JsonObject { ["class"] = "standard", ["amounts"] = new JsonArray(500, 600, 700) }),
                ["fares"] = new JsonArray(new JsonObject
                {
                    ["fromStopId"] = line.Stops[0],
                    ["toStopId"] = line.Stops[3],
                    ["class"] = "standard",
                    ["amount"] = 9_900,
                    ["validFrom"] = TripDesk.Day(12),
                    ["validTo"] = TripDesk.Day(12),
                }),
            },
            $"routes/{line.Route}");

        (await PriceAsync(usual, 0, 3)).ShouldBe(1_800);
        (await PriceAsync(usual, 1, 2)).ShouldBe(600);
        (await PriceAsync(season, 0, 3)).ShouldBe(9_900);
        (await shop.HoldAsync(await shop.NewCustomerAsync(), line.Seats(season, 0, 3, "1A")))["price"]!.Amount().ShouldBe(9_900);
        (await shop.Guest.ReadAsync($"api/v1/routes/{line.Route}/fares"))["fares"]!.AsArray().Count.ShouldBe(7);
        using HttpResponseMessage refused = await desk.ChangeAsync(
            HttpMethod.Put, $"routes/{line.Route}/fares", new() { ["legs"] = new JsonArray(new JsonObject { ["class"] = "standard", ["amounts"] = new JsonArray(1) }) }, read: $"routes/{line.Route}");
        await refused.ShouldRefuseAsync(422, "rule_violated", "/legs/0/amounts");

        async Task<long> PriceAsync(string trip, int from, int to) =>
            (await shop.Guest.ReadAsync($"api/v1/trips/{trip}/seats?from={line.Stops[from]}&to={line.Stops[to]}"))["items"]![0]!["price"]!["amount"]!.GetValue<long>();
    }

    [Fact]
    public async Task EditTrip_WhenAnotherBusComes_KeepsEverySoldSeat()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line);
        await shop.BuyAsync(await shop.NewCustomerAsync(), line.Seats(trip, 0, 2, "4D"));
        string large = await BusAsync(9);

        JsonObject swapped = await desk.EditAsync($"trips/{trip}", new() { ["busId"] = large });
        (swapped.Text("busId"), (int)swapped["seats"]!).ShouldBe((large, 36));
        (await shop.Guest.ReadAsync($"api/v1/trips/{trip}/seats"))["items"]!.AsArray().Single(seat => seat!.Text("seat") == "4D")!.Text("status").ShouldBe("booked");

        async Task<string> BusAsync(int rows) => (await desk.CreateAsync("buses", new()
        {
            ["name"] = "Spare",
            ["operatorId"] = line.Operator,
            ["blocks"] = new JsonArray(new JsonObject { ["deck"] = 1, ["firstRow"] = 1, ["rows"] = rows, ["letters"] = "AB CD", ["class"] = "standard" }),
        })).Text("id");
    }

    [Fact]
    public async Task Trips_WhenTheyDepartAndArrive_SellWhatIsAheadOnly()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = await desk.DepartureAsync(line, driver: Shop.Id("user", 3).ToString());
        using HttpClient driver = TripDesk.Driver(shop);

        (await desk.DoAsync($"trips/{trip}/depart", by: driver)).Text("status").ShouldBe("departed");
        (await shop.HoldAsync(await shop.NewCustomerAsync(), line.Count(trip, 1, 2, 4)))["items"]![0]!["seats"]!.AsArray().Count.ShouldBe(4);
        (await desk.DoAsync($"trips/{trip}/arrive", by: driver)).Text("status").ShouldBe("arrived");
        foreach (string action in (string[])["arrive", "depart", "cancel"])
        {
            using HttpResponseMessage refused = await desk.Manager.PostAsync($"api/v1/trips/{trip}/{action}", new JsonObject());
            await refused.ShouldRefuseAsync(409, "illegal_transition");
        }

        using (HttpResponseMessage refused = await desk.Manager.PostAsync($"api/v1/trips/{trip}/delay", new JsonObject { ["minutes"] = 0 }))
        {
            await refused.ShouldRefuseAsync(400, "validation_failed", "/minutes");
        }

        using HttpResponseMessage gone = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(line.Count(trip, 1, 2, 1)));
        await gone.ShouldRefuseAsync(422, "rule_violated", "/items/0/tripId");
    }

    [Fact]
    public async Task PlaceHold_WhenSeatsAreCounted_TakesFreeOnesUntilThereAreTooFew()
    {
        Shop shop = await Shop.OfFileAsync(app);
        DeskLine line = await TripDesk.OfProvider(shop).LineAsync();
        string trip = await TripDesk.OfProvider(shop).DepartureAsync(line);
        HttpClient[] customers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.NewCustomerAsync()));

        // Eight at once want two of sixteen seats each: nobody is told of seats that somebody else was given.
        JsonObject[] holds = await Task.WhenAll(customers.Select(customer => shop.HoldAsync(customer, line.Count(trip, 0, 3, 2))));

        holds.SelectMany(hold => hold["items"]![0]!["seats"]!.AsArray().Select(seat => (string)seat!)).ShouldBeUnique();
        using HttpResponseMessage refused = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(line.Count(trip, 1, 2, 1)));
        (await refused.ShouldRefuseAsync(409, "sold_out")).Text("reason").ShouldBe("quota");
        using HttpResponseMessage both = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(line.Seats(trip, 0, 3, "1A").With("quantity", 2)));
        await both.ShouldRefuseAsync(400, "validation_failed", "/items/0/quantity");
    }
}
