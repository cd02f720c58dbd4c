namespace Booking.Api.Tests.Cars;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class SearchCarsTests(BookingApp app)
{
    private static string Range(int days = 20, int hour = 9, int hours = 4) => $"from={Shop.Hour(days, hour)}&to={Shop.Hour(days, hour + hours)}";

    [Fact]
    public async Task ListCars_WhenATimeIsAsked_LeavesOutWhatIsTakenUnlessAllAreWanted()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.HoldAsync(shop.Customer, shop.CarItem());

        (await IdsAsync(shop, Range())).ShouldNotContain(shop.Car.ToString());
        JsonArray all = await ItemsAsync(shop, Range() + "&available=all");
        ((bool)all.Single(car => car!.Text("id") == shop.Car.ToString())!["available"]!).ShouldBeFalse();
        (await IdsAsync(shop, Range(hour: 18))).ShouldContain(shop.Car.ToString());
        (await IdsAsync(shop, $"from={Shop.Hour(20, 18)}&to={Shop.Hour(20, 18).Replace(":00:00Z", ":30:00Z", StringComparison.Ordinal)}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("price")]
    [InlineData("distance")]
    [InlineData("id")]
    public async Task ListCars_WhenSorted_PagesEachOnceInOneOrder(string sort)
    {
        Shop shop = await Shop.OfFileAsync(app);
        string query = $"near=52.52,13.40&radiusKm=900&sort={sort}";
        JsonArray all = await ItemsAsync(shop, query + "&limit=200");

        List<string> paged = [];
        string? cursor = null;
        do
        {
            JsonObject page = await shop.Guest.ReadAsync($"api/v1/cars?{query}&limit=4{(cursor is null ? "" : "&cursor=" + cursor)}");
            paged.AddRange(page["items"]!.AsArray().Select(car => car!.Text("id")));
            cursor = (string?)page["nextCursor"];
        }
        while (cursor is not null);

        paged.ShouldBe(all.Select(car => car!.Text("id")));
        List<double> keys = [.. all.Select(car => sort switch { "price" => (double)car!["pricePerDay"]!["amount"]!, "distance" => (double)car!["distanceKm"]!, _ => 0 })];
        keys.ShouldBeInOrder();
    }

    [Fact]
    public async Task ListCars_WhenAPriceIsTheLimit_IsThatOfTheWholeTime()
    {
        Shop shop = await Shop.OfFileAsync(app);

        JsonArray cheap = await ItemsAsync(shop, Range(hours: 3) + "&maxPrice=3000&limit=200");

        cheap.ShouldNotBeEmpty();
        cheap.ShouldAllBe(car => (long)car!["total"]!["amount"]! <= 3_000);
        JsonArray all = await ItemsAsync(shop, Range(hours: 3) + "&limit=200");
        cheap.Count.ShouldBe(all.Count(car => (long)car!["total"]!["amount"]! <= 3_000));
        (await ItemsAsync(shop, "maxPrice=4500&limit=200")).ShouldAllBe(car => (long)car!["pricePerDay"]!["amount"]! <= 4_500);
        JsonObject page = await shop.Guest.ReadAsync($"api/v1/cars?{Range(hours: 3)}&maxPrice=3000&limit=2");
        page["items"]!.AsArray().Count.ShouldBe(2);
        page["nextCursor"].ShouldNotBeNull();
    }

    [Fact]
    public async Task ListCars_WhenFeaturesAreAsked_HasAllOfThem()
    {
        Shop shop = await Shop.OfFileAsync(app);

        JsonArray found = await ItemsAsync(shop, "features=automatic,air%20conditioning&limit=200");

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(car => car!["features"]!.AsArray().Any(feature => (string?)feature == "automatic"));
        (await ItemsAsync(shop, "features=automatic,manual")).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListCars_WhenADriverIsWanted_NeedsOneWhoCanTakeTheRide()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject van, _) = await shop.Admin.AddAsync(ManagedCars.Van());
        (JsonObject alone, _) = await shop.Admin.AddAsync(ManagedCars.Van().With("driverMode", "self_drive_only").With("location", Berlin()));
        (JsonObject chauffeured, _) = await shop.Admin.AddAsync(ManagedCars.Van().With("driverMode", "required").With("location", Berlin()).With("driverFeePerDay", ManagedCars.Money(5_000)));

        JsonArray withDriver = await ItemsAsync(shop, Range() + "&withDriver=true&limit=200");

        List<string> ids = [.. withDriver.Select(car => car!.Text("id"))];
        ids.ShouldContain(shop.Car.ToString());
        ids.ShouldNotContain(van.Text("id"));
        ids.ShouldNotContain(alone.Text("id"));
        ids.ShouldContain(chauffeured.Text("id"));
        ((long)withDriver.Single(car => car!.Text("id") == shop.Car.ToString())!["total"]!["amount"]!).ShouldBe(4 * 900 + 12_000);
        List<string> without = await IdsAsync(shop, Range() + "&withDriver=false&limit=200");
        without.ShouldContain(van.Text("id"));
        without.ShouldContain(alone.Text("id"));
        without.ShouldNotContain(chauffeured.Text("id"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&class=van")]
    [InlineData("&features=automatic")]
    [InlineData("&maxPrice=5000")]
    [InlineData("&withDriver=true")]
    public async Task CountCars_WhenAskedLikeTheList_CountsTheSameCars(string filter)
    {
        Shop shop = await Shop.OfFileAsync(app);
        JsonArray list = await ItemsAsync(shop, Range(days: 25) + filter + "&limit=200");

        JsonObject facets = await shop.Guest.ReadAsync($"api/v1/cars/facets?{Range(days: 25)}{filter}");

        ((int)facets["count"]!).ShouldBe(list.Count);
        facets["classes"]!.AsArray().ToDictionary(facet => facet!.Text("value"), facet => (int)facet!["count"]!)
            .ShouldBe(list.GroupBy(car => car!.Text("class")).ToDictionary(same => same.Key, same => same.Count()), ignoreOrder: true);
        facets["features"]!.AsArray().Sum(facet => (int)facet!["count"]!).ShouldBe(list.Sum(car => car!["features"]!.AsArray().Count));
        ((long)facets["pricePerDay"]!["lowest"]!["amount"]!).ShouldBe(list.Min(car => (long)car!["pricePerDay"]!["amount"]!));
        ((bool)facets["isComplete"]!).ShouldBeTrue();
    }

    [Theory]
    [InlineData("sort=distance", "/sort")]
    [InlineData("sort=colour", "/sort")]
    [InlineData("available=maybe", "/available")]
    [InlineData("withDriver=perhaps", "/withDriver")]
    [InlineData("maxPrice=-1", "/maxPrice")]
    [InlineData("managed=1", "/managed")]
    public async Task ListCars_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Guest.SendAsync(HttpMethod.Get, $"api/v1/cars?{query}");
        await response.ShouldRefuseAsync(400, "validation_failed", pointer);
    }

    [Fact]
    public async Task ListCars_WhenTheCursorIsOfAnotherOrder_Is400()
    {
        Shop shop = await Shop.OfFileAsync(app);
        string cursor = (await shop.Guest.ReadAsync("api/v1/cars?limit=1&sort=price")).Text("nextCursor");
        using HttpResponseMessage response = await shop.Guest.SendAsync(HttpMethod.Get, $"api/v1/cars?cursor={cursor}");
        await response.ShouldRefuseAsync(400, "invalid_cursor");
    }

    private static JsonObject Berlin() => new() { ["lat"] = 52.52, ["lng"] = 13.40, ["address"] = "Alexanderplatz 1" };

    private static async Task<JsonArray> ItemsAsync(Shop shop, string query) => (await shop.Guest.ReadAsync($"api/v1/cars?{query}"))["items"]!.AsArray();

    private static async Task<List<string>> IdsAsync(Shop shop, string query) => [.. (await ItemsAsync(shop, query)).Select(car => car!.Text("id"))];
}
