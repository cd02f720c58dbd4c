namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class FindAvailabilityTests(BookingApp app)
{
    [Fact]
    public async Task FindAvailability_WhenAHallIsHeld_SaysUntilWhenAndOffersTimesThatCanBeHeld()
    {
        Shop shop = await Shop.OpenAsync(app);
        (await OneAsync(shop, shop.Hall, "venue", 20, 9, 4)).Available.ShouldBeTrue();
        await shop.HoldAsync(shop.Stranger, shop.HallItem());

        Answer answer = await OneAsync(shop, shop.Hall, "venue", 20, 9, 4);

        answer.Available.ShouldBeFalse();
        answer.Reasons.ShouldBe(["held"]);
        ((DateTimeOffset)answer.View["reasons"]![0]!["until"]!).ShouldBeInRange(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddMinutes(16));
        JsonArray alternatives = answer.View["alternatives"]!.AsArray();
        alternatives.Count.ShouldBe(3);
        foreach (JsonNode? other in alternatives)
        {
            JsonObject item = new()
            {
                ["kind"] = "venue",
                ["venueId"] = other!.Text("offeringId"),
                ["from"] = other!.Text("from"),
                ["to"] = other!.Text("to"),
                ["guests"] = 1,
            };
            await shop.HoldAsync(shop.Customer, item);
        }
    }

    [Theory]
    [InlineData(1, "capacity", 9, 4, 301)]
    [InlineData(2, "opening_hours", 3, 2, 10)]
    [InlineData(2, "duration", 10, 24 * 9, 10)]
    public async Task FindAvailability_WhenARuleOfTheHallIsBroken_NamesIt(int hall, string reason, int hour, int hours, int guests)
    {
        Shop shop = await Shop.OfFileAsync(app);
        (await OneAsync(shop, Shop.Id("venue", hall), "venue", 20, hour, hours, guests)).Reasons.ShouldBe([reason]);
    }

    [Fact]
    public async Task FindAvailability_WhenTheTurnaroundIsInTheWay_SaysBuffer()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.BuyAsync(shop.Stranger, shop.CarItem());

        (await OneAsync(shop, shop.Car, "car", 20, 13, 2)).Reasons.ShouldBe(["buffer"]);
        (await OneAsync(shop, shop.Car, "car", 20, 10, 2)).Reasons.ShouldBe(["booked"]);
        (await OneAsync(shop, shop.Car, "car", 20, 14, 2)).Available.ShouldBeTrue();
    }

    [Fact]
    public async Task FindAvailability_WhenTheTenantKeepsTheTime_SaysBlackout()
    {
        Shop shop = await Shop.OpenAsync(app);
        DateTime from = DateTime.UtcNow.Date.AddDays(20);
        await app.ExecuteAsync(
            $"""
            INSERT INTO slot_claims (tenant_id, id, item, lock_key, unit_id, asked_from, asked_to, blocked_from, blocked_to, state, is_blackout)
            VALUES ({shop.TenantId}, gen_random_uuid(), 0, 0, {shop.Hall}, {from}, {from.AddDays(1)}, {from}, {from.AddDays(1)}, 'booked', true)
            """);

        (await OneAsync(shop, shop.Hall, "venue", 20, 9, 4)).Reasons.ShouldBe(["blackout"]);
    }

    [Fact]
    public async Task FindAvailability_WhenThereIsTooLittleStock_SaysQuotaAndOffersOthersOfTheCategory()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject page = await Requests.ReadAsync(shop.Guest, $"api/v1/availability?kind=product&offeringId={shop.ScarceProduct}&quantity=3");

        JsonObject view = page["items"]!.AsArray().Single()!.AsObject();
        ((bool)view["available"]!).ShouldBeFalse();
        ((int)view["left"]!).ShouldBe(2);
        view["reasons"]!.AsArray().Single()!.Text("code").ShouldBe("quota");
    }

    [Fact]
    public async Task FindAvailability_WhenABusIsTooFull_SaysQuotaAndOffersOtherDeparturesOfItsRoute()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject page = await Requests.ReadAsync(shop.Guest, $"api/v1/availability?kind=trip&from={Shop.Hour(1, 0)}&to={Shop.Hour(9, 0)}&quantity=2000&limit=5");
        page["items"]!.AsArray().ShouldNotBeEmpty();
        page["items"]!.AsArray().ShouldAllBe(item => !(bool)item!["available"]! && item["reasons"]![0]!.Text("code") == "quota");
    }

    [Fact]
    public async Task FindAvailability_WhenAllPagesAreRead_MeetsEveryKindOnceInOrder()
    {
        Shop shop = await Shop.OfFileAsync(app);
        List<(string Kind, string Id)> seen = [];
        string? cursor = null;
        do
        {
            JsonObject page = await Requests.ReadAsync(
                shop.Guest, $"api/v1/availability?from={Shop.Hour(3, 9)}&to={Shop.Hour(3, 13)}&limit=7{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            seen.AddRange(page["items"]!.AsArray().Select(item => (item!.Text("kind"), item!.Text("offeringId"))));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        seen.Distinct().Count().ShouldBe(seen.Count);
        string[] kinds = [.. seen.Select(item => item.Kind)];
        string[] order = ["car", "venue", "event", "trip", "service", "product"];
        kinds.ShouldBe(kinds.OrderBy(kind => Array.IndexOf(order, kind)));
        kinds.Distinct().ShouldContain("car");
        kinds.Distinct().ShouldContain("venue");
        kinds.Distinct().ShouldContain("trip");
        kinds.Distinct().ShouldContain("product");
    }

    [Fact]
    public async Task FindAvailability_WhenAPlaceIsNamed_LeavesOutWhatIsElsewhereOrNowhere()
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonObject page = await Requests.ReadAsync(shop.Guest, $"api/v1/availability?near=10.7769,106.7009&radiusKm=30&from={Shop.Hour(3, 9)}&to={Shop.Hour(3, 13)}");

        string[] cars = [.. page["items"]!.AsArray().Where(item => item!.Text("kind") == "car").Select(item => item!.Text("offeringId"))];
        cars.ShouldContain(shop.SaigonCar.ToString());
        cars.ShouldNotContain(shop.Car.ToString());
        page["items"]!.AsArray().ShouldNotContain(item => item!.Text("kind") == "product");
    }

    [Theory]
    [InlineData("kind=boat", "/kind")]
    [InlineData("from=soon", "/from")]
    [InlineData("from=2027-03-01T09:00:00Z&to=2027-03-01T09:00:00Z", "/to")]
    [InlineData("from=2027-03-01T09:00:00Z&to=2027-05-01T09:00:00Z", "/to")]
    [InlineData("quantity=0", "/quantity")]
    [InlineData("near=1000,1", "/near")]
    [InlineData("offeringId=x", "/offeringId")]
    [InlineData("limit=51", "/page/limit")]
    public async Task FindAvailability_WhenMalformed_IsRefused(string query, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Guest.GetAsync($"api/v1/availability?{query}");
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(error => error.Key).ShouldBe([pointer]);
    }

    private static async Task<Answer> OneAsync(Shop shop, Guid offering, string kind, int days, int hour, int hours, int quantity = 1)
    {
        JsonObject page = await Requests.ReadAsync(
            shop.Guest, $"api/v1/availability?kind={kind}&offeringId={offering}&from={Shop.Hour(days, hour)}&to={Shop.Hour(days + (hour + hours) / 24, (hour + hours) % 24)}&quantity={quantity}");
        return new Answer(page["items"]!.AsArray().Single()!.AsObject());
    }

    private sealed record Answer(JsonObject View)
    {
        public bool Available => (bool)View["available"]!;

        public string[] Reasons => [.. View["reasons"]!.AsArray().Select(reason => reason!.Text("code"))];
    }
}
