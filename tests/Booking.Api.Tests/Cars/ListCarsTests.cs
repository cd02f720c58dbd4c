namespace Booking.Api.Tests.Cars;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ListCarsTests(BookingApp app)
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task ListCars_WhenNothingIsAsked_AnswersTheShapeOfTheContract()
    {
        List<JsonElement> cars = await app.Http.ItemsAsync("api/v1/cars");

        cars.Count.ShouldBeGreaterThanOrEqualTo(20);
        JsonElement car = cars[0];
        car.Text("name").ShouldNotBeEmpty();
        car.Text("class").ShouldNotBeEmpty();
        car.GetProperty("seats").GetInt32().ShouldBePositive();
        car.GetProperty("location").GetProperty("lat").GetDouble().ShouldBeInRange(-90, 90);
        car.GetProperty("pricePerDay").Text("currency").ShouldBe("EUR");
        car.GetProperty("total").ValueKind.ShouldBe(JsonValueKind.Null);
        car.GetProperty("available").ValueKind.ShouldBeOneOf(JsonValueKind.True, JsonValueKind.False);
        car.GetProperty("availableActions").EnumerateArray().Select(action => action.GetString()).ShouldContain("hold");
    }

    [Fact]
    public async Task ListCars_WhenARangeIsAsked_TotalsFullDaysAndStartedHours()
    {
        List<JsonElement> cars = await app.Http.ItemsAsync($"api/v1/cars?from={Offerings.At(200, 9).Query()}&to={Offerings.At(202, 11).AddMinutes(30).Query()}");

        foreach (JsonElement car in cars)
        {
            long day = car.GetProperty("pricePerDay").GetProperty("amount").GetInt64();
            long hour = car.GetProperty("pricePerHour").GetProperty("amount").GetInt64();
            car.GetProperty("total").GetProperty("amount").GetInt64().ShouldBe(2 * day + Math.Min(3 * hour, day));
        }
    }

    [Theory]
    [InlineData("sold", false)]
    [InlineData("held", false)]
    [InlineData("overdue", true)]
    public async Task ListCars_WhenTheCarIsTaken_SaysWhetherItIsFree(string claim, bool expected)
    {
        int day = claim switch { "sold" => 210, "held" => 220, _ => 230 };
        Guid car = (await app.Http.ItemsAsync("api/v1/cars"))[0].Id();
        await app.TakeSlotAsync(car, Offerings.At(day, 9), Offerings.At(day, 12), claim switch { "sold" => null, "held" => Soon, _ => -Soon });

        (await IsFreeAsync(car, Offerings.At(day, 10), Offerings.At(day, 11))).ShouldBe(expected);
        (await IsFreeAsync(car, Offerings.At(day, 12), Offerings.At(day, 13))).ShouldBeTrue();
    }

    [Fact]
    public async Task ListCars_WhenOnlyABufferIsInTheWay_IsNotFree()
    {
        JsonElement car = (await app.Http.ItemsAsync("api/v1/cars"))[1];
        int buffer = car.GetProperty("bufferMinutes").GetInt32();
        buffer.ShouldBePositive();
        await app.TakeSlotAsync(car.Id(), Offerings.At(240, 9), Offerings.At(240, 12), null, Hour);

        (await IsFreeAsync(car.Id(), Offerings.At(240, 12), Offerings.At(240, 14))).ShouldBeFalse();
        (await IsFreeAsync(car.Id(), Offerings.At(240, 13), Offerings.At(240, 14))).ShouldBeTrue();

        // The asked rental's own turnaround must not run into the next one either.
        (await IsFreeAsync(car.Id(), Offerings.At(240, 6), Offerings.At(240, 8))).ShouldBeFalse();
        (await IsFreeAsync(car.Id(), Offerings.At(240, 5), Offerings.At(240, 8).AddMinutes(-buffer))).ShouldBeTrue();
    }

    [Fact]
    public async Task ListCars_WhenAPlaceIsAsked_AnswersOnlyWhatIsInTheCircle()
    {
        List<JsonElement> near = await app.Http.ItemsAsync("api/v1/cars?near=53.55,10.00&radiusKm=30");
        List<JsonElement> wide = await app.Http.ItemsAsync("api/v1/cars?near=53.55,10.00&radiusKm=300");

        near.Select(car => car.Text("city")).Distinct().ShouldBe(["Hamburg"]);
        near.ShouldAllBe(car => car.GetProperty("distanceKm").GetDouble() <= 30);
        wide.Select(car => car.Text("city")).Distinct().Order(StringComparer.Ordinal).ShouldBe(["Berlin", "Hamburg"]);
    }

    [Fact]
    public async Task ListCars_WhenSeatsAndClassAreAsked_Filters()
    {
        List<JsonElement> vans = await app.Http.ItemsAsync("api/v1/cars?seats=8&class=VAN");

        vans.ShouldNotBeEmpty();
        vans.ShouldAllBe(car => car.GetProperty("seats").GetInt32() >= 8 && car.Text("class") == "van");
    }

    [Fact]
    public async Task ListCars_WhenPaged_AnswersEachOnceInTheOrderOfIds()
    {
        List<string> paged = [.. (await app.Http.WalkAsync("api/v1/cars?limit=5")).Select(car => car.Text("id"))];

        paged.ShouldBeUnique();
        paged.ShouldBeInOrder();
        paged.ShouldBe((await app.Http.ItemsAsync("api/v1/cars?limit=200")).Select(car => car.Text("id")));
    }

    [Fact]
    public async Task ListCars_WhenThereIsANextPage_LinksToItWithTheSameFilter()
    {
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri("api/v1/cars?limit=1&class=van", UriKind.Relative));

        string link = response.Headers.GetValues("Link").ShouldHaveSingleItem();
        link.ShouldContain("rel=\"next\"");
        link.ShouldContain("class=van");
    }

    [Theory]
    [InlineData("from=tomorrow&to=2027-01-01T00:00:00Z", "/from")]
    [InlineData("from=2027-01-01T00:00:00Z", "/to")]
    [InlineData("from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "/to")]
    [InlineData("from=2027-01-01T00:00:00Z&to=2027-06-01T00:00:00Z", "/to")]
    [InlineData("near=91,0", "/near")]
    [InlineData("near=52.5", "/near")]
    [InlineData("near=NaN,NaN", "/near")]
    [InlineData("near=52.5,13.4&radiusKm=0", "/radiusKm")]
    [InlineData("near=52.5,13.4&radiusKm=100000", "/radiusKm")]
    [InlineData("seats=-1", "/seats")]
    [InlineData("class=a%00b", "/class")]
    [InlineData("limit=0", "/limit")]
    [InlineData("limit=201", "/limit")]
    public async Task ListCars_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/cars?{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task ListCars_WhenTheCursorIsOfAnotherList_Is400()
    {
        string cursor = (await app.Http.ReadAsync("api/v1/venues?limit=1")).GetProperty("nextCursor").GetString()!;

        (await app.Http.StatusAsync($"api/v1/cars?cursor={cursor}")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task ListCars_WhenAskedForAnotherTenant_SharesNothing()
    {
        using HttpClient other = app.NewClient(tenant: "other");
        List<Guid> demo = [.. (await app.Http.ItemsAsync("api/v1/cars?limit=200")).Select(car => car.Id())];

        List<Guid> others = [.. (await other.ItemsAsync("api/v1/cars?limit=200")).Select(car => car.Id())];

        others.ShouldNotBeEmpty();
        others.Intersect(demo).ShouldBeEmpty();
    }

    private async Task<bool> IsFreeAsync(Guid car, DateTimeOffset from, DateTimeOffset to)
    {
        List<JsonElement> cars = await app.Http.ItemsAsync($"api/v1/cars?limit=200&available=all&from={from.Query()}&to={to.Query()}");
        return cars.Find(row => row.Id() == car).GetProperty("available").GetBoolean();
    }
}
