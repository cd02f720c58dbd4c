namespace Booking.Api.Tests.Reporting;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ReportsTests(BookingApp app)
{
    [Fact]
    public async Task Reports_OfADayOfSales_TellWhatWasSoldPaidAndGivenBack()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.BuyAsync(shop.Customer, shop.TicketItem(2), shop.ProductItem(1));
        JsonObject cancelled = await shop.BuyAsync(shop.Customer, shop.TicketItem(1));
        await shop.BookAsync(shop.Customer, shop.FreeTicketItem());
        await shop.BookAsync(shop.Customer, shop.CarItem());
        JsonObject released = await shop.HoldAsync(shop.Customer, shop.HallItem());
        using (HttpResponseMessage gone = await shop.Customer.SendAsync(HttpMethod.Delete, $"api/v1/holds/{released.Text("id")}"))
        {
            gone.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        await CancellationTests.CancelAsync(shop.Admin, $"api/v1/bookings/{cancelled.Text("id")}/cancellations", """{"reason":"The artist is ill."}""");

        // Facts come in any order, each of them whole.
        JsonObject stats = await Eventually.SatisfiesAsync(
            () => shop.Admin.ReadAsync("api/v1/admin/stats"), found => found["payments"]!.AsArray() is [{ } flow, ..] && (long)flow["refunds"]! == 1 && (long)found["funnel"]!["bookingsPaid"]! == 3 && (long)found["funnel"]!["holdsReleased"]! == 1 && (long)found["funnel"]!["holdsPlaced"]! == 5 && (long)found["funnel"]!["bookingsCancelled"]! == 1,
            what: "The day's figures");

        JsonNode revenue = stats["revenue"]!.AsArray().ShouldHaveSingleItem()!;
        Amounts(revenue).ShouldBe((3 * 3_900 + 1_490, 3_900, 2 * 3_900 + 1_490));
        JsonNode flow = stats["payments"]!.AsArray().ShouldHaveSingleItem()!;
        ((long)flow["payments"]!, (long)flow["received"]!["amount"]!, (long)flow["paidBack"]!["amount"]!, (long)flow["balance"]!["amount"]!).ShouldBe((2, 13_190, 3_900, 9_290));
        JsonNode funnel = stats["funnel"]!;
        ((string[])["holdsPlaced", "holdsReleased", "holdsExpired", "bookingsMade", "bookingsPaid", "bookingsExpired", "bookingsCancelled"]).Select(name => (long)funnel[name]!).ShouldBe([5, 1, 0, 4, 3, 0, 1]);
        ((decimal)funnel["bookingRate"]!, (decimal)funnel["paymentRate"]!).ShouldBe((0.8m, 0.75m));

        JsonArray offerings = (await shop.Admin.ReadAsync("api/v1/admin/revenue?groupBy=offering"))["items"]!.AsArray();
        offerings.Select(line => $"{line!["kind"]} {line["offeringId"]} {line["bookings"]} {line["units"]} {line["cancelledUnits"]} {line["net"]!["amount"]}").ShouldBe(
        [
            $"ticket {shop.TicketType} 2 3 1 7800", $"product {shop.Product} 1 1 0 1490", $"ticket {shop.FreeTicketType} 1 1 0 0",
        ]);
        offerings[0]!.AsObject().Text("title").ShouldNotBeEmpty();
        JsonArray days = (await shop.Admin.ReadAsync("api/v1/admin/revenue?kind=product"))["items"]!.AsArray();
        Amounts(days.ShouldHaveSingleItem()!).ShouldBe((1_490, 0, 1_490));
        JsonArray kinds = (await shop.Admin.ReadAsync("api/v1/admin/funnel?groupBy=kind"))["items"]!.AsArray();
        kinds.Select(line => $"{line!["kind"]} {line["holdsPlaced"]} {line["bookingsMade"]} {line["bookingsPaid"]}").ShouldBe(["all 5 4 3", "car 1 1 0", "product 1 1 1", "ticket 3 3 3", "venue 1 0 0"]);
    }

    [Fact]
    public async Task Reports_WhenNothingChanges_AreKnownByTheirTagAndFitASpreadsheet()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await shop.BuyAsync(shop.Customer, shop.TicketItem(1));
        string title = "=HYPERLINK(\"http://evil.test\";\"a,b\")";
        await Eventually.SatisfiesAsync(() => app.ScalarAsync<long>($"SELECT count(*) FROM daily_sales WHERE tenant_id = {shop.TenantId}"), rows => rows == 1, what: "The sale in the reports");
        await app.ExecuteAsync($"UPDATE daily_sales SET title = {title} WHERE tenant_id = {shop.TenantId}");

        const string path = "api/v1/admin/revenue";
        using HttpResponseMessage first = await shop.Admin.GetAsync($"{path}?groupBy=offering");
        JsonObject revenue = await first.ShouldAnswerAsync(HttpStatusCode.OK);
        string tag = first.Headers.ETag.ShouldNotBeNull().ToString();
        using HttpResponseMessage again = await shop.Admin.SendAsync(HttpMethod.Get, $"{path}?groupBy=offering", ("If-None-Match", tag));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using HttpResponseMessage other = await shop.Admin.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));
        other.StatusCode.ShouldBe(HttpStatusCode.OK);

        using HttpResponseMessage file = await shop.Admin.GetAsync($"{path}.csv?groupBy=offering");
        file.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        string[][] lines = CsvText.Read(await file.Content.ReadAsStringAsync());
        lines[0][..5].ShouldBe(["day", "kind", "offering_id", "title", "currency"]);
        lines[1].ShouldBe(["", "ticket", shop.TicketType.ToString(), "'" + title, "EUR", "1", "1", "0", "3900", "0", $"{revenue["items"]![0]!["taxes"]!["amount"]}", "0", "0", "3900"]);
        string[][] funnel = CsvText.Read(await shop.Admin.GetStringAsync(new Uri("api/v1/admin/funnel.csv?groupBy=total", UriKind.Relative)));
        funnel[1].ShouldBe(["", "all", "1", "0", "0", "1", "1", "0", "0", "1", "1"]);
    }

    [Theory]
    [InlineData("stats?from=2027-13-01", "/from")]
    [InlineData("revenue?from=2027-01-01&to=2027-01-01", "/to")]
    [InlineData("revenue?from=2027-01-01&to=2028-01-03", "/to")]
    [InlineData("revenue?groupBy=hour", "/groupBy")]
    [InlineData("revenue?kind=boat", "/kind")]
    [InlineData("revenue?offeringId=1", "/offeringId")]
    [InlineData("revenue.csv?groupBy=offering&top=201", "/top")]
    [InlineData("funnel?groupBy=offering", "/groupBy")]
    [InlineData("waitlist-conversion?groupBy=offering", "/groupBy")]
    [InlineData("waitlist-conversion?kind=boat", "/kind")]
    [InlineData("waitlist-conversion.csv?from=2027-01-01&to=2028-01-03", "/to")]
    [InlineData("driver-utilisation?driverId=1", "/driverId")]
    [InlineData("driver-utilisation?top=0", "/top")]
    [InlineData("driver-utilisation.csv?top=201", "/top")]
    public async Task Reports_WhenTheRequestIsBad_RefuseIt(string path, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Admin.GetAsync($"api/v1/admin/{path}");
        await response.ShouldRefuseAsync(400, "validation_failed", pointer);
    }

    [Theory]
    [InlineData("stats")]
    [InlineData("revenue")]
    [InlineData("revenue.csv")]
    [InlineData("funnel")]
    [InlineData("funnel.csv")]
    [InlineData("occupancy")]
    [InlineData("occupancy.csv")]
    [InlineData("waitlist-conversion")]
    [InlineData("waitlist-conversion.csv")]
    [InlineData("driver-utilisation")]
    [InlineData("driver-utilisation.csv")]
    public async Task Reports_WhenAskedByOthers_AreForAdminsOnly(string path)
    {
        Shop shop = await Shop.OfFileAsync(app);
        foreach ((HttpClient http, int status, string code) in ((HttpClient, int, string)[])[(shop.Guest, 401, "not_authenticated"), (shop.Customer, 403, "forbidden"), (shop.Provider, 403, "forbidden"), (shop.Driver, 403, "forbidden")])
        {
            using HttpResponseMessage response = await http.GetAsync($"api/v1/admin/{path}");
            await response.ShouldRefuseAsync(status, code);
        }
    }

    private static (long Gross, long Refunds, long Net) Amounts(JsonNode line) => ((long)line["gross"]!["amount"]!, (long)line["refunds"]!["amount"]!, (long)line["net"]!["amount"]!);
}
