namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Dates of a series are given up together: by a quote over their bookings and its confirmation, all or none.</summary>
[Collection(BookingCollection.Name)]
public sealed class CancelVenueSeriesTests(BookingApp app)
{
    [Fact]
    public async Task ConfirmVenueSeriesCancellation_OfADateAndAllThatFollow_PaysBackAndFreesThem()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject series = await BuySeriesAsync(shop, 4);
        string path = Path(series);

        JsonObject quote = await QuoteAsync(shop.Customer, path, """{"scope":"following","occurrence":2}""");

        (quote.Text("status"), quote.Text("scope")).ShouldBe(("quoted", "following"));
        (quote.Time("expiresAt") - quote.Time("createdAt")).ShouldBe(TimeSpan.FromMinutes(15));
        Dates(quote).ShouldBe([2, 3]);
        Amount(quote, "refund").ShouldBe(20_000);
        Amount(quote, "penalty").ShouldBe(0);
        (await StatesAsync(shop, series)).ShouldBe(["confirmed", "confirmed", "confirmed", "confirmed"]);

        JsonObject confirmed = await ConfirmAsync(shop.Customer, path, quote);
        JsonObject again = await ConfirmAsync(shop.Customer, path, quote);

        confirmed.Text("status").ShouldBe("confirmed");
        JsonNode.DeepEquals(again, confirmed).ShouldBeTrue();
        (await StatesAsync(shop, series)).ShouldBe(["confirmed", "confirmed", "cancelled", "cancelled"]);
        foreach (JsonNode? date in quote["occurrences"]!.AsArray())
        {
            JsonObject booking = await shop.Customer.ReadAsync($"api/v1/bookings/{date!.Text("bookingId")}");
            (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["slot released"]);
            (await shop.MessagesAsync("inventory.released", booking.Text("id"))).ShouldBe(1);
            (await shop.MessagesAsync("booking.cancelled", booking.Text("id"))).ShouldBe(1);
            (await CancellationTests.RefundsAsync(shop, booking)).ShouldBe("cancellation 10000");
            (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}/cancellations"))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("status").ShouldBe("confirmed");
        }

