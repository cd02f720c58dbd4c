namespace Booking.Api.Tests.Holds.Requests;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class PlaceHoldTests(BookingApp app)
{
    [Fact]
    public async Task PlaceHold_WhenOneOfEachKindIsAskedFor_TakesAllInOneHold()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject asked = Shop.Items(
            shop.CarItem().With("withDriver", true).With("pickUp", new JsonObject { ["lat"] = 52.5251, ["lng"] = 13.3694, ["address"] = "Europaplatz 1" }),
            shop.HallItem(), shop.ServiceItem(), shop.ProductItem(2), shop.TicketItem(3), shop.SeatItem("A-1", "A-2"), shop.LegItem(0, 4, "1A"));

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/holds", asked);

        JsonObject hold = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        Members(hold).ShouldBe(["id", "status", "expiresAt", "expiresInSeconds", "serverTime", "items", "price", "availableActions"], ignoreOrder: true);
        response.Headers.Location?.OriginalString.ShouldBe($"/api/v1/holds/{hold.Text("id")}");
        hold.Text("status").ShouldBe("active");
        hold["availableActions"]!.AsArray().Select(action => (string?)action).ShouldBe(["book", "extend", "release"]);
        JsonArray items = hold["items"]!.AsArray();
        items.Select(item => item!.Text("kind")).ShouldBe(["car", "venue", "service", "product", "ticket", "eventSeat", "tripSeat"]);
        items.Select(item => (int)item!["quantity"]!).ShouldBe([1, 1, 1, 2, 3, 2, 1]);
        items.Select(item => item!.Text("offeringId")).ShouldBe(
            new[] { shop.Car, shop.Hall, shop.Service, shop.Product, shop.TicketType, shop.SeatedEvent, shop.Trip }.Select(id => id.ToString()));
        items[5]!["seats"]!.AsArray().Select(seat => (string?)seat).ShouldBe(["A-1", "A-2"]);
        foreach (JsonNode? item in items)
        {
            Members(item!).ShouldBe(["kind", "offeringId", "title", "quantity", "from", "to", "timeZone", "seats", "details", "policy", "checkInWithinMinutes"], ignoreOrder: true);
        }

        JsonArray lines = hold["price"]!["lines"]!.AsArray();
        lines.Select(line => (line!.Text("code"), (int)line!["item"]!, (long)line["amount"]!["amount"]!, line["amount"]!.Text("currency"))).ShouldBe(
        [
            ("rental", 0, 4 * 900, "EUR"), ("driver", 0, 12_000, "EUR"), ("venue", 1, 4 * 12_000, "EUR"), ("service", 2, 3_800, "EUR"), ("product", 3, 2 * 1_490, "EUR"),
            ("ticket", 4, 3 * 3_900, "EUR"), ("seat", 5, 8_900, "EUR"), ("seat", 5, 8_900, "EUR"), ("fare", 6, (long)lines[^1]!["amount"]!["amount"]!, "EUR"),
        ]);
        lines.ShouldAllBe(line => line!.Text("label").Length > 0);
        ((long)lines[^1]!["amount"]!["amount"]!).ShouldBe(await app.ScalarAsync<long>(
            $"SELECT amount FROM fares WHERE tenant_id = {shop.TenantId} AND route_id = {Shop.Id("route", 1)} AND from_stop_id = {Shop.Stop(0)} AND to_stop_id = {Shop.Stop(4)} AND class = 'premium'"));
        hold["price"]!.Amount().ShouldBe(lines.Sum(line => (long)line!["amount"]!["amount"]!));
        hold["price"]!["total"]!.Text("currency").ShouldBe("EUR");
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["leg held", "quota held", "quota held", "seat held", "seat held", "slot held", "slot held", "slot held"]);
        (await shop.MessagesAsync("hold.placed", hold.Text("id"))).ShouldBe(1);
        JsonObject read = await shop.Customer.ReadAsync($"api/v1/holds/{hold.Text("id")}");
        JsonNode.DeepEquals(read["items"], hold["items"]).ShouldBeTrue();
        JsonNode.DeepEquals(read["price"], hold["price"]).ShouldBeTrue();
    }

    [Theory]
    [InlineData(true, 600)]
    [InlineData(false, 900)]
    public async Task PlaceHold_WhenACarIsInIt_LastsTenMinutesElseFifteen(bool withCar, int seconds)
    {
        Shop shop = await Shop.OpenAsync(app);

        JsonObject hold = await (withCar ? shop.HoldAsync(shop.Customer, shop.CarItem(), shop.TicketItem()) : shop.HoldAsync(shop.Customer, shop.HallItem(), shop.TicketItem()));

        (hold.Time("expiresAt") - hold.Time("serverTime")).ShouldBe(TimeSpan.FromSeconds(seconds));
        ((int)hold["expiresInSeconds"]!).ShouldBe(seconds);
    }

    [Fact]
    public async Task PlaceHold_WhenAServiceNamesNoProvider_TakesOneThatIsFree()
    {
        Shop shop = await Shop.OpenAsync(app);
        int workday = Enumerable.Range(14, 7).First(days => DateTime.UtcNow.Date.AddDays(days).DayOfWeek == DayOfWeek.Wednesday);
        JsonObject Anybody()
        {
            JsonObject item = shop.ServiceItem(workday, 13);
            item.Remove("providerId");
            return item;
        }

        List<string> providers = [];
        for (int i = 0; i < 3; i++)
        {
            JsonObject hold = await shop.HoldAsync(shop.Customer, Anybody());
            providers.Add(hold["items"]![0]!["details"]!.Text("providerId"));
        }

        providers.Distinct().Count().ShouldBe(3);
        using HttpResponseMessage fourth = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(Anybody()));
        await fourth.ShouldRefuseAsync(409, "inventory_conflict");
    }

    [Fact]
    public async Task PlaceHold_WhenTheRequestIsRepeated_AnswersTheSameAndTakesNothingMore()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject body = Shop.Items(shop.SeatItem("A-1"), shop.ProductItem());
        string key = Guid.NewGuid().ToString();
        using HttpResponseMessage first = await shop.Customer.PostAsync("api/v1/holds", body, key);
        JsonObject hold = await first.ShouldAnswerAsync(HttpStatusCode.Created);
        string after = await shop.FootprintAsync();

        using HttpResponseMessage second = await shop.Customer.PostAsync("api/v1/holds", body, key);

        JsonNode.DeepEquals(await second.ShouldAnswerAsync(HttpStatusCode.Created), hold).ShouldBeTrue();
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        first.Headers.Contains("Idempotent-Replayed").ShouldBeFalse();
        (await shop.FootprintAsync()).ShouldBe(after);
    }

    private static IEnumerable<string> Members(JsonNode node) => node.AsObject().Where(member => member.Key != "token" || member.Value is not null).Select(member => member.Key);
}
