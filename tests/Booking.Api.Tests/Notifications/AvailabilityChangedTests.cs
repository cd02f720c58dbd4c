namespace Booking.Api.Tests.Notifications;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class AvailabilityChangedTests(BookingApp app)
{
    private const string Type = "availability.changed";

    [Fact]
    public async Task Seats_WhenTheyAreHeldBookedAndGivenBack_AreToldWithAChainOfVersions()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);
        long version = await guest.WatchAsync("event", shop.SeatedEvent);

        await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1", "A-2"));
        await guest.HearAsync(Type, body => StatusOf(body, "A-2") == "booked");
        JsonObject given = await shop.HoldAsync(shop.Stranger, shop.SeatItem("A-3"));
        await guest.HearAsync(Type, body => StatusOf(body, "A-3") == "held");
        using (HttpResponseMessage released = await shop.Stranger.DeleteAsync($"api/v1/holds/{given.Text("id")}"))
        {
            released.IsSuccessStatusCode.ShouldBeTrue();
        }

        JsonObject last = await guest.HearAsync(Type, body => StatusOf(body, "A-3") == "free");

        foreach ((string type, JsonObject body) in guest.Received)
        {
            // Nobody's hold or booking, and no other event.
            type.ShouldBe(Type);
            body.ToJsonString().ShouldNotContain("customerId");
            ((long)body["data"]!["previous"]!).ShouldBe(version);
            version = (long)body["data"]!["version"]!;
            body.Text("sequence").ShouldBe($"{version}");
        }

        JsonObject read = await shop.Guest.ReadAsync($"api/v1/events/{shop.SeatedEvent}");
        Counts(last["data"]!["ticketTypes"]!).ShouldBe(Counts(read["ticketTypes"]!), ignoreOrder: true);
    }

    [Fact]
    public async Task Numbers_WhenPlacesPiecesAndTimesAreTaken_AreThoseOfTheDatabase()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);
        Guid happening = Guid.Parse((await shop.Guest.ReadAsync("api/v1/events?limit=200"))["items"]!.AsArray()
            .First(one => one!["ticketTypes"]!.AsArray().Any(type => type!.AsObject().Text("id") == shop.TicketType.ToString()))!.AsObject().Text("id"));
        await guest.WatchAsync("event", happening);
        await guest.WatchAsync("product", shop.Product);
        await guest.WatchAsync("car", shop.Car);
        await guest.WatchAsync("venue", shop.Hall);
        await guest.WatchAsync("trip", shop.Trip);

        // Whoever begins to watch is told the numbers at once.
        await guest.HearAsync(Type, body => body["data"]!.Text("kind") == "product" && (int?)body["data"]!["available"] == 200);
        await shop.HoldAsync(shop.Customer, shop.TicketItem(), shop.ProductItem(3), shop.CarItem(), shop.HallItem(), shop.LegItem(0, 2, "3A"));

        await guest.HearAsync(Type, body => body["data"]!.Text("kind") == "product" && (int?)body["data"]!["available"] == 197);
        await guest.HearAsync(Type, body => body["data"]!["ticketTypes"]!.AsArray().Any(type => type!.AsObject().Text("id") == shop.TicketType.ToString() && (int?)type["available"] == 998));
        JsonObject car = await guest.HearAsync(Type, body => body["data"]!.Text("kind") == "car" && body["data"]!["times"]!.AsArray().Count > 0);
        DateTimeOffset.Parse(car["data"]!["times"]![0]!.AsObject().Text("from"), System.Globalization.CultureInfo.InvariantCulture)
            .ShouldBe(DateTimeOffset.Parse(Shop.Hour(20, 9), System.Globalization.CultureInfo.InvariantCulture));
        await guest.HearAsync(Type, body => body["data"]!.Text("kind") == "venue" && body["data"]!["times"]!.AsArray().Count > 0);
        JsonObject trip = await guest.HearAsync(Type, body => StatusOf(body, "3A") == "held");
        JsonNode leg = trip["data"]!["seats"]![0]!["taken"]!.AsArray().ShouldHaveSingleItem()!;
        ((int)leg["from"]!, (int)leg["to"]!, leg.AsObject().Text("status")).ShouldBe((0, 2, "held"));
    }

    [Fact]
    public async Task Burst_WhenManySeatsAreTaken_IsToldInFewMessages()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);
        await guest.WatchAsync("event", shop.SeatedEvent);
        DateTime began = DateTime.UtcNow;

        await Task.WhenAll(Enumerable.Range(1, 40).Select(number => shop.HoldAsync(shop.Customer, shop.SeatItem($"C-{number}"))));
        await Eventually.SatisfiesAsync(
            () => Task.FromResult(guest.Received.SelectMany(message => message.Body["data"]!["seats"]!.AsArray()).Select(seat => seat!.AsObject().Text("seat")).Distinct().Count()),
            seats => seats == 40, what: "All seats told of");

        // One for the watching, then one in 250 ms.
        guest.Received.Count.ShouldBeLessThanOrEqualTo(2 + (int)((DateTime.UtcNow - began).TotalMilliseconds / 250));
    }

    [Fact]
    public async Task Events_WhenTheOfferingIsCalledOff_AreToldToItsWatchersAsTheyAre()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using HubClient guest = await HubClient.ConnectAsync(app, tenant: shop.Slug);
        await using HubClient unconcerned = await HubClient.ConnectAsync(app, tenant: shop.Slug);
        await guest.WatchAsync("trip", shop.Trip);
        await unconcerned.WatchAsync("product", shop.Product);

        foreach ((string type, string data) in ((string, string)[])[("trip.seats_moved", $$"""{ "tripId": "{{shop.Trip}}", "seats": [] }"""), ("trip.cancelled", $$"""{ "tripId": "{{shop.Trip}}" }""")])
        {
            await app.ExecuteAsync(
                $"INSERT INTO outbox_messages (tenant_id, id, type, subject, sequence, data, occurred_at) VALUES ({shop.TenantId}, gen_random_uuid(), {type}, {shop.Trip}, 1, {data}::jsonb, now())");
        }

        await guest.HearAsync("trip.cancelled");
        await guest.HearAsync(Type, body => (bool)body["data"]!["everything"]!);
        guest.Types().ShouldNotContain("trip.seats_moved");
        unconcerned.Types().ShouldAllBe(type => type == Type);
    }

    private static string? StatusOf(JsonObject body, string seat) =>
        body["data"]!["seats"]!.AsArray().FirstOrDefault(one => one!.AsObject().Text("seat") == seat)?.AsObject().Text("status");

    private static string[] Counts(JsonNode types) => [.. types.AsArray().Select(type => $"{type!.AsObject().Text("id")} {type["available"]}")];
}
