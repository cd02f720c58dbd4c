namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class GetEventSeatsTests(BookingApp app)
{
    [Fact]
    public async Task GetEventSeats_WhenTheEventIsSeated_AnswersAllSeats()
    {
        List<JsonElement> seats = await SeatsAsync();

        seats.Count.ShouldBe(2_000);
        seats.Select(seat => seat.Text("seat")).ShouldBeUnique();
        seats.Select(seat => seat.Text("category")).Distinct().Count().ShouldBe(3);
        seats.Count(seat => seat.GetProperty("accessible").GetBoolean()).ShouldBe(8);
        seats.Count(seat => seat.Text("status") == "blocked").ShouldBe(8);
        JsonElement seat = seats.Find(seat => seat.Text("seat") == "A-12");
        seat.Text("row").ShouldBe("A");
        seat.GetProperty("number").GetInt32().ShouldBe(12);
        seat.GetProperty("price").GetProperty("amount").GetInt64().ShouldBePositive();
    }

    [Theory]
    [InlineData("AN-50", "booked", null, "booked")]
    [InlineData("AN-49", "held", 10, "held")]
    [InlineData("AN-48", "held", -10, "free")]
    [InlineData("AN-47", "released", 10, "free")]
    public async Task GetEventSeats_WhenASeatIsTaken_SaysSo(string seat, string state, int? heldForMinutes, string expected)
    {
        Guid happening = await SymphonyAsync();
        await app.TakeSeatAsync(happening, seat, state, heldForMinutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null);

        (await SeatsAsync()).Find(row => row.Text("seat") == seat).Text("status").ShouldBe(expected);
    }

    [Fact]
    public async Task GetEvent_WhenASeatIsTaken_HasAnotherETagAndOnePlaceLess()
    {
        Guid happening = await SymphonyAsync();
        string before = await app.Http.ShouldBeRevalidatedAsync($"api/v1/events/{happening}");
        int available = Cheapest(await app.Http.ReadAsync($"api/v1/events/{happening}"));

        await app.TakeSeatAsync(happening, "AM-1", "booked", null);

        (await app.Http.ShouldBeRevalidatedAsync($"api/v1/events/{happening}")).ShouldNotBe(before);
        Cheapest(await app.Http.ReadAsync($"api/v1/events/{happening}")).ShouldBe(available - 1);
    }

    [Fact]
    public async Task GetEventSeats_WhenPlacesHaveNoNames_IsEmpty()
    {
        JsonElement general = (await app.Http.ItemsAsync("api/v1/events")).Find(happening => happening.Text("seating") == "general");

        (await app.Http.ItemsAsync($"api/v1/events/{general.Id()}/seats")).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetEventSeats_WhenUnknownOrForeign_Is404()
    {
        using HttpClient other = app.NewClient(tenant: "other");

        (await app.Http.StatusAsync($"api/v1/events/{Guid.NewGuid()}/seats")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Http.StatusAsync($"api/v1/events/{Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync($"api/v1/events/{await SymphonyAsync()}/seats")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static int Cheapest(JsonElement happening) => happening.GetProperty("ticketTypes")[2].GetProperty("available").GetInt32();

    private async Task<Guid> SymphonyAsync() => (await app.Http.ItemsAsync("api/v1/events?q=mahler")).ShouldHaveSingleItem().Id();

    private async Task<List<JsonElement>> SeatsAsync() => await app.Http.ItemsAsync($"api/v1/events/{await SymphonyAsync()}/seats");
}
