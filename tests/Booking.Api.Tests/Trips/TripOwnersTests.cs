namespace Booking.Api.Tests.Trips;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A provider who runs buses sees and changes the own ones, and nothing of another's.</summary>
[Collection(BookingCollection.Name)]
public sealed class TripOwnersTests(BookingApp app)
{
    [Fact]
    public async Task Lists_WhenManaged_AreOfTheCallerAlone()
    {
        Shop shop = await Shop.OpenAsync(app);
        (TripDesk own, TripDesk rival) = (TripDesk.OfProvider(shop), await RivalAsync(shop));
        (DeskLine mine, string mySchedule) = await LineAsync(own);
        (DeskLine theirs, string theirSchedule) = await LineAsync(rival);
        using (HttpResponseMessage withdrawn = await own.ChangeAsync(HttpMethod.Delete, $"routes/{mine.Route}", null))
        {
            withdrawn.IsSuccessStatusCode.ShouldBeTrue(await withdrawn.Content.ReadAsStringAsync());
        }

        await ListsAsync("operators?managed=true", mine.Operator, theirs.Operator);
        await ListsAsync("routes?managed=true", mine.Route, theirs.Route);
        await ListsAsync("buses?", mine.Bus, theirs.Bus);
        await ListsAsync("schedules?", mySchedule, theirSchedule);
        (await own.Manager.ReadAsync($"api/v1/schedules?routeId={theirs.Route}"))["items"]!.AsArray().ShouldBeEmpty();

        // The public sees what is on offer of everybody, and a manager's list belongs to managers.
        string[] routes = await IdsAsync(shop.Guest, "routes?");
        routes.ShouldContain(theirs.Route);
        routes.ShouldNotContain(mine.Route);
        foreach (string list in (string[])["operators?managed=true", "routes?managed=true", "buses", "schedules"])
        {
            using HttpResponseMessage anonymous = await shop.Guest.SendAsync(HttpMethod.Get, $"api/v1/{list}");
            await anonymous.ShouldRefuseAsync(401, "not_authenticated");
            using HttpResponseMessage customer = await shop.Customer.SendAsync(HttpMethod.Get, $"api/v1/{list}");
            await customer.ShouldRefuseAsync(403, "forbidden");
        }

        async Task ListsAsync(string list, string my, string their)
        {
            (await IdsAsync(own.Manager, list)).ShouldBe([my]);
            (await IdsAsync(rival.Manager, list)).ShouldBe([their]);
            string[] all = await IdsAsync(shop.Admin, list);
            all.ShouldContain(my);
            all.ShouldContain(their);
        }
    }

    [Fact]
    public async Task Requests_WhenTheyAreAboutAnothersBuses_AreRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        (TripDesk own, TripDesk rival) = (TripDesk.OfProvider(shop), await RivalAsync(shop));
        (DeskLine mine, string mySchedule) = await LineAsync(own);
        (DeskLine theirs, string theirSchedule) = await LineAsync(rival);
        string trip = await own.DepartureAsync(mine, 40);
        string theirTrip = await rival.DepartureAsync(theirs, 40);
        string footprint = await shop.FootprintAsync();

        // What is the owner's to read.
        foreach (string path in (string[])[$"buses/{mine.Bus}", $"schedules/{mySchedule}", $"trips/{trip}/boarding-list", $"trips/{trip}/boarding-list.csv"])
        {
            using HttpResponseMessage refused = await rival.Manager.SendAsync(HttpMethod.Get, $"api/v1/{path}");
            await refused.ShouldRefuseAsync(403, "not_the_owner");
        }

        // Changes of another's.
        await ChangeAsync(HttpMethod.Put, $"routes/{mine.Route}/stops", new() { ["stops"] = new JsonArray(TripDesk.StopBody("A", 0, 0), TripDesk.StopBody("B", 60, 60)) }, $"routes/{mine.Route}");
        await ChangeAsync(HttpMethod.Patch, $"schedules/{mySchedule}", new() { ["name"] = "Mine now" });
        await ChangeAsync(HttpMethod.Delete, $"schedules/{mySchedule}", null);
        await PostAsync($"schedules/{mySchedule}/trips", []);

