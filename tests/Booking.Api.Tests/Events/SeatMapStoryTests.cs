namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A house draws its hall, sells it, and rebuilds it while it is being sold.</summary>
[Collection(BookingCollection.Name)]
public sealed class SeatMapStoryTests(BookingApp app)
{
    [Fact]
    public async Task AHall_IsDrawnSoldAndRebuilt()
    {
        Shop shop = await Shop.OpenAsync(app);
        Guid happening = await shop.SeatedEventAsync();

        // The manager draws the hall once and gives the event a copy: 200 seats in a request of few lines.
        JsonObject layout = JsonNode.Parse(
            """
            {
              "focalPoint": { "x": 95, "y": -60 },
              "sections": [
                { "name": "Stalls", "category": "Gold", "rows": [{ "label": "A", "count": 5, "seats": 20, "x": 0, "y": 0, "curve": 20, "accessible": [1, 20], "companions": [2, 19] }] },
                { "name": "Balcony", "category": "Silver", "prefix": "B:", "rows": [{ "label": "1", "count": 5, "seats": 20, "x": 0, "y": 90, "aislesAfter": [10] }] }
              ],
              "seats": [{ "seat": "E-10", "note": "A pillar stands in the view." }]
            }
            """)!.AsObject();
        using HttpResponseMessage drawn = await shop.Admin.PostAsync("api/v1/seat-maps", SeatedHouse.Map(layout), key: "");
        JsonObject map = await drawn.ShouldAnswerAsync(HttpStatusCode.Created);
        ((int?)map["seats"]).ShouldBe(200);
        string tag = await shop.PutPlanAsync(happening, new JsonObject { ["seatMapId"] = map.Text("id") });

        // Row C is kept back for the sponsors.
        using HttpResponseMessage blocked = await shop.Admin.PostAsync(
            $"api/v1/events/{happening}/seats/block", JsonNode.Parse("""{"rows":[{"section":"Stalls","row":"C"}],"reason":"Sponsors"}""")!, key: "");
        ((int?)(await blocked.ShouldAnswerAsync(HttpStatusCode.OK))["changed"]).ShouldBe(20);

        // A customer lets the house choose, books and pays.
        using HttpResponseMessage best = await shop.Customer.HoldBestAsync(SeatedHouse.Best(happening, 4).With("categories", Shop.Names(["Gold"])));
        JsonObject hold = await best.ShouldAnswerAsync(HttpStatusCode.Created);
        hold.Seats().ShouldBe("A-9 A-10 A-11 A-12");
        hold["price"]!.Amount().ShouldBe(20_000);
        using HttpResponseMessage made = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        JsonObject booking = await made.ShouldAnswerAsync(HttpStatusCode.Created);
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        await shop.PlayAsync(payment.Text("id"), "succeed");

        // Somebody with a wheelchair and three companions, and somebody who chooses on the plan.
        using HttpResponseMessage accessible = await shop.Stranger.HoldBestAsync(SeatedHouse.Best(happening, 4).With("accessible", 1));
        (await accessible.ShouldAnswerAsync(HttpStatusCode.Created)).Seats().ShouldBe("A-1 A-2 A-3 A-4");
        await shop.HoldAsync(shop.Stranger, SeatedHouse.SeatItem(happening, "B:5-1"));

        // The last row of the balcony has to go: it has a guest. Then the last row of the stalls: nobody is there.
        JsonObject smaller = layout.DeepClone().AsObject();
        smaller["sections"]![1]!["rows"]![0]!["count"] = 4;
        using HttpResponseMessage refused = await shop.Admin.PutAsync($"api/v1/events/{happening}/seat-map", SeatedHouse.Plan(smaller), tag);
        (await refused.ShouldRefuseAsync(409, "seats_taken"))["taken"]!.AsArray().Select(seat => (string?)seat).ShouldBe(["B:5-1"]);
        JsonObject other = layout.DeepClone().AsObject();
        other["sections"]![0]!["rows"]![0]!["count"] = 4;
        other.Remove("seats");
        await shop.PutPlanAsync(happening, SeatedHouse.Plan(other), (await shop.Admin.SendAsync(HttpMethod.Get, $"api/v1/events/{happening}/seat-map")).Headers.ETag!.Tag);

        // What was sold is as it was, the sponsors' row is still theirs until it is released.
        string[] seats = await shop.SeatsAsync(happening);
        seats.Length.ShouldBe(180);
        seats.ShouldContain("A-9 booked 5000");
        seats.ShouldContain("A-1 held 5000 w");
        seats.Count(seat => seat.Contains(" blocked ", StringComparison.Ordinal)).ShouldBe(20);
        using HttpResponseMessage released = await shop.Admin.PostAsync($"api/v1/events/{happening}/seats/unblock", JsonNode.Parse("""{"sections":["Stalls"]}""")!, key: "");
        ((int?)(await released.ShouldAnswerAsync(HttpStatusCode.OK))["changed"]).ShouldBe(20);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");
        (await shop.MessagesAsync("event.seat_plan_changed", happening.ToString())).ShouldBe(4);
    }
}
