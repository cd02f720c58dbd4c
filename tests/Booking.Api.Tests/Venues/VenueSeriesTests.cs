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

    /// <summary>A hall whose wall clock never changes, so that dates of a series can be named in UTC.</summary>
    private static JsonObject Body() => Halls.Body().With("timeZone", "UTC");

    private static JsonObject Weekly(int count) => Halls.Wish().With("recurrence", $"FREQ=WEEKLY;COUNT={count}");
}
