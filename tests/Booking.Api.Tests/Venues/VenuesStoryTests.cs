namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A hall from its first day to a full calendar, as its owner and her customers see it.</summary>
[Collection(BookingCollection.Name)]
public sealed class VenuesStoryTests(BookingApp app)
{
    [Fact]
    public async Task AHall_FromItsFirstDay_IsSoldRequestedRepeatedAndClosed()
    {
        Shop shop = await Shop.OpenAsync(app);

        // Petra offers a hall with a buffet for two parties a day.
        JsonObject hall = await shop.Provider.NewHallAsync(Halls.Body().With("name", "Spreehalle").With("bufferAfterMinutes", 60).With("stepMinutes", 60));
        string id = hall.Text("id");
        string buffet = (await shop.Provider.NewExtraAsync(id, new JsonObject { ["name"] = "Buffet", ["amount"] = 2_000, ["pricing"] = "per_guest", ["stockKind"] = "per_day", ["stock"] = 2 })).Text("id");

        // Zoë finds it for her evening, holds it with the buffet, books and pays.
        (await shop.Guest.ReadAsync($"api/v1/venues?q=spreeh&layout=banquet&capacity=40&from={Shop.Hour(30, 16)}&to={Shop.Hour(30, 20)}"))["items"]!.AsArray()
            .ShouldHaveSingleItem()!.Text("id").ShouldBe(id);
        JsonObject use = Halls.Use(id, days: 30, hour: 16, hours: 4).With("layout", "banquet").With("extras", new JsonArray(new JsonObject { ["extraId"] = buffet, ["quantity"] = 1 }));
        JsonObject bought = await shop.BuyAsync(shop.Customer, use);
        bought.Text("status").ShouldBe("confirmed");
        bought["price"]!.Amount().ShouldBe(18_000 + 80_000);

        // The calendar shows the evening and the hour of cleaning after it.
        JsonArray parts = (await shop.Guest.ReadAsync($"api/v1/venues/{id}/availability?from={Shop.Hour(30, 14)}&to={Shop.Hour(30, 23)}"))["items"]!.AsArray();
        parts.Select(part => (part!.Text("status"), (string?)part!["reason"])).ShouldBe([("free", null), ("booked", "booked"), ("booked", "buffer"), ("free", null)]);

        // A choir wants every week at the same hour; the evening of Zoë is left out.
        JsonObject weekly = Halls.Wish(days: 23, hour: 18).With("recurrence", "FREQ=WEEKLY;COUNT=3").With("onConflict", "skip");
        JsonObject series = await shop.Stranger.BookHallAsync(id, weekly);
        series["series"]!["occurrences"]!.AsArray().Select(date => (date!.Text("status"), (string?)date!["reason"])).ShouldBe([("booked", null), ("skipped", "booked"), ("booked", null)]);

        // The choir gives its last date up again.
        string given = $"api/v1/venue-series/{series["series"]!.Text("id")}/cancellations";
        using HttpResponseMessage quoted = await shop.Stranger.PostTextAsync(given, """{"scope":"following","occurrence":1}""", key: "");
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
        quote["occurrences"]!.AsArray().ShouldHaveSingleItem()!["index"]!.GetValue<int>().ShouldBe(2);
        using HttpResponseMessage confirmed = await shop.Stranger.PostAsync($"{given}/{quote.Text("id")}/confirm", new JsonObject());
        (await confirmed.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("confirmed");

        // From now on Petra decides herself, and what is asked for blocks nobody.
        await shop.Provider.EditHallAsync(id, new JsonObject { ["approval"] = "required", ["pendingBlocks"] = "soft" });
        JsonObject first = await shop.Customer.BookHallAsync(id, Halls.Wish(days: 40).With("message", "A wedding"));
        JsonObject second = await shop.Stranger.BookHallAsync(id, Halls.Wish(days: 40, hour: 10));
        (await shop.Provider.ReadAsync("api/v1/venue-requests?managed=true&pending=true"))["items"]!.AsArray().Count.ShouldBe(2);
        JsonObject approved = await AnswerAsync(shop.Provider, first, "approve");
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, approved.Text("bookingId"));
        await shop.PlayAsync(payment.Text("id"), "succeed");
        (await shop.Customer.ReadAsync($"api/v1/bookings/{approved.Text("bookingId")}")).Text("status").ShouldBe("confirmed");
        (await AnswerAsync(shop.Provider, second, "decline")).Text("status").ShouldBe("declined");

        // The choir asks for the spring: she takes the first two dates, and declines the rest.
        JsonObject asked = await shop.Stranger.BookHallAsync(id, Halls.Wish(days: 43).With("recurrence", "FREQ=WEEKLY;COUNT=4"));
        string spring = $"api/v1/venue-series/{asked["series"]!.Text("id")}";
        using HttpResponseMessage taken = await shop.Provider.PostTextAsync($"{spring}/approve", """{"occurrences":[0,1]}""");
        await taken.ShouldAnswerAsync(HttpStatusCode.OK);
        using HttpResponseMessage rest = await shop.Provider.PostTextAsync($"{spring}/decline", "{}");
        (await rest.ShouldAnswerAsync(HttpStatusCode.OK))["occurrences"]!.AsArray().Select(date => date!.Text("requestStatus")).ShouldBe(["approved", "approved", "declined", "declined"]);

        // The roof leaks: the day of the wedding is closed, and its booking gets a case.
        JsonObject closure = new() { ["from"] = Shop.Hour(40, 0), ["to"] = Shop.Hour(41, 0), ["reason"] = "The roof leaks", ["force"] = true };
        using HttpResponseMessage closed = await shop.Provider.PostAsync($"api/v1/venues/{id}/blackouts", closure);
        (await closed.ShouldAnswerAsync(HttpStatusCode.Created))["disturbs"]!.AsArray().Count.ShouldBe(1);
        (await shop.MessagesAsync("offering.disrupted", id)).ShouldBe(1);

        // The hall is withdrawn; what is sold stays sold.
        using HttpResponseMessage withdrawn = await shop.Provider.ChangeAsync(HttpMethod.Delete, $"api/v1/venues/{id}", await shop.Guest.TagAsync($"api/v1/venues/{id}"));
        withdrawn.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{bought.Text("id")}")).Text("status").ShouldBe("confirmed");
    }

    private static async Task<JsonObject> AnswerAsync(HttpClient http, JsonObject made, string answer)
    {
        using HttpResponseMessage response = await http.PostAsync($"api/v1/venue-requests/{made["request"]!.Text("id")}/{answer}", new JsonObject { ["note"] = "Gladly." });
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }
}
