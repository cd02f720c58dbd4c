namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ListVenuesTests(BookingApp app)
{
    [Fact]
    public async Task ListVenues_WhenNothingIsAsked_BeginsWithTheHallThatIsAlwaysOpen()
    {
        List<JsonElement> venues = await app.Http.ItemsAsync("api/v1/venues");

        venues.Count.ShouldBeGreaterThanOrEqualTo(6);
        venues[0].Text("name").ShouldStartWith("Kulturhalle");
        venues[0].GetProperty("hours").GetArrayLength().ShouldBe(0);
        venues[0].GetProperty("bufferBeforeMinutes").GetInt32().ShouldBe(0);
        venues[1].GetProperty("hours")[0].Text("closes").ShouldBe("24:00");
    }

    [Theory]
    [InlineData("city=m%C3%9CNCHEN", "München")]
    [InlineData("near=48.21,16.37&radiusKm=20", "Wien")]
    public async Task ListVenues_WhenAPlaceIsAsked_Filters(string query, string city)
    {
        List<JsonElement> venues = await app.Http.ItemsAsync($"api/v1/venues?{query}");

        venues.Select(venue => venue.Text("city")).Distinct().ShouldBe([city]);
    }

    [Fact]
    public async Task ListVenues_WhenACapacityIsAsked_AnswersOnlyLargeEnoughHalls()
    {
        List<JsonElement> venues = await app.Http.ItemsAsync("api/v1/venues?capacity=400");

        venues.ShouldNotBeEmpty();
        venues.ShouldAllBe(venue => venue.GetProperty("capacity").GetInt32() >= 400);
    }

    [Fact]
    public async Task ListVenues_WhenPaged_AnswersEachOnce()
    {
        List<Guid> paged = [.. (await app.Http.WalkAsync("api/v1/venues?limit=2")).Select(venue => venue.Id())];

        paged.ShouldBeUnique();
        paged.ShouldBe((await app.Http.ItemsAsync("api/v1/venues?limit=200")).Select(venue => venue.Id()));
    }

    [Theory]
    [InlineData("capacity=0", "/capacity")]
    [InlineData("capacity=many", "/capacity")]
    [InlineData("near=somewhere", "/near")]
    public async Task ListVenues_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/venues?{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task GetVenue_WhenItHasNotChanged_Is304() =>
        await app.Http.ShouldBeRevalidatedAsync($"api/v1/venues/{(await app.Http.ItemsAsync("api/v1/venues"))[0].Id()}");

    [Fact]
    public async Task GetVenue_WhenUnknownOrForeign_Is404()
    {
        Guid venue = (await app.Http.ItemsAsync("api/v1/venues"))[0].Id();
        using HttpClient other = app.NewClient(tenant: "other");

        (await app.Http.StatusAsync($"api/v1/venues/{Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync($"api/v1/venues/{venue}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.ItemsAsync("api/v1/venues")).Select(row => row.Id()).ShouldNotContain(venue);
    }
}
