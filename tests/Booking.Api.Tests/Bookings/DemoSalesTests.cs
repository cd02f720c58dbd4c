namespace Booking.Api.Tests.Bookings;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Tickets;
using Booking.Infrastructure.Persistence.Seeding;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>What a newcomer finds sold. Every system begins with it, so nothing here changes what others look at.</summary>
[Collection(BookingCollection.Name)]
public sealed class DemoSalesTests(BookingApp app)
{
    [Fact]
    public async Task DemoSales_OfTheSoldOutEvening_CanBeGivenBack()
    {
        using HttpClient bruno = await app.SignInAsync("customer2@demo.test");

        JsonObject booking = await FindAsync(bruno, DemoEvents.SoldOut);

        booking.Text("status").ShouldBe("confirmed");
        booking["availableActions"]!.AsArray().Select(action => (string?)action).ShouldContain("cancel");
        (await app.ScalarAsync<string>(
            $"""
            SELECT format('%s of %s, %s claimed', p.sold, p.capacity, (SELECT sum(quantity) FROM quota_claims c WHERE c.tenant_id = p.tenant_id AND c.pool_id = p.id AND c.state = 'booked'))
            FROM pools p JOIN ticket_types t ON t.tenant_id = p.tenant_id AND t.pool_id = p.id WHERE p.tenant_id = {DemoData.DemoTenantId} AND t.id = {DemoEvents.SoldOut}
            """)).ShouldBe($"180 of 180, {DemoSales.Evening} claimed");
    }

    [Fact]
    public async Task DemoSales_OfTheJourney_ComeInAtTheDoor()
    {
        using HttpClient ada = await app.SignInAsync();
        using HttpClient petra = await app.SignInAsync("provider@demo.test");
        JsonObject booking = await FindAsync(ada, DemoCars.Electric);

        IEnumerable<string> seats = booking["items"]![0]!["seats"]!.AsArray().Select(seat => $"{seat} valid");
        JsonObject[] tickets = await ada.TicketsAsync(booking, string.Join(", ", [.. seats, "valid"]));

        (await petra.ScanAsync(Door.Scan(tickets.Single(ticket => ticket.Text("kind") == "car").Text("token")))).Told().ShouldBe("admitted");
        (await petra.ScanAsync(Door.Scan(tickets[0].Text("token")))).Told().ShouldBe("refused wrong_offering");
    }

    [Fact]
    public async Task DemoSales_OfGoods_HaveRatingsAndOneToGive()
    {
        using HttpClient ada = await app.SignInAsync();

        (await FindAsync(ada, DemoCatalog.Shirt)).Text("status").ShouldBe("completed");
        JsonObject poster = await Requests.ReadAsync(app.Http, $"api/v1/products/{DemoCatalog.Poster}");
        poster["rating"]!.ToJsonString().ShouldBe("""{"average":4.5,"count":2}""");
        JsonNode rating = (await Requests.ReadAsync(app.Http, $"api/v1/ratings?offeringId={DemoCatalog.Shirt}"))["items"]!.AsArray().ShouldHaveSingleItem()!;
        rating.Text("author").ShouldBe("Bruno");
        rating.Text("reply").ShouldNotBeEmpty();
    }

    private static async Task<JsonObject> FindAsync(HttpClient customer, Guid offering)
    {
        JsonArray bookings = (await Requests.ReadAsync(customer, "api/v1/bookings?limit=200"))["items"]!.AsArray();
        return bookings.Select(booking => booking!.AsObject()).Last(booking => booking["items"]!.AsArray().Any(item => item!.Text("offeringId") == offering.ToString()));
    }
}
