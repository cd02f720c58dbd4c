namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class VenueBlackoutTests(BookingApp app)
{
    [Fact]
    public async Task PlaceVenueBlackout_WhenFree_KeepsTheHallFromEverybody()
    {
        Shop shop = await Shop.OpenAsync(app);

        JsonObject blackout = await PlaceAsync(shop, Body(20, 9, 4), HttpStatusCode.Created);
        using HttpResponseMessage held = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(shop.HallItem(days: 20, hour: 12)));
        JsonObject problem = await held.ShouldRefuseAsync(409, "inventory_conflict");
        problem["conflicts"]![0]!.Text("reason").ShouldBe("blackout");

        using (HttpResponseMessage lifted = await shop.Admin.SendAsync(HttpMethod.Delete, $"{Path(shop)}/{blackout.Text("id")}"))
        {
            lifted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }

        using HttpResponseMessage again = await shop.Admin.SendAsync(HttpMethod.Delete, $"{Path(shop)}/{blackout.Text("id")}");
        again.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await shop.HoldAsync(shop.Customer, shop.HallItem(days: 20, hour: 12));
        (await shop.Admin.ReadAsync(Path(shop)))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task PlaceVenueBlackout_WhenWeekly_TakesEveryWeek()
    {
        Shop shop = await Shop.OpenAsync(app);
        string until = DateTime.UtcNow.Date.AddDays(20 + 21).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        JsonObject blackout = await PlaceAsync(shop, Body(20, 9, 4).With("repeatsUntil", until), HttpStatusCode.Created);

        blackout["times"]!.AsArray().Count.ShouldBe(4);
        using HttpResponseMessage held = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(shop.HallItem(days: 34, hour: 10)));
        await held.ShouldRefuseAsync(409, "inventory_conflict");
        await shop.HoldAsync(shop.Customer, shop.HallItem(days: 35, hour: 10));
        (await shop.Admin.ReadAsync(Path(shop)))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(blackout.Text("id"));
    }

    [Fact]
    public async Task PlaceVenueBlackout_WhenSomethingIsSold_IsRefusedAndLeavesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.BuyAsync(shop.Customer, shop.HallItem(days: 20, hour: 10, hours: 2));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Admin.PostAsync(Path(shop), Body(20, 9, 4));

        JsonObject problem = await response.ShouldRefuseAsync(409, "inventory_conflict");
        problem["conflicts"]!.AsArray().ShouldHaveSingleItem()!.Text("reason").ShouldBe("booked");
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task PlaceVenueBlackout_WhenForced_EndsHoldsDisturbsBookingsAndTakesTheirTimeOnceItIsGivenBack()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject bought = await shop.BuyAsync(shop.Customer, shop.HallItem(days: 20, hour: 9, hours: 1));
        JsonObject held = await shop.HoldAsync(shop.Customer, shop.HallItem(days: 20, hour: 11, hours: 1));
        JsonObject unpaid = await shop.BookAsync(shop.Customer, shop.HallItem(days: 20, hour: 12, hours: 1));

        JsonObject blackout = await PlaceAsync(shop, Body(20, 8, 8).With("force", true), HttpStatusCode.Created);

        blackout["disturbs"]!.AsArray().Select(conflict => conflict!.Text("reason")).ShouldBe(["booked", "held"]);
        (await shop.MessagesAsync("offering.disrupted", shop.Hall.ToString())).ShouldBe(1);
        (await shop.ClaimsAsync(held.Text("id"))).ShouldBe(["slot expired"]);
        (await shop.ClaimsAsync(bought.Text("holdId"))).ShouldBe(["slot booked"]);
        using HttpResponseMessage tooLate = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(held.Text("id")));
        await tooLate.ShouldRefuseAsync(410, "hold_expired");

        await shop.LapseAsync(unpaid.Text("holdId"));
        using HttpResponseMessage retaken = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(shop.HallItem(days: 20, hour: 12, hours: 1)));
        (await retaken.ShouldRefuseAsync(409, "inventory_conflict"))["conflicts"]![0]!.Text("reason").ShouldBe("blackout");
    }

    [Fact]
    public async Task PlaceVenueBlackout_WhenSomethingIsHeld_TellsUntilWhen()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.HoldAsync(shop.Customer, shop.HallItem(days: 20, hour: 10, hours: 2));

        using HttpResponseMessage response = await shop.Admin.PostAsync(Path(shop), Body(20, 9, 4));

        JsonObject problem = await response.ShouldRefuseAsync(409, "inventory_conflict");
        problem["conflicts"]![0]!.Text("reason").ShouldBe("held");
        problem["conflicts"]![0]!.Time("until").ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData("from", "soon", 400, "validation_failed", "/from")]
    [InlineData("from", "2020-01-01T00:00:00Z", 422, "rule_violated", "/to")]
    [InlineData("to", "2020-01-01T00:00:00Z", 422, "rule_violated", "/to")]
    [InlineData("repeatsUntil", "2020-01-01", 422, "rule_violated", "/repeatsUntil")]
    [InlineData("reason", "\0", 400, "validation_failed", "/reason")]
    public async Task PlaceVenueBlackout_WhenBad_PointsAtIt(string member, string value, int status, string code, string pointer)
    {
        Shop shop = await Shop.OpenAsync(app);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Admin.PostAsync(Path(shop), Body(20, 9, 4).With(member, value));

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Blackouts_WhenNotAManagers_AreRefused()
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage customer = await shop.Customer.PostAsync(Path(shop), Body(20, 9, 4));
        await customer.ShouldRefuseAsync(403, "forbidden");
        using HttpResponseMessage guest = await shop.Guest.PostAsync(Path(shop), Body(20, 9, 4));
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage unknown = await shop.Admin.PostAsync($"api/v1/venues/{Guid.NewGuid()}/blackouts", Body(20, 9, 4));
        await unknown.ShouldRefuseAsync(404, "offering_not_found");
        using HttpResponseMessage lift = await shop.Admin.SendAsync(HttpMethod.Delete, $"{Path(shop)}/{Guid.NewGuid()}");
        await lift.ShouldRefuseAsync(404, "blackout_not_found");
    }

    private static string Path(Shop shop) => $"api/v1/venues/{shop.Hall}/blackouts";

    private static JsonObject Body(int days, int hour, int hours) =>
        new() { ["from"] = Shop.Hour(days, hour), ["to"] = Shop.Hour(days, hour + hours), ["reason"] = "Repair of the stage" };

    private static async Task<JsonObject> PlaceAsync(Shop shop, JsonObject body, HttpStatusCode status)
    {
        using HttpResponseMessage response = await shop.Admin.PostAsync(Path(shop), body);
        return await response.ShouldAnswerAsync(status);
    }
}
