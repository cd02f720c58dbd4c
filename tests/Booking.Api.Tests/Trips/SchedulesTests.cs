namespace Booking.Api.Tests.Trips;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class SchedulesTests(BookingApp app)
{
    [Fact]
    public async Task CreateTrips_WhenManyDoItAtOnce_MakesOneTripADay()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        JsonObject schedule = await ScheduleAsync(desk, line, new() { ["departsAt"] = "23:59:00" });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => desk.DoAsync($"schedules/{schedule.Text("id")}/trips")));

        List<JsonNode?> trips = await TripsAsync(shop, line);
        trips.Count.ShouldBeInRange(10, 11);
        trips.Select(trip => trip!.Time("departsAt")).ShouldBeUnique();

        // The last stop is reached on the next day.
        JsonObject trip = await shop.Guest.ReadAsync($"api/v1/trips/{trips[0]!.Text("id")}");
        trip["stops"]!.AsArray().Select(stop => (stop!.Time("arrivesAt") - trip.Time("departsAt")).TotalMinutes).ShouldBe([0, 60, 120, 180]);
    }

    [Fact]
    public async Task Worker_WhenAScheduleIsNew_FillsIt()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        JsonObject schedule = await ScheduleAsync(desk, line, []);

        await Eventually.SatisfiesAsync(() => desk.Manager.ReadAsync($"api/v1/schedules/{schedule.Text("id")}"), read => read["filledUntil"] is not null, TimeSpan.FromSeconds(90));

        (await TripsAsync(shop, line)).Count.ShouldBeInRange(10, 11);
    }

    [Fact]
    public async Task EditSchedule_WhenATripIsSold_ChangesTheOthersAndNamesIt()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string schedule = (await ScheduleAsync(desk, line, [])).Text("id");
        await desk.DoAsync($"schedules/{schedule}/trips");
        List<JsonNode?> before = await TripsAsync(shop, line);
        string sold = before[4]!.Text("id");
        await shop.BuyAsync(await shop.NewCustomerAsync(), line.Seats(sold, 0, 1, "1A"));

        JsonObject change = await desk.EditAsync($"schedules/{schedule}", new() { ["departsAt"] = "09:30:00", ["noService"] = new JsonArray(TripDesk.Day(3)) });

        change["kept"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(sold);
        ((int)change["withdrawn"]!, (int)change["created"]!).ShouldBe((1, 0));
        ((int)change["changed"]!).ShouldBe(before.Count - 2);
        List<JsonNode?> after = await TripsAsync(shop, line);
        after.Count.ShouldBe(before.Count - 1);
        after.Single(trip => trip!.Text("id") == sold)!.Time("departsAt").ShouldBe(before[4]!.Time("departsAt"));
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        after.Where(trip => trip!.Text("id") != sold).ShouldAllBe(trip => TimeZoneInfo.ConvertTime(trip!.Time("departsAt"), berlin).TimeOfDay == new TimeSpan(9, 30, 0));

        // Back as it was: the day that was left out comes back as the same trip.
        (await desk.EditAsync($"schedules/{schedule}", new() { ["departsAt"] = "08:00:00", ["noService"] = new JsonArray() }))["kept"]!.AsArray().ShouldBeEmpty();
        (await TripsAsync(shop, line)).Select(trip => (trip!.Text("id"), trip!.Time("departsAt"))).ShouldBe(before.Select(trip => (trip!.Text("id"), trip!.Time("departsAt"))));

        using HttpResponseMessage gone = await desk.ChangeAsync(HttpMethod.Delete, $"schedules/{schedule}", null);
        (await gone.ShouldAnswerAsync(HttpStatusCode.OK))["kept"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(sold);
        (await TripsAsync(shop, line)).ShouldHaveSingleItem()!.Text("id").ShouldBe(sold);
    }

    [Fact]
    public async Task Schedules_WhenListed_AreTheCallersOwn()
    {
        Shop shop = await Shop.OfFileAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string schedule = (await ScheduleAsync(desk, line, new() { ["rule"] = null, ["weekdays"] = new JsonArray("monday", "friday") })).Text("id");

        JsonNode listed = (await desk.Manager.ReadAsync($"api/v1/schedules?routeId={line.Route}"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        (listed.Text("id"), listed.Text("rule")).ShouldBe((schedule, "FREQ=WEEKLY;BYDAY=MO,FR"));
        (await desk.Manager.ReadAsync("api/v1/schedules?limit=200"))["items"]!.AsArray().Select(one => one!.Text("name")).ShouldAllBe(name => name == "Mornings");
        (await shop.Admin.ReadAsync("api/v1/schedules?limit=200"))["items"]!.AsArray().Count.ShouldBeGreaterThan(9);
        using HttpResponseMessage refused = await shop.Customer.GetAsync(new Uri("api/v1/schedules", UriKind.Relative));
        await refused.ShouldRefuseAsync(403, "forbidden");
    }

    private static Task<JsonObject> ScheduleAsync(TripDesk desk, DeskLine line, JsonObject more)
    {
        JsonObject body = new() { ["name"] = "Mornings", ["routeId"] = line.Route, ["busId"] = line.Bus, ["departsAt"] = "08:00:00", ["validFrom"] = TripDesk.Day(1), ["horizonDays"] = 10 };
        foreach ((string name, JsonNode? value) in more)
        {
            body[name] = value?.DeepClone();
        }

        return desk.CreateAsync("schedules", body);
    }

    private static async Task<List<JsonNode?>> TripsAsync(Shop shop, DeskLine line) =>
        [.. (await shop.Guest.ReadAsync($"api/v1/trips?origin=Alpha%20{line.Code}&limit=200"))["items"]!.AsArray()];
}
