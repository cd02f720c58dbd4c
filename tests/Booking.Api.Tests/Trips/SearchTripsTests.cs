namespace Booking.Api.Tests.Trips;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class SearchTripsTests(BookingApp app)
{
    [Fact]
    public async Task ListTrips_WhenSorted_GoesOnWhereThePageEnded()
    {
        foreach (string sort in (string[])["departs", "duration", "price"])
        {
            string path = $"api/v1/trips?date={TripDesk.Day(3)}&dateTo={TripDesk.Day(5)}&sort={sort}";
            List<System.Text.Json.JsonElement> whole = await app.Http.ItemsAsync($"{path}&limit=200");
            List<System.Text.Json.JsonElement> paged = await app.Http.WalkAsync($"{path}&limit=4");

            whole.Count.ShouldBe(3 * 9);
            paged.Select(trip => trip.Id()).ShouldBe(whole.Select(trip => trip.Id()));
            long[] keys = [.. whole.Select(trip => sort switch
            {
                "duration" => (trip.Time("arrivesAt") - trip.Time("departsAt")).Ticks,
                "price" => trip.GetProperty("price").GetProperty("amount").GetInt64(),
                _ => trip.Time("departsAt").Ticks,
            })];
            keys.ShouldBeInOrder();
        }
    }

    [Theory]
    [InlineData("dateTo=2027-01-01", "/dateTo")]
    [InlineData("sort=colour", "/sort")]
    [InlineData("near=north", "/near")]
    [InlineData("connections=perhaps", "/connections")]
    public async Task ListTrips_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/trips?{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task ListTrips_WhenTooManyDaysAreAsked_IsRefused() =>
        (await app.Http.InvalidAsync($"api/v1/trips?date={TripDesk.Day(1)}&dateTo={TripDesk.Day(8)}")).ShouldBe(["/dateTo"]);

    [Fact]
    public async Task ListTrips_WhenAPlaceIsNear_GetsOnThere()
    {
        List<System.Text.Json.JsonElement> trips = await app.Http.ItemsAsync($"api/v1/trips?near=51.34,12.37&radiusKm=20&destination=Munchen&date={TripDesk.Day(3)}");

        trips.ShouldNotBeEmpty();
        trips.ShouldAllBe(trip => trip.GetProperty("fromStop").Text("city") == "Leipzig" && trip.GetProperty("toStop").Text("city") == "München");
    }

    [Fact]
    public async Task ListTrips_WhenAClassIsAsked_CountsAndPricesThatOne()
    {
        System.Text.Json.JsonElement all = (await app.Http.ItemsAsync($"api/v1/trips?origin=ha%20noi&destination=hue&date={TripDesk.Day(3)}"))[0];
        System.Text.Json.JsonElement premium = (await app.Http.ItemsAsync($"api/v1/trips?origin=Ha%20Noi&destination=HUE&date={TripDesk.Day(3)}&class=premium"))[0];

        premium.Id().ShouldBe(all.Id());
        premium.GetProperty("seatsAvailable").GetInt32().ShouldBeLessThan(all.GetProperty("seatsAvailable").GetInt32());
        premium.GetProperty("price").GetProperty("amount").GetInt64().ShouldBeGreaterThan(all.GetProperty("price").GetProperty("amount").GetInt64());
        (await app.Http.ItemsAsync($"api/v1/trips?origin=ha%20noi&date={TripDesk.Day(3)}&class=throne")).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListTrips_WhenAChangeIsWanted_FindsTwoRidesThatFitIntoOneHold()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine first = await desk.LineAsync();
        DeskLine second = await desk.LineAsync(routeTerms: new()
        {
            ["stops"] = new JsonArray(
                TripDesk.StopBody($"Charlie {first.Code}", 0, 0), TripDesk.StopBody($"Echo {first.Code}", 60, 65), TripDesk.StopBody($"Foxtrot {first.Code}", 120, 125), TripDesk.StopBody($"Golf {first.Code}", 180, 180)),
        });
        string morning = await desk.DepartureAsync(first);
        string missed = await TripAtAsync("10:10");
        string caught = await TripAtAsync("10:15");

        JsonObject found = await Requests.ReadAsync(shop.Guest, $"api/v1/trips?origin=Alpha%20{first.Code}&destination=Golf%20{first.Code}&date={TripDesk.Day(10)}&connections=true&passengers=2");

        JsonNode ride = found["items"]!.AsArray().ShouldHaveSingleItem()!;
        ride["legs"]!.AsArray().Select(leg => leg!.Text("tripId")).ShouldBe([morning, caught]);
        caught.ShouldNotBe(missed);
        (ride["price"]!["amount"]!.GetValue<long>(), ride["toStop"]!.Text("city")).ShouldBe((2_000 + 3_000, $"Golf {first.Code}"));
        JsonObject hold = await shop.HoldAsync(shop.Customer, [.. ride["legs"]!.AsArray().Select(leg => (JsonNode?)new JsonObject
        {
            ["kind"] = "tripSeat", ["tripId"] = leg!.Text("tripId"), ["fromStopId"] = leg!["fromStop"]!.Text("id"), ["toStopId"] = leg!["toStop"]!.Text("id"), ["quantity"] = 2,
        })]);
        hold["price"]!.Amount().ShouldBe(2 * 5_000);

        async Task<string> TripAtAsync(string time) => (await desk.CreateAsync("trips", new() { ["routeId"] = second.Route, ["busId"] = second.Bus, ["departsAt"] = $"{TripDesk.Day(10)}T{time}:00" })).Text("id");
    }

    [Fact]
    public async Task ListTrips_WhenTheChangeIsAfterMidnightInAnotherZone_CountsDaysAsTheClocksThereDo()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine first = await desk.LineAsync();
        string code = first.Code;
        string evening = await RouteAsync("evening", TripDesk.StopBody($"London {code}", 0, 0, zone: "Europe/London"), TripDesk.StopBody($"Calais {code}", 120, 120));
        string night = await RouteAsync("night", TripDesk.StopBody($"Calais {code}", 0, 0), TripDesk.StopBody($"Kyiv {code}", 1_200, 1_200, zone: "Europe/Kyiv"));
        JsonObject night2 = await Requests.ReadAsync(shop.Guest, $"api/v1/routes/{night}");
        await desk.PutAsync(
            $"routes/{night}/fares",
            new()
            {
                ["fares"] = new JsonArray(
                    Fare(3_000, null), Fare(9_900, TripDesk.Day(11))),
            },
            $"routes/{night}");

        // 22:30 in London is 23:30 in Calais; the bus is there at 1:30 of the next day, and the next one may leave at 1:45.
        string late = await TripAsync(evening, 10, "22:30");
        await TripAsync(night, 11, "01:40");
        string caught = await TripAsync(night, 11, "01:45");
        await TripAsync(night, 11, "07:31");

        JsonNode ride = (await FindAsync(10))["items"]!.AsArray().ShouldHaveSingleItem()!;
        ride["legs"]!.AsArray().Select(leg => leg!.Text("tripId")).ShouldBe([late, caught]);
        (ride["legs"]![1]!.Time("departsAt") - ride["legs"]![0]!.Time("arrivesAt")).ShouldBe(TimeSpan.FromMinutes(15));
        (ride["fromStop"]!.Text("timeZone"), ride["toStop"]!.Text("timeZone")).ShouldBe(("Europe/London", "Europe/Kyiv"));

        // The fare of the day on which it leaves Calais, not of the day on which the journey begins.
        ride["price"]!["amount"]!.GetValue<long>().ShouldBe(1_000 + 9_900);
        (await FindAsync(9))["items"]!.AsArray().ShouldBeEmpty();
        (await FindAsync(11))["items"]!.AsArray().ShouldBeEmpty();
        (await FindAsync(10, "&passengers=17"))["items"]!.AsArray().ShouldBeEmpty("both buses have 16 seats");

        JsonObject Fare(int amount, string? day) => new()
        {
            ["fromStopId"] = night2["stops"]![0]!.Text("id"),
            ["toStopId"] = night2["stops"]![1]!.Text("id"),
            ["class"] = "standard",
            ["amount"] = amount,
            ["validFrom"] = day,
            ["validTo"] = day,
        };

        Task<JsonObject> FindAsync(int day, string more = "") =>
            Requests.ReadAsync(shop.Guest, $"api/v1/trips?origin=London%20{code}&destination=Kyiv%20{code}&date={TripDesk.Day(day)}&connections=true{more}");

        async Task<string> RouteAsync(string name, params JsonNode?[] stops)
        {
            string route = (await desk.CreateAsync("routes", new() { ["name"] = name, ["operatorId"] = first.Operator, ["currency"] = "EUR", ["taxRate"] = 0, ["stops"] = new JsonArray(stops) })).Text("id");
            await desk.PutAsync($"routes/{route}/fares", new() { ["legs"] = new JsonArray(new JsonObject { ["class"] = "standard", ["amounts"] = new JsonArray(1_000) }) }, $"routes/{route}");
            return route;
        }

        async Task<string> TripAsync(string route, int day, string time) =>
            (await desk.CreateAsync("trips", new() { ["routeId"] = route, ["busId"] = first.Bus, ["departsAt"] = $"{TripDesk.Day(day)}T{time}:00" })).Text("id");
    }

    [Fact]
    public async Task ListTrips_WhenAStopIsAnotherTenants_FindsNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        DeskLine line = await TripDesk.OfProvider(shop).LineAsync();
        await TripDesk.OfProvider(shop).DepartureAsync(line);

        (await app.Http.ItemsAsync($"api/v1/trips?origin={line.Stops[0]}")).ShouldBeEmpty();
        (await app.Http.StatusAsync($"api/v1/routes/{line.Route}")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Http.StatusAsync($"api/v1/operators/{line.Operator}")).ShouldBe(HttpStatusCode.NotFound);
        using HttpClient admin = await app.SignInAsync("admin@demo.test");
        (await admin.StatusAsync($"api/v1/buses/{line.Bus}")).ShouldBe(HttpStatusCode.NotFound);
    }
}
