namespace Booking.Api.Tests.Events;

using System.Text.Json;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Catalog;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class EventSearchTests(BookingApp app)
{
    [Fact]
    public async Task ListEvents_WhenSorted_PagesInThatOrderWithoutGapsOrTwins()
    {
        Shop shop = await Shop.OfFileAsync(app);
        foreach ((string query, string order) in ((string, string)[])[("sort=price", "price"), ("q=e&sort=relevance", "relevance"), ("near=50,10&radiusKm=1000", "distance"), ("sort=start", "start")])
        {
            List<JsonElement> all = await shop.Guest.ItemsAsync($"api/v1/events?limit=200&{query}");
            List<JsonElement> paged = await shop.Guest.WalkAsync($"api/v1/events?limit=2&{query}");
            paged.Select(happening => happening.Id()).ShouldBe(all.Select(happening => happening.Id()), order);
            if (order == "distance")
            {
                all.Select(happening => happening.GetProperty("distanceKm").GetDouble()).ShouldBeInOrder();
            }

            if (order == "price")
            {
                all.Select(happening => happening.GetProperty("priceFrom").GetProperty("amount").GetInt64()).ShouldBeInOrder();
            }
        }
    }

    [Fact]
    public async Task ListEvents_WhenTheTitleHasTheWord_IsBeforeWhatOnlyMentionsIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        await shop.Provider.PublishAsync(EventDesk.Draft("An evening", 20).With("description", "With a glockenspiel."), EventDesk.Type("Standing", 1_000, 5));
        await shop.Provider.PublishAsync(EventDesk.Draft("Glockenspiel for all", 25), EventDesk.Type("Standing", 1_000, 5));

        (await shop.Guest.ItemsAsync("api/v1/events?q=glockenspiel")).Select(happening => happening.Text("title")).ShouldBe(["Glockenspiel for all", "An evening"]);
        (await shop.Guest.ItemsAsync("api/v1/events?q=glockenspiel&sort=start")).Select(happening => happening.Text("title")).ShouldBe(["An evening", "Glockenspiel for all"]);
        (await shop.Guest.ItemsAsync("api/v1/events?tag=JAZZ")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task GetEventFacets_WhenFiltered_EachIgnoresItsOwnFilter()
    {
        Shop shop = await Shop.OpenAsync(app);
        long count = (await shop.Guest.ItemsAsync("api/v1/events?limit=200")).Count;
        JsonObject all = await Requests.ReadAsync(shop.Guest, "api/v1/events/facets");
        JsonObject fairs = await Requests.ReadAsync(shop.Guest, "api/v1/events/facets?category=fair");
        fairs["categories"]!.ToJsonString().ShouldBe(all["categories"]!.ToJsonString());
        fairs["cities"]!.AsArray().ShouldHaveSingleItem()!.Text("value").ShouldBe("Wien");
        all["categories"]!.AsArray().Sum(facet => (long)facet!["count"]!).ShouldBe(count);
        all["prices"]!.AsArray().Sum(band => (long)band!["count"]!).ShouldBe(count);
        all["dates"]!.AsArray().Sum(facet => (long)facet!["count"]!).ShouldBe(count);
        ((long)all["availability"]!["unavailable"]!).ShouldBePositive();
        JsonObject free = await Requests.ReadAsync(shop.Guest, "api/v1/events/facets?free=true&bucket=day");
        free["prices"]!.ToJsonString().ShouldBe(all["prices"]!.ToJsonString());
        free["dates"]!.AsArray().ShouldHaveSingleItem()!.Text("value").Length.ShouldBe(10);
    }

    [Fact]
    public async Task GetEventFacets_WhenTheLastPlaceIsHeld_CountsItAsGoneUntilTheHoldLapses()
    {
        Shop shop = await Shop.OpenAsync(app);
        (_, string[] types) = await shop.Provider.PublishAsync(EventDesk.Draft("Tiny"), EventDesk.Type("Standing", 1_000, 1));
        JsonObject hold = await shop.HoldAsync(shop.Guest, EventDesk.Tickets(types[0], 1));
        (await shop.Guest.ItemsAsync("api/v1/events?q=tiny&available=true")).ShouldBeEmpty();
        await shop.LapseAsync(hold.Text("id"));

        // Asked in other words, so that no kept answer is given.
        (await shop.Guest.ItemsAsync("api/v1/events?q=tiny&available=true&limit=3")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("sort=relevance", "/sort")]
    [InlineData("sort=distance", "/sort")]
    [InlineData("sort=beauty", "/sort")]
    [InlineData("priceMax=-1", "/priceMax")]
    [InlineData("seriesId=1", "/seriesId")]
    public async Task ListEvents_WhenAParameterIsWrong_PointsAtIt(string query, string pointer) =>
        (await app.Http.InvalidAsync($"api/v1/events?{query}")).ShouldBe([pointer]);

    [Fact]
    public async Task ListEvents_WhenTheCursorIsOfAnotherOrder_IsRefused()
    {
        string cursor = (await app.Http.ReadAsync("api/v1/events?limit=1")).GetProperty("nextCursor").GetString()!;
        using HttpResponseMessage response = await app.Http.GetAsync(new Uri($"api/v1/events?limit=1&sort=price&cursor={cursor}", UriKind.Relative));
        await response.ShouldRefuseAsync(400, "invalid_cursor");
    }

    [Fact]
    public async Task ListEvents_WhenManaged_IsForOrganisersAndTheirOwn()
    {
        Shop shop = await Shop.OpenAsync(app);
        string draft = await shop.Provider.DraftAsync();
        (await shop.Provider.ItemsAsync("api/v1/events?managed=true")).ShouldHaveSingleItem().Text("id").ShouldBe(draft);
        (await shop.Admin.ItemsAsync("api/v1/events?managed=true&limit=200")).Count.ShouldBe((await shop.Guest.ItemsAsync("api/v1/events?limit=200")).Count + 1);
        using HttpResponseMessage guest = await shop.Guest.GetAsync(new Uri("api/v1/events?managed=true", UriKind.Relative));
        await guest.ShouldRefuseAsync(401, "not_authenticated");
        using HttpResponseMessage customer = await shop.Customer.GetAsync(new Uri("api/v1/events?managed=true", UriKind.Relative));
        await customer.ShouldRefuseAsync(403, "forbidden");
    }
}
