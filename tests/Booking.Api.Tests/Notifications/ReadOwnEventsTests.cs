namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ReadOwnEventsTests(BookingApp app)
{
    private const string Path = "api/v1/me/events";

    [Fact]
    public async Task ReadOwnEvents_WhenOthersBuyToo_ShowsTheCallersOnlyInSteps()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.TicketItem(1));
        await shop.HoldAsync(shop.Stranger, shop.ProductItem());
        await Eventually.SatisfiesAsync(() => TypesAsync(shop.Customer), types => types.Contains("ticket.issued") && types.Contains("receipt.issued"), what: "The last events of the sale");

        (await TypesAsync(shop.Customer)).Order().ShouldBe(["booking.awaiting_payment", "booking.confirmed", "hold.placed", "payment.succeeded", "receipt.issued", "ticket.issued"]);
        (await TypesAsync(shop.Stranger)).ShouldBe(["hold.placed"]);
        (await TypesAsync(shop.Admin)).Count(type => type == "hold.placed").ShouldBe(2);
        JsonObject first = await shop.Customer.ReadAsync($"{Path}?limit=2");
        ((bool?)first["hasMore"]).ShouldBe(true);
        JsonObject second = await shop.Customer.ReadAsync($"{Path}?limit=200&after={first.Text("lastId")}");
        Items(first).Concat(Items(second)).Select(item => item.Text("id")).ShouldBe(Items(await shop.Customer.ReadAsync($"{Path}?limit=200")).Select(item => item.Text("id")));
        JsonObject end = await shop.Customer.ReadAsync($"{Path}?after={second.Text("lastId")}");
        Items(end).ShouldBeEmpty();
        ((bool?)end["hasMore"]).ShouldBe(false);
        Items(second).Single(item => item.Text("type") == "booking.confirmed").Text("subject").ShouldBe(booking.Text("id"));
    }

    [Fact]
    public async Task ReadOwnEvents_WhenTheRequestIsBad_RefusesIt()
    {
        Shop shop = await Shop.OfFileAsync(app);
        foreach ((string query, string pointer) in ((string, string)[])[("after=1", "/after"), ("limit=0", "/limit")])
        {
            using HttpResponseMessage response = await shop.Customer.GetAsync($"{Path}?{query}");
            await response.ShouldRefuseAsync(400, "validation_failed", pointer);
        }

        using HttpResponseMessage gone = await shop.Customer.GetAsync($"{Path}?after={Guid.NewGuid()}");
        await gone.ShouldRefuseAsync(410, "event_not_kept");
        using HttpResponseMessage guest = await shop.Guest.GetAsync(Path);
        guest.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Resume_WhenAClientWasAway_TellsWhatItHasMissed()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.HoldAsync(shop.Customer, shop.ProductItem(1));
        string token = shop.Token(Shop.Id("user", 1), Roles.Customer);
        JsonObject start = await Eventually.SatisfiesAsync(() => ResumeAsync(token, null), resumed => resumed["lastId"] is not null, what: "A place in the log");
        start["items"]!.AsArray().ShouldBeEmpty();

        await shop.HoldAsync(shop.Stranger, shop.ProductItem(1));
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.ProductItem(2));

        JsonObject missed = await Eventually.SatisfiesAsync(() => ResumeAsync(token, start.Text("lastId")), resumed => resumed["items"]!.AsArray().Count > 0, what: "The missed event");
        JsonObject item = Items(missed).ShouldHaveSingleItem();
        (item.Text("type"), item.Text("subject")).ShouldBe(("hold.placed", hold.Text("id")));
        (await ResumeAsync(token, missed.Text("lastId")))["items"]!.AsArray().ShouldBeEmpty();

        JsonObject tooOld = await ResumeAsync(token, Guid.NewGuid().ToString());
        ((bool?)tooOld["resync"]).ShouldBe(true);
        tooOld.Text("lastId").ShouldBe(missed.Text("lastId"));
    }

    private async Task<JsonObject> ResumeAsync(string token, string? lastId)
    {
        await using HubClient client = await HubClient.ConnectAsync(app, token);
        return (await client.CallAsync("Resume", lastId))!.AsObject();
    }

    private static async Task<string[]> TypesAsync(HttpClient http) => [.. Items(await http.ReadAsync($"{Path}?limit=200")).Select(item => item.Text("type"))];

    private static List<JsonObject> Items(JsonObject log) => [.. log["items"]!.AsArray().Select(item => item!.AsObject())];
}
