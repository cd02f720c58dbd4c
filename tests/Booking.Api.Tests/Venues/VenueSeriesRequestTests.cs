namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Series in halls whose owner decides: each date is a request of its own, and they can be answered together.</summary>
[Collection(BookingCollection.Name)]
public sealed class VenueSeriesRequestTests(BookingApp app)
{
    [Theory]
    [InlineData("hard", "held")]
    [InlineData("soft", "requested")]
    [InlineData("nothing", "free")]
    public async Task BookVenueSeries_WhenTheOwnerDecides_BlocksEachDateAsTheHallSays(string blocks, string status)
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await HallAsync(shop, blocks);

        JsonObject series = await AskAsync(shop.Customer, hall, 3);

        series.Text("number").ShouldStartWith("SE-");
        JsonArray dates = series["occurrences"]!.AsArray();
        dates.Select(date => $"{date!.Text("status")} {date!.Text("requestStatus")}").ShouldAllBe(date => date == "requested pending");
        dates.Select(date => date!.Text("number")).ShouldAllBe(number => number.StartsWith("RQ-", StringComparison.Ordinal));
        series["availableActions"]!.AsArray().Select(action => (string?)action).ShouldBe(["approve", "decline", "withdraw"]);
        foreach (int day in (int[])[20, 27, 34])
        {
            JsonArray parts = (await shop.Guest.ReadAsync($"api/v1/venues/{hall}/availability?from={Shop.Hour(day, 9)}&to={Shop.Hour(day, 11)}"))["items"]!.AsArray();
            parts.ShouldHaveSingleItem()!.Text("status").ShouldBe(status);
        }