        // New things for another, or with another's.
        await PostAsync("buses", new() { ["name"] = "X", ["operatorId"] = mine.Operator, ["blocks"] = new JsonArray(new JsonObject { ["deck"] = 1, ["firstRow"] = 1, ["rows"] = 1, ["letters"] = "AB", ["class"] = "standard" }) });
        await PostAsync("routes", new()
        {
            ["name"] = "X",
            ["operatorId"] = mine.Operator,
            ["currency"] = "EUR",
            ["taxRate"] = 0,
            ["stops"] = new JsonArray(TripDesk.StopBody("A", 0, 0), TripDesk.StopBody("B", 60, 60)),
        });
        await PostAsync("trips", Departure(mine.Route, theirs.Bus));
        await PostAsync("trips", Departure(theirs.Route, mine.Bus));
        await PostAsync("schedules", Schedule(mine.Route, theirs.Bus));
        await PostAsync("schedules", Schedule(theirs.Route, mine.Bus));
        await PostAsync("operators", new() { ["name"] = "X", ["code"] = "XX9", ["ownerId"] = Shop.Id("user", 4).ToString() });

        // The own ones given to another, or served with another's.
        await ChangeAsync(HttpMethod.Patch, $"buses/{theirs.Bus}", new() { ["operatorId"] = mine.Operator });
        await ChangeAsync(HttpMethod.Patch, $"routes/{theirs.Route}", new() { ["operatorId"] = mine.Operator });
        await ChangeAsync(HttpMethod.Patch, $"operators/{theirs.Operator}", new() { ["ownerId"] = Shop.Id("user", 4).ToString() });
        await ChangeAsync(HttpMethod.Patch, $"schedules/{theirSchedule}", new() { ["busId"] = mine.Bus });
        await ChangeAsync(HttpMethod.Patch, $"trips/{theirTrip}", new() { ["busId"] = mine.Bus });

        (await shop.FootprintAsync()).ShouldBe(footprint);

        async Task ChangeAsync(HttpMethod method, string path, JsonObject? body, string? read = null)
        {
            string tag = await TagAsync(read ?? path);
            using HttpResponseMessage refused = await rival.ChangeAsync(method, path, body, tag: tag);
            await refused.ShouldRefuseAsync(403, "not_the_owner");
        }

        async Task PostAsync(string path, JsonObject body)
        {
            using HttpResponseMessage refused = await rival.Manager.PostAsync($"api/v1/{path}", body, key: "");
            await refused.ShouldRefuseAsync(403, "not_the_owner");
        }

        async Task<string> TagAsync(string path)
        {
            using HttpResponseMessage current = await shop.Admin.SendAsync(HttpMethod.Get, $"api/v1/{path}");
            return current.Headers.ETag.ShouldNotBeNull(await current.Content.ReadAsStringAsync()).Tag;
        }
    }

    private static JsonObject Departure(string route, string bus) => new() { ["routeId"] = route, ["busId"] = bus, ["departsAt"] = $"{TripDesk.Day(41)}T08:00:00" };

    private static JsonObject Schedule(string route, string bus) =>
        new() { ["name"] = "Mornings", ["routeId"] = route, ["busId"] = bus, ["departsAt"] = "08:00:00", ["validFrom"] = TripDesk.Day(1), ["horizonDays"] = 2 };

    private static async Task<(DeskLine Line, string Schedule)> LineAsync(TripDesk desk)
    {
        DeskLine line = await desk.LineAsync();
        return (line, (await desk.CreateAsync("schedules", Schedule(line.Route, line.Bus))).Text("id"));
    }

    private static async Task<string[]> IdsAsync(HttpClient http, string list) =>
        [.. (await http.ReadAsync($"api/v1/{list}&limit=200".Replace("?&", "?", StringComparison.Ordinal)))["items"]!.AsArray().Select(row => row!.Text("id"))];

    /// <summary>At the desk of another provider of the same tenant.</summary>
    private static async Task<TripDesk> RivalAsync(Shop shop)
    {
        Guid rival = Guid.CreateVersion7();
        await shop.App.ExecuteAsync(
            $"""
            INSERT INTO users (tenant_id, id, email, name, phone, password_hash, roles, created_at, version)
            SELECT tenant_id, {rival}, 'rival@example.test', 'Rita Rival', NULL, password_hash, ARRAY['provider'], created_at, 1 FROM users WHERE tenant_id = {shop.TenantId} AND email = 'provider@demo.test'
            """);
        return new TripDesk(shop, shop.SignIn(rival, Roles.Provider));
    }
}
