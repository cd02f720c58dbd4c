namespace Booking.Api.Tests.Cars;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>From the provider's new car to a paid one-way ride with a driver, and a dearer price that is not the customer's.</summary>
[Collection(BookingCollection.Name)]
public sealed class CarsStoryTests(BookingApp app)
{
    // 27 km from home, and in another city.
    private static readonly JsonObject Potsdam = new() { ["lat"] = 52.3906, ["lng"] = 13.0645, ["address"] = "Potsdam Hbf" };

    [Fact]
    public async Task Story_FromANewCarToAPaidRide()
    {
        Shop shop = await Shop.OpenAsync(app);

        // The provider adds a car with weekend rates, kilometres and a point in another city, and keeps a day for himself.
        JsonObject body = ManagedCars.Van()
            .With("name", "Mercedes EQV")
            .With("location", new JsonObject { ["lat"] = 52.5251, ["lng"] = 13.3694, ["address"] = "Europaplatz 1" })
            .With("city", "Berlin")
            .With("timeZone", "Europe/Berlin")
            .With("features", Shop.Names(["automatic", "wheelchair ramp"]))
            .With("rates", new JsonArray(
                ManagedCars.Rate("hour", 3_000), ManagedCars.Rate("day", 15_000), ManagedCars.Rate("day", 18_000, "weekend", "saturday", "sunday")))
            .With("driverFeePerDay", ManagedCars.Money(12_000))
            .With("includedKmPerDay", 10)
            .With("pricePerExtraKm", ManagedCars.Money(100))
            .With("oneWayFee", ManagedCars.Money(5_000))
            .With("dropOffPoints", new JsonArray(new JsonObject { ["name"] = "Potsdam Hbf", ["city"] = "Potsdam", ["lat"] = 52.3906, ["lng"] = 13.0645 }))
            .With("noticeMinutes", 120)
            .With("cancellationPolicy", JsonNode.Parse("""{"tiers":[{"hoursBefore":72,"refundPercent":100}]}"""));
        (JsonObject car, _) = await shop.Provider.AddAsync(body);
        string path = $"api/v1/cars/{car.Text("id")}";
        using HttpResponseMessage blackout = await shop.Provider.PostAsync($"{path}/blackouts", new JsonObject { ["from"] = Shop.Hour(22, 0), ["to"] = Shop.Hour(23, 0), ["reason"] = "Inspection" });
        await blackout.ShouldAnswerAsync(HttpStatusCode.Created);

        // A customer looks for it by place, price and feature; on the day that is kept it is not to be had.
        (await FindAsync(shop, 20)).ShouldHaveSingleItem()!.Text("id").ShouldBe(car.Text("id"));
        (await FindAsync(shop, 22)).ShouldBeEmpty();
        JsonArray calendar = (await shop.Guest.ReadAsync($"{path}/availability?to={Shop.Hour(25, 0)}"))["items"]!.AsArray();
        calendar.Select(part => part!.Text("reason")).ShouldBe(["notice", "blackout"]);

        // He holds it with a driver to the other city. Elsewhere it may not be left.
        JsonObject ride = ManagedCars.Item(car, days: 20, hour: 9, hours: 4, withDriver: true).With("dropOff", Potsdam.DeepClone());
        using HttpResponseMessage nowhere = await shop.Customer.PostAsync(
            "api/v1/holds", Shop.Items(ride.DeepClone().AsObject().With("dropOff", new JsonObject { ["lat"] = 53.55, ["lng"] = 10.0, ["address"] = "Hamburg" })));
        (await nowhere.ShouldRefuseAsync(422, "rule_violated", "/items/0/dropOff")).Text("reason").ShouldBe("distance");
        JsonObject hold = await shop.HoldAsync(shop.Customer, ride);
        ((int)hold["expiresInSeconds"]!).ShouldBeInRange(590, 600);
        List<(string Code, long Amount)> lines = [.. hold["price"]!["lines"]!.AsArray().Select(line => (line!.Text("code"), (long)line!["amount"]!["amount"]!))];
        lines.Select(line => line.Code).ShouldBe(["rental", "driver", "distance", "one_way"]);
        lines[0].Amount.ShouldBe(12_000);
        lines[1].Amount.ShouldBe(12_000);
        lines[2].Amount.ShouldBeInRange(1_400, 1_800);
        lines[3].Amount.ShouldBe(5_000);
        (await FindAsync(shop, 20)).ShouldBeEmpty();

        // He books, the price goes up, he pays what he was told.
        using HttpResponseMessage made = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        JsonObject booking = await made.ShouldAnswerAsync(HttpStatusCode.Created);
        (_, string tag) = await shop.Provider.ReadTaggedAsync(path);
        using HttpResponseMessage dearer = await shop.Provider.ChangeAsync(
            HttpMethod.Patch, path, new JsonObject { ["rates"] = new JsonArray(ManagedCars.Rate("hour", 9_000), ManagedCars.Rate("day", 45_000)) }, tag);
        ((long)(await dearer.ShouldAnswerAsync(HttpStatusCode.OK))["pricePerDay"]!["amount"]!).ShouldBe(45_000);
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        ((long)payment["amount"]!["amount"]!).ShouldBe(hold["price"]!.Amount());
        await shop.PlayAsync(payment.Text("id"), "succeed");

        JsonObject paid = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        paid.Text("status").ShouldBe("confirmed");
        JsonNode.DeepEquals(paid["price"], hold["price"]).ShouldBeTrue();
        ((int)paid["items"]![0]!["policy"]!["tiers"]![0]!["hoursBefore"]!).ShouldBe(72);
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["slot booked"]);
        (await shop.HoldAsync(shop.Stranger, ManagedCars.Item(car, days: 21)))["price"]!.Amount().ShouldBe(36_000);
    }

    private static async Task<JsonArray> FindAsync(Shop shop, int days) => (await shop.Guest.ReadAsync(
        $"api/v1/cars?near=52.52,13.37&radiusKm=20&from={Shop.Hour(days, 9)}&to={Shop.Hour(days, 13)}&features=wheelchair%20ramp&maxPrice=30000&withDriver=true&sort=price"))["items"]!.AsArray();
}