        JsonObject request = await shop.Customer.ReadAsync($"api/v1/venue-requests/{dates[1]!.Text("requestId")}");
        (request.Text("seriesId"), request.Text("status"), request["price"]!.Amount()).ShouldBe((series.Text("id"), "pending", 10_000));
        (await shop.Customer.ReadAsync($"api/v1/venue-requests?seriesId={series.Text("id")}"))["items"]!.AsArray().Count.ShouldBe(3);
        using HttpResponseMessage second = await shop.Stranger.PostAsync($"api/v1/venues/{hall}/bookings", Weekly(3));
        if (blocks == "hard")
        {
            (await second.ShouldRefuseAsync(409, "series_conflict"))["occurrences"]!.AsArray().Select(date => date!.Text("reason")).ShouldBe(["held", "held", "held"]);
        }
        else
        {
            await second.ShouldAnswerAsync(HttpStatusCode.Created);
        }
    }

    [Theory]
    [InlineData("hard")]
    [InlineData("soft")]
    public async Task ApproveVenueSeries_AsAWhole_MakesABookingOfEachDate(string blocks)
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await HallAsync(shop, blocks);
        JsonObject asked = await AskAsync(shop.Customer, hall, 3);
        await shop.Admin.EditHallAsync(hall, new JsonObject { ["rates"] = new JsonArray(new JsonObject { ["unit"] = "hour", ["amount"] = 99_000 }) });

        JsonObject approved = await AnswerAsync(shop.Admin, asked, "approve", "{}");

        approved["occurrences"]!.AsArray().Select(date => $"{date!.Text("requestStatus")} {date!.Text("bookingStatus")}").ShouldAllBe(date => date == "approved awaiting_payment");
        foreach (JsonNode? date in approved["occurrences"]!.AsArray())
        {
            JsonObject booking = await shop.Customer.ReadAsync($"api/v1/bookings/{date!.Text("bookingId")}");
            booking["price"]!.Amount().ShouldBe(10_000);
            booking.Text("number").ShouldBe(date!.Text("number"));
            (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["slot held"]);
            (await shop.MessagesAsync("venue_request.approved", date!.Text("requestId"))).ShouldBe(1);
        }

        // From here on they are bookings like others: one is paid, and all are given up together.
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, approved["occurrences"]![1]!.Text("bookingId"));
        await shop.PlayAsync(payment.Text("id"), "succeed");
        string path = $"api/v1/venue-series/{asked.Text("id")}/cancellations";
        using HttpResponseMessage quoted = await shop.Customer.PostTextAsync(path, """{"scope":"following","occurrence":1}""", key: "");
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
        ((long)quote["refund"]!["amount"]!).ShouldBe(10_000);
        using HttpResponseMessage confirmed = await shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
        await confirmed.ShouldAnswerAsync(HttpStatusCode.OK);
        (await ReadAsync(shop, asked)).Select(date => date!.Text("bookingStatus")).ShouldBe(["awaiting_payment", "cancelled", "cancelled"]);
        using HttpResponseMessage again = await PostAsync(shop.Admin, asked, "approve", "{}");
        await again.ShouldRefuseAsync(409, "illegal_transition");
    }

    [Fact]
    public async Task VenueSeries_WhenAnsweredByDate_KeepsTheOthersPending()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject asked = await AskAsync(shop.Customer, await HallAsync(shop, "hard"), 5);

        await AnswerAsync(shop.Admin, asked, "approve", """{"occurrences":[0,2],"note":"These two."}""");
        await AnswerAsync(shop.Admin, asked, "decline", """{"occurrences":[1]}""");
        using HttpResponseMessage alone = await shop.Admin.PostAsync($"api/v1/venue-requests/{asked["occurrences"]![3]!.Text("requestId")}/approve", new JsonObject());
        await alone.ShouldAnswerAsync(HttpStatusCode.OK);

        (await ReadAsync(shop, asked)).Select(date => date!.Text("requestStatus")).ShouldBe(["approved", "declined", "approved", "approved", "pending"]);
        using HttpResponseMessage late = await PostAsync(shop.Admin, asked, "approve", """{"occurrences":[1,4]}""");
        await late.ShouldRefuseAsync(409, "illegal_transition");
        await AnswerAsync(shop.Customer, asked, "withdraw", "{}");
        (await ReadAsync(shop, asked)).Select(date => date!.Text("requestStatus")).ShouldBe(["approved", "declined", "approved", "approved", "withdrawn"]);
    }

    [Fact]
    public async Task ApproveVenueSeries_WhenAnotherHasADate_ApprovesNothingAndNamesIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await HallAsync(shop, "soft");
        JsonObject asked = await AskAsync(shop.Customer, hall, 3);
        JsonObject other = await shop.Stranger.BookHallAsync(hall, Halls.Wish(days: 27, hour: 10));
        using HttpResponseMessage first = await shop.Admin.PostAsync($"api/v1/venue-requests/{other["request"]!.Text("id")}/approve", new JsonObject());
        await first.ShouldAnswerAsync(HttpStatusCode.OK);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage refused = await PostAsync(shop.Admin, asked, "approve", "{}");

        JsonArray dates = (await refused.ShouldRefuseAsync(409, "series_conflict"))["occurrences"]!.AsArray();
        dates.Select(date => (date!.Text("status"), (string?)date!["reason"])).ShouldBe([("requested", null), ("conflict", "held"), ("requested", null)]);
        (await shop.FootprintAsync()).ShouldBe(before);
        (await ReadAsync(shop, asked)).Select(date => date!.Text("requestStatus")).ShouldBe(["pending", "pending", "pending"]);
        await AnswerAsync(shop.Admin, asked, "approve", """{"occurrences":[2,0]}""");
        await AnswerAsync(shop.Admin, asked, "decline", "{}");
        (await ReadAsync(shop, asked)).Select(date => date!.Text("requestStatus")).ShouldBe(["approved", "declined", "approved"]);
    }

    [Theory]
    [InlineData("decline", "declined")]
    [InlineData("withdraw", "withdrawn")]
    public async Task VenueSeries_WhenAnsweredWithNo_GivesTheTimeBack(string answer, string status)
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await HallAsync(shop, "hard");
        JsonObject asked = await AskAsync(shop.Customer, hall, 3);

        JsonObject answered = await AnswerAsync(answer == "withdraw" ? shop.Customer : shop.Admin, asked, answer, "{}");

        answered["occurrences"]!.AsArray().Select(date => date!.Text("requestStatus")).ShouldBe([status, status, status]);
        answered["availableActions"]!.AsArray().ShouldBeEmpty();
        foreach (JsonNode? date in asked["occurrences"]!.AsArray())
        {
            (await shop.MessagesAsync("inventory.released", date!.Text("requestId"))).ShouldBe(1);
        }

        await AskAsync(shop.Stranger, hall, 3);
        using HttpResponseMessage late = await PostAsync(shop.Admin, asked, "approve", "{}");
        await late.ShouldRefuseAsync(409, "illegal_transition");
    }

    [Fact]
    public async Task BookVenueSeries_WhenTheOwnerDecidesAndSomeDatesCannotBeHad_SkipsOrReportsThem()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await HallAsync(shop, "hard");
        string piano = (await shop.Admin.NewExtraAsync(hall, new JsonObject { ["name"] = "Fireworks", ["amount"] = 100, ["stockKind"] = "overall", ["stock"] = 2 })).Text("id");
        JsonObject wish = Weekly(3).With("extras", new JsonArray(new JsonObject { ["extraId"] = piano, ["quantity"] = 1 }));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage fail = await shop.Customer.PostAsync($"api/v1/venues/{hall}/bookings", wish);
        await fail.ShouldRefuseAsync(409, "series_conflict");
        (await shop.FootprintAsync()).ShouldBe(before);
        JsonObject report = await shop.Customer.BookHallAsync(hall, wish.With("onConflict", "report"), HttpStatusCode.OK);
        report["series"]!["occurrences"]!.AsArray().Select(date => date!.Text("status")).ShouldBe(["free", "free", "conflict"]);
        JsonObject skip = await shop.Customer.BookHallAsync(hall, wish.With("onConflict", "skip"));

        JsonArray dates = skip["series"]!["occurrences"]!.AsArray();
        dates.Select(date => (date!.Text("status"), (string?)date!["reason"])).ShouldBe([("requested", null), ("requested", null), ("skipped", "quota")]);
        using HttpResponseMessage skipped = await PostAsync(shop.Admin, skip["series"]!.AsObject(), "approve", """{"occurrences":[2]}""");
        await skipped.ShouldRefuseAsync(422, "rule_violated", "/occurrences/0");
    }

    [Theory]
    [InlineData("approve", """{"occurrences":[7]}""", 422, "rule_violated", "/occurrences/0")]
    [InlineData("decline", """{"occurrences":[0,-1]}""", 422, "rule_violated", "/occurrences/1")]
    [InlineData("withdraw", """{"occurrences":[7]}""", 422, "rule_violated", "/occurrences/0")]
    [InlineData("approve", """{"occurrences":[0,0]}""", 400, "validation_failed", "/occurrences")]
    [InlineData("approve", """{"occurrences":["first"]}""", 400, "malformed_request", null)]
    [InlineData("decline", """{"dates":[0]}""", 400, "malformed_request", null)]
    public async Task VenueSeries_WhenTheAnswerIsBad_PointsAtItAndStaysPending(string answer, string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject asked = await AskAsync(shop.Customer, await HallAsync(shop, "hard"), 2);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await PostAsync(shop.Admin, asked, answer, body);

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
        (await ReadAsync(shop, asked)).Select(date => date!.Text("requestStatus")).ShouldBe(["pending", "pending"]);
    }

    [Fact]
    public async Task VenueSeries_WhenSomebodyElseAnswers_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        JsonObject asked = await AskAsync(shop.Customer, await HallAsync(shop, "soft"), 2);

        foreach ((HttpClient http, string answer, int status, string code) in ((HttpClient, string, int, string)[])
        [
            (shop.Customer, "approve", 403, "forbidden"), (shop.Customer, "decline", 403, "forbidden"), (shop.Provider, "approve", 403, "not_the_owner"),
            (shop.Provider, "decline", 403, "not_the_owner"), (shop.Stranger, "withdraw", 404, "venue_series_not_found"),
            (other.Admin, "approve", 404, "venue_series_not_found"), (other.Admin, "withdraw", 404, "venue_series_not_found"), (shop.Guest, "withdraw", 401, "not_authenticated"),
        ])
        {
            using HttpResponseMessage response = await PostAsync(http, asked, answer, "{}");
            await response.ShouldRefuseAsync(status, code);
        }

        (await ReadAsync(shop, asked)).Select(date => date!.Text("requestStatus")).ShouldBe(["pending", "pending"]);
    }

    [Fact]
    public async Task VenueSeries_WhenAnsweredByManyAtOnce_GetsOneAnswer()
    {
        SeriesAnswerRace race = await VenueSeriesRaces.AnswerAsync(app);

        race.Answered.ShouldBe(1);
        race.Conflicts.ShouldBe(7);
        race.States.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task VenueSeries_WhenAsLongAsOneMayBe_IsApprovedAndGivenUpAtOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = await HallAsync(shop, "hard");
        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish().With("recurrence", "FREQ=DAILY;COUNT=104"));
        JsonObject asked = made["series"]!.AsObject();

        await AnswerAsync(shop.Admin, asked, "approve", "{}");
        string path = $"api/v1/venue-series/{asked.Text("id")}/cancellations";
        using HttpResponseMessage quoted = await shop.Customer.PostTextAsync(path, """{"scope":"all"}""", key: "");
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
        using HttpResponseMessage confirmed = await shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
        await confirmed.ShouldAnswerAsync(HttpStatusCode.OK);

        (await ReadAsync(shop, asked)).Count(date => date!.Text("bookingStatus") == "cancelled").ShouldBe(104);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM slot_claims WHERE tenant_id = {shop.TenantId} AND state IN ('held', 'booked')")).ShouldBe(0);
    }

    /// <summary>A hall whose wall clock never changes, so that dates of a series can be named in UTC.</summary>
    internal static async Task<string> HallAsync(Shop shop, string blocks) =>
        (await shop.Admin.NewHallAsync(Halls.Body().With("timeZone", "UTC").With("approval", "required").With("pendingBlocks", blocks))).Text("id");

    private static JsonObject Weekly(int count) => Halls.Wish().With("recurrence", $"FREQ=WEEKLY;COUNT={count}");

    internal static async Task<JsonObject> AskAsync(HttpClient http, string hall, int count) => (await http.BookHallAsync(hall, Weekly(count)))["series"]!.AsObject();

    internal static Task<HttpResponseMessage> PostAsync(HttpClient http, JsonObject series, string answer, string body) =>
        http.PostTextAsync($"api/v1/venue-series/{series.Text("id")}/{answer}", body);

    private static async Task<JsonObject> AnswerAsync(HttpClient http, JsonObject series, string answer, string body)
    {
        using HttpResponseMessage response = await PostAsync(http, series, answer, body);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    internal static async Task<JsonArray> ReadAsync(Shop shop, JsonObject series) =>
        (await shop.Customer.ReadAsync($"api/v1/venue-series/{series.Text("id")}"))["occurrences"]!.AsArray();
}
