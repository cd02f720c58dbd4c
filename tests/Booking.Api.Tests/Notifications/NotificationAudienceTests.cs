namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Drivers;
using Booking.Api.Tests.Http;
using Booking.Api.Tests.Venues;
using Booking.Api.Tests.Waitlist;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Who is told what, beside the customers of bookings.</summary>
[Collection(BookingCollection.Name)]
public sealed class NotificationAudienceTests(BookingApp app)
{
    [Fact]
    public async Task People_WhenSomethingWaitsForThem_AreToldInTheirInbox()
    {
        Rides rides = await Rides.OpenAsync(app);
        Shop shop = rides.Shop;

        string hall = await VenueRequestTests.RequestHallAsync(shop, "soft");
        JsonObject asked = await shop.Customer.BookHallAsync(hall, Halls.Wish());
        JsonObject placed = await ToldAsync(shop.Admin, "venue_request.placed");
        placed.Text("text").ShouldContain("Hall of the test");
        using HttpResponseMessage answered = await shop.Admin.PostAsync($"api/v1/venue-requests/{asked["request"]!.Text("id")}/approve", new JsonObject());
        string toPay = (await answered.ShouldAnswerAsync(HttpStatusCode.OK)).Text("bookingId");
        (await ToldAsync(shop.Customer, "venue_request.approved")).Text("bookingId").ShouldBe(toPay);

        string booking = await rides.BuyAsync();
        JsonNode ride = await rides.OfferedAsync(booking);
        HttpClient driver = await rides.DriverOfAsync(ride);
        (await ToldAsync(driver, "assignment.offered")).Text("link").ShouldBe($"/assignments/{Rides.AssignmentOf(ride)}");
        await rides.MoveAsync(ride, "accept");
        (await ToldAsync(shop.Customer, "assignment.accepted")).Text("title").ShouldContain(ride["driver"]!.Text("name"));

        JsonObject hold = await shop.HoldAsync(shop.Stranger, shop.Scarce(2));
        JsonObject entry = await shop.Customer.JoinAsync(shop.Scarce(1));
        await shop.Stranger.ReleaseAsync(hold);
        (await ToldAsync(shop.Customer, "waitlist.offered")).Text("link").ShouldBe($"/waitlist/{entry.Text("id")}");

        JsonObject endpoint = await shop.AddEndpointAsync("https://shop.example/hooks", "receipt.issued");
        using HttpResponseMessage off = await shop.EditAsync(endpoint, new JsonObject { ["isActive"] = false }, await shop.TagAsync(endpoint));
        off.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ToldAsync(shop.Admin, "webhook_endpoint.disabled")).Text("text").ShouldContain("https://shop.example/hooks");

        await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1"));
        using HttpResponseMessage cancelled = await shop.Admin.PostAsync($"api/v1/events/{shop.SeatedEvent}/cancel", new JsonObject { ["note"] = "The conductor is ill." });
        cancelled.IsSuccessStatusCode.ShouldBeTrue(await cancelled.Content.ReadAsStringAsync());
        (await ToldAsync(shop.Customer, "case.opened")).Text("text").ShouldContain("It does not take place.");
    }

    /// <summary>The message of the caller's inbox that tells of an event.</summary>
    private static async Task<JsonObject> ToldAsync(HttpClient http, string type)
    {
        JsonObject inbox = await Eventually.SatisfiesAsync(
            () => http.ReadAsync("api/v1/notifications?limit=200"), inbox => inbox["items"]!.AsArray().Any(message => message!.Text("event") == type), TimeSpan.FromSeconds(60), $"A message of {type}");
        JsonObject message = inbox["items"]!.AsArray().First(message => message!.Text("event") == type)!.AsObject();
        $"{message.Text("title")} {message.Text("text")}".ShouldNotContain("{{");
        return message;
    }
}
