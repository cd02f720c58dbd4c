namespace Booking.Api.Tests.Trips;

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class SeatChangeTests(BookingApp app)
{
    [Fact]
    public async Task QuoteChange_WhenAnotherSeatOfTheClassIsWanted_CostsNothingAndTheBoardingListFollows()
    {
        Shop shop = await Shop.OpenAsync(app);
        TripDesk desk = TripDesk.OfProvider(shop);
        DeskLine line = await desk.LineAsync();
        string trip = (await desk.CreateAsync("trips", new()
        {
            ["routeId"] = line.Route,
            ["busId"] = line.Bus,
            ["departsAt"] = DateTime.UtcNow.AddMinutes(90).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        })).Text("id");
        JsonObject booking = await shop.BuyAsync(shop.Customer, line.Seats(trip, 0, 2, "1A"));
        string path = $"api/v1/bookings/{booking.Text("id")}";

        using HttpResponseMessage quoted = await shop.Customer.PostAsync($"{path}/changes", Wanted("2B"));
        JsonObject change = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
        using HttpResponseMessage confirmed = await shop.Customer.PostAsync($"{path}/changes/{change.Text("id")}/confirm", new JsonObject());
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK, await confirmed.Content.ReadAsStringAsync());

        JsonObject changed = await shop.Customer.ReadAsync(path);
        changed["items"]![0]!["seats"]!.AsArray().Select(seat => (string)seat!).ShouldBe(["2B"]);
        changed["price"]!.Amount().ShouldBe(booking["price"]!.Amount());
        Dictionary<string, string> seats = (await shop.Guest.ReadAsync($"api/v1/trips/{trip}/seats"))["items"]!.AsArray().ToDictionary(seat => seat!.Text("seat"), seat => seat!.Text("status"));
        (seats["1A"], seats["2B"]).ShouldBe(("free", "booked"));

        using (HttpResponseMessage came = await desk.Manager.PostAsync($"{path}/check-ins", new JsonObject { ["item"] = 0, ["seat"] = "2B" }))
        {
            ((int)came.StatusCode).ShouldBeInRange(200, 201, await came.Content.ReadAsStringAsync());
        }

        JsonNode passenger = (await desk.Manager.ReadAsync($"api/v1/trips/{trip}/boarding-list"))["stops"]![0]!["gettingOn"]!.AsArray().ShouldHaveSingleItem()!;
        passenger.Text("seat").ShouldBe("2B");
        passenger["checkedInAt"].ShouldNotBeNull();

        JsonObject Wanted(string seat) => new() { ["items"] = new JsonArray(new JsonObject { ["item"] = 0, ["to"] = line.Seats(trip, 0, 2, seat) }) };
    }
}
