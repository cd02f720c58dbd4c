namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class VenueSeriesTests(BookingApp app)
{
    [Fact]
    public async Task BookVenueSeries_WhenAllIsFree_BooksEachDate()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync(Body())).Text("id");

        JsonObject made = await shop.Customer.BookHallAsync(hall, Weekly(4));

        made.Text("number").ShouldStartWith("SE-");
        JsonArray dates = made["series"]!["occurrences"]!.AsArray();
        dates.Select(date => date!.Text("status")).ShouldBe(["booked", "booked", "booked", "booked"]);
        dates.Select(date => date!.Text("number")).ShouldBeUnique();
        JsonObject read = await shop.Customer.ReadAsync($"api/v1/venue-series/{made["series"]!.Text("id")}");
        read["occurrences"]!.AsArray().Select(date => date!.Text("bookingStatus")).ShouldAllBe(status => status == "awaiting_payment");
        using HttpResponseMessage stranger = await shop.Stranger.SendAsync(HttpMethod.Get, $"api/v1/venue-series/{read.Text("id")}");
        await stranger.ShouldRefuseAsync(404, "venue_series_not_found");
    }

    [Fact]
    public async Task BookVenueSeries_WhenADateIsTaken_FailSkipAndReportDiffer()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync(Body())).Text("id");
        await shop.HoldAsync(shop.Stranger, Halls.Use(hall, days: 27, hour: 10));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage fail = await shop.Customer.PostAsync($"api/v1/venues/{hall}/bookings", Weekly(3));
        JsonArray refused = (await fail.ShouldRefuseAsync(409, "series_conflict"))["occurrences"]!.AsArray();
        refused.Select(date => date!.Text("status")).ShouldBe(["free", "conflict", "free"]);
        refused[1]!.Text("reason").ShouldBe("held");
        refused[1]!["alternatives"]!.AsArray().Count.ShouldBe(3);
        (await shop.FootprintAsync()).ShouldBe(before);

        JsonObject report = await shop.Customer.BookHallAsync(hall, Weekly(3).With("onConflict", "report"), HttpStatusCode.OK);
        report["series"]!["occurrences"]!.AsArray().Select(date => date!.Text("status")).ShouldBe(["free", "conflict", "free"]);
        (await shop.FootprintAsync()).Split(", keys")[0].ShouldBe(before.Split(", keys")[0]);

        JsonObject skip = await shop.Customer.BookHallAsync(hall, Weekly(3).With("onConflict", "skip"));
        skip["series"]!["occurrences"]!.AsArray().Select(date => date!.Text("status")).ShouldBe(["booked", "skipped", "booked"]);
    }

    [Fact]
    public async Task BookVenueSeries_WhenClosedOnADate_SaysSo()
    {
        Shop shop = await Shop.OpenAsync(app);
        string closed = DateTime.UtcNow.Date.AddDays(27).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        string hall = (await shop.Admin.NewHallAsync(Body().With("exceptions", new JsonArray(new JsonObject { ["date"] = closed })))).Text("id");

        JsonObject report = await shop.Customer.BookHallAsync(hall, Weekly(3).With("onConflict", "report"), HttpStatusCode.OK);

        JsonNode date = report["series"]!["occurrences"]![1]!;
        (date.Text("status"), date.Text("reason")).ShouldBe(("closed", "opening_hours"));
    }

    [Fact]
    public async Task BookVenueSeries_WhenAnExtraRunsOut_TheLaterDatesAreInConflict()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync(Body())).Text("id");
        string piano = (await shop.Admin.NewExtraAsync(hall, new JsonObject { ["name"] = "Fireworks", ["amount"] = 100, ["stockKind"] = "overall", ["stock"] = 2 })).Text("id");
        JsonObject wish = Weekly(3).With("extras", new JsonArray(new JsonObject { ["extraId"] = piano, ["quantity"] = 1 }));

        JsonObject skip = await shop.Customer.BookHallAsync(hall, wish.With("onConflict", "skip"));

        skip["series"]!["occurrences"]!.AsArray().Select(date => (date!.Text("status"), (string?)date!["reason"])).ShouldBe([("booked", null), ("booked", null), ("skipped", "quota")]);
    }

    [Fact]
    public async Task BookVenueSeries_WhenTwoWantTheSame_OneGetsAllAndNobodyDeadlocks()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync(Body())).Text("id");
        HttpClient[] customers = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => shop.NewCustomerAsync()))];

        HttpResponseMessage[] answers = await Task.WhenAll(customers.Select((customer, i) => customer.PostAsync($"api/v1/venues/{hall}/bookings", Weekly(4).With("from", Shop.Hour(20 + i % 2 * 7, 9)).With("to", Shop.Hour(20 + i % 2 * 7, 11)))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(3);
    }

    [Fact]
    public async Task ListVenueSeries_WhenAsked_ShowsEachToThoseConcerned()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Provider.NewHallAsync(Body())).Text("id");
        string other = (await shop.Admin.NewHallAsync(Body())).Text("id");
        string first = (await shop.Customer.BookHallAsync(hall, Weekly(3)))["series"]!.Text("id");
        string second = (await shop.Customer.BookHallAsync(other, Weekly(2)))["series"]!.Text("id");
        string third = (await shop.Stranger.BookHallAsync(hall, Weekly(2).With("from", Shop.Hour(20, 13)).With("to", Shop.Hour(20, 15))))["series"]!.Text("id");

        (await IdsAsync(shop.Customer, "")).ShouldBe([first, second]);
        (await IdsAsync(shop.Customer, $"?venueId={other}")).ShouldBe([second]);
        (await IdsAsync(shop.Provider, "?managed=true")).ShouldBe([first, third]);
        (await IdsAsync(shop.Admin, $"?managed=true&venueId={other}")).ShouldBe([second]);
        (await IdsAsync(shop.Admin, "")).ShouldBeEmpty();
        JsonObject page = await shop.Customer.ReadAsync("api/v1/venue-series?limit=1");
        JsonNode summary = page["items"]!.AsArray().ShouldHaveSingleItem()!;
        (summary.Text("id"), (int)summary["booked"]!, (int)summary["requested"]!, (int)summary["leftOut"]!).ShouldBe((first, 3, 0, 0));
        (await IdsAsync(shop.Customer, $"?limit=1&cursor={page.Text("nextCursor")}")).ShouldBe([second]);
        using HttpResponseMessage managed = await shop.Customer.SendAsync(HttpMethod.Get, "api/v1/venue-series?managed=true");
        await managed.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage guest = await shop.Guest.SendAsync(HttpMethod.Get, "api/v1/venue-series");
        await guest.ShouldRefuseAsync(401, "not_authenticated");
    }

    private static async Task<List<string>> IdsAsync(HttpClient http, string query) =>
        [.. (await http.ReadAsync($"api/v1/venue-series{query}"))["items"]!.AsArray().Select(series => series!.Text("id"))];

    /// <summary>A hall whose wall clock never changes, so that dates of a series can be named in UTC.</summary>
    private static JsonObject Body() => Halls.Body().With("timeZone", "UTC");

    private static JsonObject Weekly(int count) => Halls.Wish().With("recurrence", $"FREQ=WEEKLY;COUNT={count}");
}
