namespace Booking.Api.Tests.Trips;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class GetTripSeatsTests(BookingApp app)
{
    [Fact]
    public async Task GetTrip_WhenItHasNotChanged_Is304AndHasTheTimesOfItsStops()
    {
        JsonElement listed = (await app.Http.ItemsAsync("api/v1/trips?origin=Berlin"))[^1];

        await app.Http.ShouldBeRevalidatedAsync($"api/v1/trips/{listed.Id()}");

        JsonElement trip = await app.Http.ReadAsync($"api/v1/trips/{listed.Id()}");
        List<JsonElement> stops = [.. trip.GetProperty("stops").EnumerateArray()];
        stops.Count.ShouldBe(5);
        stops[0].Time("departsAt").ShouldBe(listed.Time("departsAt"));
        stops[^1].Time("arrivesAt").ShouldBe(listed.Time("arrivesAt"));
        stops.Select(stop => stop.Time("departsAt")).ShouldBeInOrder();
    }

    [Fact]
    public async Task GetTripSeats_WhenSeatsAreTaken_SaysSoForThatPartOfTheWayOnly()
    {
        JsonElement trip = (await app.Http.ItemsAsync("api/v1/trips?origin=Berlin&limit=200"))[^2];
        List<JsonElement> stops = [.. (await app.Http.ReadAsync($"api/v1/trips/{trip.Id()}")).GetProperty("stops").EnumerateArray()];
        await app.TakeLegAsync(trip.Id(), "1A", 1, 3, "booked", null);
        await app.TakeLegAsync(trip.Id(), "1B", 0, 1, "held", TimeSpan.FromMinutes(10));
        await app.TakeLegAsync(trip.Id(), "1B", 2, 4, "booked", null);
        await app.TakeLegAsync(trip.Id(), "1C", 0, 4, "held", TimeSpan.FromMinutes(-10));

        (await StatusesAsync(0, 1)).ShouldBe(["free", "held", "free"]);
        (await StatusesAsync(0, 4)).ShouldBe(["booked", "booked", "free"]);
        (await StatusesAsync(1, 2)).ShouldBe(["booked", "free", "free"]);
        (await StatusesAsync(3, 4)).ShouldBe(["free", "booked", "free"]);

        async Task<IEnumerable<string>> StatusesAsync(int from, int to)
        {
            List<JsonElement> seats = await app.Http.ItemsAsync($"api/v1/trips/{trip.Id()}/seats?from={stops[from].Id()}&to={stops[to].Id()}");
            return seats.Where(seat => seat.Text("seat") is "1A" or "1B" or "1C").Select(seat => seat.Text("status"));
        }
    }

    [Fact]
    public async Task GetTripSeats_WhenNoStopsAreAsked_TakesTheWholeWay()
    {
        JsonElement trip = (await app.Http.ItemsAsync("api/v1/trips?origin=Hamburg"))[0];

        List<JsonElement> seats = await app.Http.ItemsAsync($"api/v1/trips/{trip.Id()}/seats");

        seats.Select(seat => seat.Text("seat")).ShouldBeUnique();
        seats.Where(seat => seat.Text("class") == "standard").ShouldAllBe(seat => seat.GetProperty("price").GetProperty("amount").GetInt64() == trip.GetProperty("price").GetProperty("amount").GetInt64());
        seats.Where(seat => seat.Text("class") == "premium").ShouldAllBe(seat => seat.GetProperty("price").GetProperty("amount").GetInt64() > trip.GetProperty("price").GetProperty("amount").GetInt64());
        seats.Select(seat => seat.GetProperty("deck").GetInt32()).ShouldAllBe(deck => deck == 1 || deck == 2);
    }

    [Fact]
    public async Task GetTripSeats_WhenTheStopsDoNotFit_IsRefused()
    {
        JsonElement trip = (await app.Http.ItemsAsync("api/v1/trips?origin=Berlin"))[0];
        Guid from = trip.GetProperty("fromStop").Id();
        Guid to = trip.GetProperty("toStop").Id();
        string path = $"api/v1/trips/{trip.Id()}/seats";

        (await app.Http.InvalidAsync($"{path}?from=here&to=there")).ShouldBe(["/from", "/to"]);
        (await app.Http.StatusAsync($"{path}?from={to}&to={from}")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Http.StatusAsync($"{path}?from={Guid.NewGuid()}&to={to}")).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Http.StatusAsync($"api/v1/trips/{Guid.NewGuid()}/seats")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Http.StatusAsync($"api/v1/trips/{Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        using HttpClient other = app.NewClient(tenant: "other");
        (await other.StatusAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }
}
