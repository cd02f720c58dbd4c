namespace Booking.Api.Tests.Trips;

using System.Globalization;
using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ListTripsTests(BookingApp app)
{
    [Fact]
    public async Task ListRoutes_WhenPaged_AnswersEachOnceWithItsStops()
    {
        List<JsonElement> routes = await app.Http.WalkAsync("api/v1/routes?limit=2");

        routes.Select(route => route.Id()).ShouldBeUnique();
        routes.Count.ShouldBeGreaterThanOrEqualTo(3);
        routes.ShouldAllBe(route => route.GetProperty("stops").GetArrayLength() >= 5);
        routes[0].GetProperty("stops").EnumerateArray().Select(stop => stop.GetProperty("sequence").GetInt32()).ShouldBe([0, 1, 2, 3, 4]);
    }

    [Theory]
    [InlineData("origin=Leipzig&destination=M%C3%BCnchen", "Leipzig Hbf", "München ZOB")]
    [InlineData("origin=LEIPZIG%20hbf&destination=m%C3%9Cnchen", "Leipzig Hbf", "München ZOB")]
    [InlineData("origin=hamburg", "Hamburg ZOB", "Basel Badischer Bahnhof")]
    public async Task ListTrips_WhenPlacesAreAsked_AnswersThatPartOfTheWay(string query, string from, string to)
    {
        List<JsonElement> trips = await app.Http.ItemsAsync($"api/v1/trips?{query}&date={Day(3)}");

        trips.Count.ShouldBeInRange(2, 4);
        trips.Select(trip => trip.Time("departsAt")).ShouldBeInOrder();
        trips.ShouldAllBe(trip => trip.GetProperty("fromStop").Text("name") == from && trip.GetProperty("toStop").Text("name") == to);
        trips.ShouldAllBe(trip => trip.Time("arrivesAt") > trip.Time("departsAt") && trip.GetProperty("price").GetProperty("amount").GetInt64() > 0);
        trips.ShouldAllBe(trip => trip.Text("route").Length > 0 && trip.GetProperty("seatsAvailable").GetInt32() > 0);
    }

    [Fact]
    public async Task ListTrips_WhenAStopIdIsAsked_TakesIt()
    {
        JsonElement stops = (await app.Http.ItemsAsync("api/v1/routes"))[0].GetProperty("stops");

        List<JsonElement> trips = await app.Http.ItemsAsync($"api/v1/trips?origin={stops[1].Id()}&destination={stops[2].Id()}&date={Day(3)}");

        trips.ShouldNotBeEmpty();
        trips.ShouldAllBe(trip => trip.GetProperty("fromStop").Id() == stops[1].Id() && trip.GetProperty("toStop").Id() == stops[2].Id());
    }

    [Fact]
    public async Task ListTrips_WhenADateIsAsked_MeansTheDayAtTheStopOfOrigin()
    {
        // 22:15 from Berlin is after midnight in Leipzig, and Hà Nội's morning is still the day before in UTC.
        List<JsonElement> trips = await app.Http.ItemsAsync($"api/v1/trips?origin=Leipzig&destination=M%C3%BCnchen&date={Day(5)}");
        List<JsonElement> vietnam = await app.Http.ItemsAsync($"api/v1/trips?origin=H%C3%A0%20N%E1%BB%99i&date={Day(5)}");

        foreach (JsonElement trip in trips.Concat(vietnam))
        {
            TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(trip.GetProperty("fromStop").Text("timeZone"));
            TimeZoneInfo.ConvertTime(trip.Time("departsAt"), zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(Day(5));
        }

        trips.Count.ShouldBe(4);
        vietnam.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("origin=M%C3%BCnchen&destination=Berlin")]
    [InlineData("origin=Atlantis")]
    [InlineData("passengers=90")]
    public async Task ListTrips_WhenNothingFits_IsEmpty(string query) => (await app.Http.ItemsAsync($"api/v1/trips?{query}&date={Day(3)}")).ShouldBeEmpty();

    [Fact]
    public async Task ListTrips_WhenNoDateIsAsked_LeavesOutWhatHasDeparted()
    {
        List<JsonElement> trips = await app.Http.WalkAsync("api/v1/trips?limit=7");

        trips.Select(trip => trip.Text("id")).ShouldBeUnique();
        trips.Select(trip => trip.Time("departsAt")).ShouldBeInOrder();
        trips.Count.ShouldBeGreaterThan(100);
        trips[0].Time("departsAt").ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-1));
    }

    [Fact]
    public async Task ListTrips_WhenSeatsAreTakenOnAnotherPartOfTheWay_CountsThemAsFree()
    {
        JsonElement trip = (await app.Http.ItemsAsync($"api/v1/trips?origin=Hamburg&destination=Hannover&date={Day(9)}"))[0];
        int before = trip.GetProperty("seatsAvailable").GetInt32();

        await app.TakeLegAsync(trip.Id(), "5A", 0, 1, "booked", null);
        await app.TakeLegAsync(trip.Id(), "5B", 0, 2, "held", TimeSpan.FromMinutes(10));
        await app.TakeLegAsync(trip.Id(), "5C", 0, 1, "held", TimeSpan.FromMinutes(-10));

        (await FreeAsync("Hamburg", "Hannover", trip.Id())).ShouldBe(before - 2);
        (await FreeAsync("Hannover", "Basel", trip.Id())).ShouldBe(before - 1);
        (await FreeAsync("Kassel", "Basel", trip.Id())).ShouldBe(before);
    }

    [Theory]
    [InlineData("date=2027-02-30", "/date")]
    [InlineData("passengers=0", "/passengers")]
    [InlineData("limit=500", "/limit")]
    public async Task ListTrips_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/trips?{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task ListTrips_WhenAskedForAnotherTenant_SharesNothing()
    {
        using HttpClient other = app.NewClient(tenant: "other");

        (await other.ItemsAsync("api/v1/trips")).Select(trip => trip.Text("route")).Distinct().ShouldBe(["Dublin – Galway"]);
        (await other.ItemsAsync("api/v1/trips?origin=Berlin")).ShouldBeEmpty();
        (await other.StatusAsync($"api/v1/trips/{(await app.Http.ItemsAsync("api/v1/trips"))[0].Id()}")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Day(int days) => Offerings.At(days, 0).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private async Task<int> FreeAsync(string origin, string destination, Guid trip) =>
        (await app.Http.ItemsAsync($"api/v1/trips?origin={origin}&destination={destination}&limit=200")).Find(row => row.Id() == trip).GetProperty("seatsAvailable").GetInt32();
}
