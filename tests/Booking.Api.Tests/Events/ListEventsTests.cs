namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class ListEventsTests(BookingApp app)
{
    [Fact]
    public async Task ListEvents_WhenNothingIsAsked_AnswersTheDemoEventsByStart()
    {
        List<JsonElement> events = await app.Http.ItemsAsync("api/v1/events");

        events.Select(happening => happening.Time("startsAt")).ShouldBeInOrder();
        JsonElement first = events[0];
        first.Text("seating").ShouldBe("general");
        first.Text("venue").ShouldNotBeEmpty();
        first.GetProperty("ticketTypes").GetArrayLength().ShouldBe(2);
        first.GetProperty("ticketTypes")[0].GetProperty("capacity").GetInt32().ShouldBe(1_000);
        first.GetProperty("ticketTypes")[0].GetProperty("price").Text("currency").ShouldBe("EUR");
        JsonElement seated = events.Find(happening => happening.Text("seating") == "reserved");
        seated.GetProperty("ticketTypes").EnumerateArray().Sum(type => type.GetProperty("capacity").GetInt32()).ShouldBe(2_000);
        events.ShouldContain(happening => happening.GetProperty("ticketTypes").EnumerateArray().Any(type => type.GetProperty("price").GetProperty("amount").GetInt64() == 0));
    }

    [Fact]
    public async Task ListEvents_WhenAnEventIsSoldOut_OffersNothing()
    {
        JsonElement soldOut = (await app.Http.ItemsAsync("api/v1/events?q=restlaufzeit")).ShouldHaveSingleItem();

        soldOut.GetProperty("ticketTypes")[0].GetProperty("available").GetInt32().ShouldBe(0);
        soldOut.GetProperty("availableActions").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task ListEvents_WhenPlacesAreHeld_CountsOnlyTheLiveOnes()
    {
        JsonElement before = Market(await app.Http.ItemsAsync("api/v1/events?q=flohmarkt"));
        Guid pool = await app.ScalarAsync<Guid>($"SELECT pool_id FROM ticket_types WHERE id = {before.Id()}");

        await app.TakePlacesAsync(pool, 7, TimeSpan.FromMinutes(10));
        await app.TakePlacesAsync(pool, 5, TimeSpan.FromMinutes(-10));

        Market(await app.Http.ItemsAsync("api/v1/events?q=flohmarkt")).GetProperty("available").GetInt32().ShouldBe(before.GetProperty("available").GetInt32() - 7);
    }

    [Theory]
    [InlineData("q=MAHLER", 1)]
    [InlineData("q=philharm", 1)]
    [InlineData("q=%25", 0)]
    [InlineData("q=_zzz", 0)]
    [InlineData("q=Maler", 1)]
    [InlineData("q=somernacht opn air", 1)]
    [InlineData("q=Lange Nacht -Hamburg", 0)]
    [InlineData("tag=nothing", 0)]
    [InlineData("free=true", 1)]
    [InlineData("priceMax=100", 2)]
    [InlineData("category=cabaret&available=true", 0)]
    [InlineData("category=FAIR", 1)]
    [InlineData("city=wien", 1)]
    [InlineData("near=10.77,106.70&radiusKm=10", 1)]
    public async Task ListEvents_WhenFiltered_AnswersWhatMatches(string query, int count) =>
        (await app.Http.ItemsAsync($"api/v1/events?{query}")).Count.ShouldBe(count);

    [Fact]
    public async Task ListEvents_WhenARangeIsAsked_AnswersWhatTakesPlaceInIt()
    {
        List<JsonElement> all = await app.Http.ItemsAsync("api/v1/events");
        DateTimeOffset from = all[1].Time("startsAt").AddMinutes(1);
        DateTimeOffset to = all[3].Time("startsAt");

        List<JsonElement> some = await app.Http.ItemsAsync($"api/v1/events?from={from.Query()}&to={to.Query()}");

        some.Select(happening => happening.Id()).ShouldBe([all[1].Id(), all[2].Id()]);
    }

    [Fact]
    public async Task ListEvents_WhenPaged_AnswersEachOnceByStart()
    {
        List<Guid> paged = [.. (await app.Http.WalkAsync("api/v1/events?limit=2")).Select(happening => happening.Id())];

        paged.ShouldBeUnique();
        paged.ShouldBe((await app.Http.ItemsAsync("api/v1/events?limit=200")).Select(happening => happening.Id()));
    }

    [Theory]
    [InlineData("from=now", "/from")]
    [InlineData("from=2027-01-02T00:00:00Z&to=2027-01-01T00:00:00Z", "/to")]
    [InlineData("q=a%0Ab", "/q")]
    public async Task ListEvents_WhenAParameterIsMalformed_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/events?{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task ListEvents_WhenAskedForAnotherTenant_SharesNothing()
    {
        using HttpClient other = app.NewClient(tenant: "other");

        List<JsonElement> others = await other.ItemsAsync("api/v1/events");

        others.ShouldNotBeEmpty();
        others.Select(happening => happening.Id()).Intersect((await app.Http.ItemsAsync("api/v1/events")).Select(happening => happening.Id())).ShouldBeEmpty();
        (await other.StatusAsync($"api/v1/events/{(await app.Http.ItemsAsync("api/v1/events"))[0].Id()}")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static JsonElement Market(List<JsonElement> events) => events.ShouldHaveSingleItem().GetProperty("ticketTypes")[0];
}
