namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class VenueExtraTests(BookingApp app)
{
    [Fact]
    public async Task PlaceHold_WhenWithExtras_PricesThemAndTakesThem()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync()).Text("id");
        string buffet = (await shop.Admin.NewExtraAsync(hall, Buffet(1))).Text("id");
        string chairs = (await shop.Admin.NewExtraAsync(hall, new JsonObject { ["name"] = "Chairs", ["amount"] = 100, ["stockKind"] = "overall", ["stock"] = 50 })).Text("id");

        JsonObject hold = await shop.HoldAsync(shop.Customer, With(Halls.Use(hall), (buffet, 1), (chairs, 40)));

        hold["price"]!["lines"]!.AsArray().Select(line => (line!.Text("code"), (long)line!["amount"]!["amount"]!)).ShouldBe([("venue", 10_000), ("extra", 80_000), ("extra", 4_000)]);
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["quota held", "quota held", "slot held"]);

        // The same day has no buffet left, the next one has; of the chairs there are ten.
        using HttpResponseMessage sameDay = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(With(Halls.Use(hall, hour: 12), (buffet, 1))));
        await sameDay.ShouldRefuseAsync(409, "sold_out");
        using HttpResponseMessage tooMany = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(With(Halls.Use(hall, days: 21), (buffet, 1), (chairs, 11))));
        await tooMany.ShouldRefuseAsync(409, "sold_out");
        await shop.HoldAsync(shop.Stranger, With(Halls.Use(hall, days: 21), (buffet, 1), (chairs, 10)));
    }

    [Fact]
    public async Task PlaceHold_WhenManyMakeTheDaysPoolAtOnce_SellNoMoreThanThereAre()
    {
        Shop shop = await Shop.OpenAsync(app);
        string[] halls = [(await shop.Admin.NewHallAsync()).Text("id")];
        string buffet = (await shop.Admin.NewExtraAsync(halls[0], Buffet(3))).Text("id");
        HttpClient[] customers = [.. await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => shop.NewCustomerAsync()))];

        HttpResponseMessage[] answers = await Task.WhenAll(customers.Select((customer, i) =>
            customer.PostAsync("api/v1/holds", Shop.Items(With(Halls.Use(halls[0], days: 30, hour: 1 + i, hours: 1), (buffet, 1))))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(3);
        foreach (HttpResponseMessage answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            await answer.ShouldRefuseAsync(409, "sold_out");
        }

        (await app.ScalarAsync<long>($"SELECT count(*) FROM venue_extra_days WHERE tenant_id = {shop.TenantId} AND extra_id = {Guid.Parse(buffet)}")).ShouldBe(1);
    }

    [Fact]
    public async Task EditVenueExtra_WhenBelowWhatIsSold_IsRefused()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync()).Text("id");
        foreach (string kind in (string[])["per_day", "overall"])
        {
            JsonObject extra = await shop.Admin.NewExtraAsync(hall, new JsonObject { ["name"] = "Light", ["amount"] = 100, ["stockKind"] = kind, ["stock"] = 5 });
            string path = $"api/v1/venues/{hall}/extras/{extra.Text("id")}";
            await shop.HoldAsync(shop.Customer, With(Halls.Use(hall, days: kind == "per_day" ? 22 : 23), (extra.Text("id"), 3)));
            string tag = await shop.Guest.TagAsync(path);

            using HttpResponseMessage below = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, tag, new JsonObject { ["stock"] = 2 });
            await below.ShouldRefuseAsync(409, "capacity_below_sold");
            using HttpResponseMessage exact = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, tag, new JsonObject { ["stock"] = 3 });
            ((int)(await exact.ShouldAnswerAsync(HttpStatusCode.OK))["stock"]!).ShouldBe(3);
            using HttpResponseMessage stale = await shop.Admin.ChangeAsync(HttpMethod.Patch, path, tag, new JsonObject { ["stock"] = 9 });
            await stale.ShouldRefuseAsync(412, "precondition_failed");
            using HttpResponseMessage none = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(With(Halls.Use(hall, days: kind == "per_day" ? 22 : 23, hour: 14), (extra.Text("id"), 1))));
            await none.ShouldRefuseAsync(409, "sold_out");
        }
    }

    [Fact]
    public async Task WithdrawVenueExtra_WhenSold_StaysSoldAndIsNotSoldAgain()
    {
        Shop shop = await Shop.OpenAsync(app);
        string hall = (await shop.Admin.NewHallAsync()).Text("id");
        string extra = (await shop.Admin.NewExtraAsync(hall, Buffet(5))).Text("id");
        JsonObject hold = await shop.HoldAsync(shop.Customer, With(Halls.Use(hall), (extra, 1)));

        using HttpResponseMessage withdrawn = await shop.Admin.ChangeAsync(HttpMethod.Delete, $"api/v1/venues/{hall}/extras/{extra}", await shop.Guest.TagAsync($"api/v1/venues/{hall}/extras/{extra}"));
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        booked.StatusCode.ShouldBe(HttpStatusCode.Created);
        using HttpResponseMessage again = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(With(Halls.Use(hall, days: 22), (extra, 1))));
        await again.ShouldRefuseAsync(422, "rule_violated", "/items/0/extras/0/extraId");
        (await shop.Guest.ReadAsync($"api/v1/venues/{hall}/extras"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""[{ "extraId": "0197a3f2-0001-7000-8000-000000000001" }]""", 422, "rule_violated", "/items/0/extras/0/extraId")]
    [InlineData("""[null]""", 400, "validation_failed", "/items/0/extras/0")]
    public async Task PlaceHold_WhenExtrasAreBad_PointsAtThem(string extras, int status, string code, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/holds", Shop.Items(shop.HallItem().With("extras", JsonNode.Parse(extras))));

        await response.ShouldRefuseAsync(status, code, pointer);
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("stockKind", "per_day", 422, "rule_violated", "/stock")]
    [InlineData("name", "", 400, "validation_failed", "/name")]
    [InlineData("pricing", "per_mood", 400, "malformed_request", null)]
    public async Task CreateVenueExtra_WhenBad_PointsAtIt(string member, string value, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Admin.PostAsync($"api/v1/venues/{shop.Hall}/extras", new JsonObject { ["name"] = "Light", ["amount"] = 1 }.With(member, value), key: "");
        await response.ShouldRefuseAsync(status, code, pointer);
    }

    private static JsonObject Buffet(int stock) =>
        new() { ["name"] = "Buffet", ["amount"] = 2_000, ["pricing"] = "per_guest", ["taxRate"] = 1_900, ["stockKind"] = "per_day", ["stock"] = stock, ["maxPerBooking"] = 1 };

    private static JsonObject With(JsonObject use, params (string Extra, int Quantity)[] extras)
    {
        JsonArray asked = [.. extras.Select(extra => (JsonNode)new JsonObject { ["extraId"] = extra.Extra, ["quantity"] = extra.Quantity })];
        return use.With("extras", asked);
    }
}