        (await shop.MessagesAsync("venue_series.cancelled", series.Text("id"))).ShouldBe(1);
        (await shop.Customer.ReadAsync(path))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(quote.Text("id"));
        await shop.HoldAsync(shop.Stranger, Halls.Use(series.Text("venueId"), days: 34));
        await shop.HoldAsync(shop.Stranger, Halls.Use(series.Text("venueId"), days: 41));
    }

    [Fact]
    public async Task ConfirmVenueSeriesCancellation_OfOneAndThenOfAll_LeavesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject series = await BuySeriesAsync(shop, 3);
        string path = Path(series);

        Dates(await ConfirmAsync(shop.Customer, path, await QuoteAsync(shop.Customer, path, """{"scope":"this","occurrence":1}"""))).ShouldBe([1]);
        (await StatesAsync(shop, series)).ShouldBe(["confirmed", "cancelled", "confirmed"]);
        using HttpResponseMessage twice = await shop.Customer.PostTextAsync(path, """{"scope":"this","occurrence":1}""", key: "");
        await twice.ShouldRefuseAsync(409, "illegal_transition");
        JsonObject all = await ConfirmAsync(shop.Customer, path, await QuoteAsync(shop.Customer, path, """{"scope":"all"}"""));

        Dates(all).ShouldBe([0, 2]);
        Amount(all, "refund").ShouldBe(20_000);
        (await StatesAsync(shop, series)).ShouldBe(["cancelled", "cancelled", "cancelled"]);
        using HttpResponseMessage none = await shop.Customer.PostTextAsync(path, """{"scope":"all"}""", key: "");
        await none.ShouldRefuseAsync(422, "rule_violated", "/scope");
    }

    [Fact]
    public async Task ConfirmVenueSeriesCancellation_WithUnpaidDates_GivesThemUpForNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject series = await BookSeriesAsync(shop, 3);
        await PayAsync(shop, series, 0);
        string path = Path(series);

        JsonObject quote = await QuoteAsync(shop.Customer, path, """{"scope":"all"}""");
        JsonObject outdated = await QuoteAsync(shop.Customer, path, """{"scope":"following","occurrence":1}""");

        quote["occurrences"]!.AsArray().Select(date => date!["cancellationId"] is null).ShouldBe([false, true, true]);
        Amount(quote, "refund").ShouldBe(10_000);

        // Paid since: what was quoted for nothing is worth something now.
        await PayAsync(shop, series, 1);
        string before = await shop.FootprintAsync();
        foreach (JsonObject old in (JsonObject[])[quote, outdated])
        {
            using HttpResponseMessage refused = await shop.Customer.PostAsync($"{path}/{old.Text("id")}/confirm", new JsonObject());
            await refused.ShouldRefuseAsync(409, "quote_outdated");
        }

        (await shop.FootprintAsync()).ShouldBe(before);
        (await StatesAsync(shop, series)).ShouldBe(["confirmed", "confirmed", "awaiting_payment"]);
        JsonObject confirmed = await ConfirmAsync(shop.Customer, path, await QuoteAsync(shop.Customer, path, """{"scope":"all"}"""));
        Amount(confirmed, "refund").ShouldBe(20_000);
        (await StatesAsync(shop, series)).ShouldBe(["cancelled", "cancelled", "cancelled"]);
    }

    [Fact]
    public async Task ConfirmVenueSeriesCancellation_WhenTheQuoteIsOverOrABookingHasChanged_ChangesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject series = await BuySeriesAsync(shop, 3);
        string path = Path(series);
        JsonObject old = await QuoteAsync(shop.Customer, path, """{"scope":"all"}""");
        JsonObject all = await QuoteAsync(shop.Customer, path, """{"scope":"all"}""");
        Guid id = Guid.Parse(old.Text("id"));
        await app.ExecuteAsync($"UPDATE venue_series_cancellations SET expires_at = now() WHERE tenant_id = {shop.TenantId} AND id = {id}");
        string before = await shop.FootprintAsync();

        using HttpResponseMessage expired = await shop.Customer.PostAsync($"{path}/{id}/confirm", new JsonObject());
        await expired.ShouldRefuseAsync(410, "quote_expired");
        using HttpResponseMessage unknown = await shop.Customer.PostAsync($"{path}/{Guid.NewGuid()}/confirm", new JsonObject());
        await unknown.ShouldRefuseAsync(404, "quote_not_found");
        using HttpResponseMessage keyless = await shop.Customer.PostAsync($"{path}/{all.Text("id")}/confirm", new JsonObject(), key: "");
        await keyless.ShouldRefuseAsync(400, "idempotency_key_required");
        (await shop.FootprintAsync()).ShouldBe(before);

        await ConfirmAsync(shop.Customer, path, await QuoteAsync(shop.Customer, path, """{"scope":"this","occurrence":2}"""));
        before = await shop.FootprintAsync();
        using HttpResponseMessage outdated = await shop.Customer.PostAsync($"{path}/{all.Text("id")}/confirm", new JsonObject());
        await outdated.ShouldRefuseAsync(409, "quote_outdated");
        (await shop.FootprintAsync()).ShouldBe(before);
        (await StatesAsync(shop, series)).ShouldBe(["confirmed", "confirmed", "cancelled"]);
    }

    [Fact]
    public async Task QuoteVenueSeriesCancellation_WhenADateHasBegun_KeepsIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject series = await BuySeriesAsync(shop, 3);
        string path = Path(series);
        await BeginAsync(shop, series, 0);

        foreach (string scope in (string[])["this", "following"])
        {
            using HttpResponseMessage begun = await shop.Customer.PostTextAsync(path, $$"""{"scope":"{{scope}}","occurrence":0}""", key: "");
            (await begun.ShouldRefuseAsync(422, "rule_violated", "/occurrence")).Text("reason").ShouldBe("past");
        }

        Dates(await QuoteAsync(shop.Customer, path, """{"scope":"all"}""")).ShouldBe([1, 2]);
        JsonObject byTenant = await QuoteAsync(shop.Admin, path, """{"scope":"all","reason":"Water damage."}""");
        Dates(byTenant).ShouldBe([0, 1, 2]);
        Amount(byTenant, "refund").ShouldBe(30_000);
        using HttpResponseMessage stolen = await shop.Customer.PostAsync($"{path}/{byTenant.Text("id")}/confirm", new JsonObject());
        await stolen.ShouldRefuseAsync(404, "quote_not_found");
        await ConfirmAsync(shop.Admin, path, byTenant);
        (await StatesAsync(shop, series)).ShouldBe(["cancelled", "cancelled", "cancelled"]);
    }

    [Fact]
    public async Task QuoteVenueSeriesCancellation_OfSomebodyElse_Is404()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        JsonObject series = await BuySeriesAsync(shop, 2);
        string path = Path(series);
        JsonObject quote = await QuoteAsync(shop.Customer, path, """{"scope":"all"}""");

        foreach (HttpClient foreign in (HttpClient[])[shop.Stranger, other.Admin])
        {
            using HttpResponseMessage quoted = await foreign.PostTextAsync(path, """{"scope":"all"}""", key: "");
            await quoted.ShouldRefuseAsync(404, "venue_series_not_found");
            using HttpResponseMessage confirmed = await foreign.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
            await confirmed.ShouldRefuseAsync(404, "venue_series_not_found");
            using HttpResponseMessage listed = await foreign.GetAsync(path);
            await listed.ShouldRefuseAsync(404, "venue_series_not_found");
        }

        using HttpResponseMessage guest = await shop.Guest.PostTextAsync(path, """{"scope":"all"}""", key: "");
        await guest.ShouldRefuseAsync(401, "not_authenticated");

        // Quoted for one series, it is not there for another.
        JsonObject second = await BookSeriesAsync(shop, 2, series.Text("venueId"), hour: 15);
        using HttpResponseMessage mixed = await shop.Customer.PostAsync($"{Path(second)}/{quote.Text("id")}/confirm", new JsonObject());
        await mixed.ShouldRefuseAsync(404, "quote_not_found");
        (await StatesAsync(shop, series)).ShouldBe(["confirmed", "confirmed"]);
    }

    [Theory]
    [InlineData("""{"scope":"this"}""", 422, "rule_violated", "/occurrence")]
    [InlineData("""{"scope":"following"}""", 422, "rule_violated", "/occurrence")]
    [InlineData("""{"scope":"this","occurrence":7}""", 422, "rule_violated", "/occurrence")]
    [InlineData("""{"scope":"following","occurrence":-1}""", 422, "rule_violated", "/occurrence")]
    [InlineData("""{"scope":"all","occurrence":0}""", 422, "rule_violated", "/occurrence")]
    [InlineData("""{"scope":"all","reason":"I say so"}""", 422, "rule_violated", "/reason")]
    [InlineData("""{"scope":"all","reason":" "}""", 400, "validation_failed", "/reason")]
    [InlineData("""{"scope":"some"}""", 400, "malformed_request", null)]
    [InlineData("{}", 400, "malformed_request", null)]
    [InlineData("""{"scope":"all","everything":true}""", 400, "malformed_request", null)]
    public async Task QuoteVenueSeriesCancellation_WhenBad_PointsAtItAndLeavesNothing(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject series = await BookSeriesAsync(shop, 2);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostTextAsync(Path(series), body, key: "");

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
        (await shop.Customer.ReadAsync(Path(series)))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task ConfirmVenueSeriesCancellation_WhenManyAcceptAtOnce_PaysBackOnceAndNobodyDeadlocks()
    {
        SeriesCancelRace race = await VenueSeriesRaces.CancelAsync(app);

        // Each quote is asked for twice: the one that was faster answers both with what it did.
        race.Confirmed.ShouldBe(2);
        race.Conflicts.ShouldBe(14);
        race.Refunded.ShouldBe(race.Cancelled * 10_000);
    }

    [Fact]
    public async Task ConfirmVenueSeriesCancellation_WhenSeriesShareUnits_NobodyDeadlocks()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync(Halls.Body().With("timeZone", "UTC"))).Text("id");
        string piano = (await shop.Admin.NewExtraAsync(hall, new JsonObject { ["name"] = "Piano", ["amount"] = 100, ["stockKind"] = "per_day", ["stock"] = 9 })).Text("id");
        JsonArray extras = new(new JsonObject { ["extraId"] = piano, ["quantity"] = 1 });
        (HttpClient Customer, string Path, JsonObject Quote)[] quotes = [.. await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            HttpClient customer = await shop.NewCustomerAsync();
            JsonObject wish = Halls.Wish(hour: 8 + 3 * i).With("recurrence", "FREQ=WEEKLY;COUNT=4").With("extras", extras.DeepClone());
            JsonObject series = (await customer.BookHallAsync(hall, wish))["series"]!.AsObject();
            return (customer, Path(series), await QuoteAsync(customer, Path(series), """{"scope":"all"}"""));
        }))];

        JsonObject[] confirmed = await Task.WhenAll(quotes.Select(quote => ConfirmAsync(quote.Customer, quote.Path, quote.Quote)));

        confirmed.ShouldAllBe(answer => answer.Text("status") == "confirmed");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM quota_claims WHERE tenant_id = {shop.TenantId} AND state IN ('held', 'booked')")).ShouldBe(0);
        (await app.ScalarAsync<long>($"SELECT sum(held + sold)::bigint FROM pools p JOIN venue_extra_days d ON d.tenant_id = p.tenant_id AND d.pool_id = p.id WHERE p.tenant_id = {shop.TenantId}")).ShouldBe(0);
    }

    internal static string Path(JsonObject series) => $"api/v1/venue-series/{series.Text("id")}/cancellations";

    /// <summary>A series of uses of 100.00 each, a week apart, in a hall of the test's own.</summary>
    private static async Task<JsonObject> BookSeriesAsync(Shop shop, int count, string? hall = null, int hour = 9)
    {
        hall ??= (await shop.Admin.NewHallAsync(Halls.Body().With("timeZone", "UTC"))).Text("id");
        JsonObject made = await shop.Customer.BookHallAsync(hall, Halls.Wish(hour: hour).With("recurrence", $"FREQ=WEEKLY;COUNT={count}"));
        return made["series"]!.AsObject();
    }

    internal static async Task<JsonObject> BuySeriesAsync(Shop shop, int count)
    {
        JsonObject series = await BookSeriesAsync(shop, count);
        for (int i = 0; i < count; i++)
        {
            await PayAsync(shop, series, i);
        }

        return series;
    }

    private static async Task PayAsync(Shop shop, JsonObject series, int date)
    {
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, series["occurrences"]![date]!.Text("bookingId"));
        await shop.PlayAsync(payment.Text("id"), "succeed");
    }

    /// <summary>Lets the use of a date have begun.</summary>
    private static async Task BeginAsync(Shop shop, JsonObject series, int date)
    {
        JsonObject booking = await shop.Customer.ReadAsync($"api/v1/bookings/{series["occurrences"]![date]!.Text("bookingId")}");
        await CancellationTests.MoveStartAsync(shop, booking, "-1 hours");
        await shop.App.ExecuteAsync($"UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() + interval '3 hours' WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(booking.Text("id"))}");
    }

    internal static async Task<JsonObject> QuoteAsync(HttpClient http, string path, string body)
    {
        using HttpResponseMessage quoted = await http.PostTextAsync(path, body, key: "");
        return await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    private static async Task<JsonObject> ConfirmAsync(HttpClient http, string path, JsonObject quote)
    {
        using HttpResponseMessage confirmed = await http.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
        return await confirmed.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    internal static async Task<string[]> StatesAsync(Shop shop, JsonObject series) =>
        [.. (await shop.Customer.ReadAsync($"api/v1/venue-series/{series.Text("id")}"))["occurrences"]!.AsArray().Select(date => date!.Text("bookingStatus"))];

    private static int[] Dates(JsonObject quote) => [.. quote["occurrences"]!.AsArray().Select(date => (int)date!["index"]!)];

    private static long Amount(JsonObject quote, string member) => (long)quote[member]!["amount"]!;
}
