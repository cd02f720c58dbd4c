namespace Booking.Api.Tests.Cars;

using System.Net;
using System.Text.Json;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class GetCarAvailabilityTests(BookingApp app)
{
    [Fact]
    public async Task GetCarAvailability_WhenTaken_AnswersTheTakenStretchesWithBuffers()
    {
        Guid car = (await app.Http.ItemsAsync("api/v1/cars"))[2].Id();
        await app.TakeSlotAsync(car, Offerings.At(200, 9), Offerings.At(200, 10), null, TimeSpan.FromMinutes(30));
        await app.TakeSlotAsync(car, Offerings.At(200, 14), Offerings.At(200, 15), TimeSpan.FromMinutes(10));
        await app.TakeSlotAsync(car, Offerings.At(200, 18), Offerings.At(200, 19), TimeSpan.FromMinutes(-10));

        List<JsonElement> busy = await app.Http.ItemsAsync($"api/v1/cars/{car}/availability?from={Offerings.At(200, 9).Query()}&to={Offerings.At(201, 0).Query()}");

        busy.Select(part => (part.Time("from"), part.Time("to"), part.Text("status"), part.GetProperty("reason").GetString())).ShouldBe(
        [
            (Offerings.At(200, 9), Offerings.At(200, 10), "booked", "booked"),
            (Offerings.At(200, 10), Offerings.At(200, 10).AddMinutes(30), "booked", "buffer"),
            (Offerings.At(200, 14), Offerings.At(200, 15), "held", "held"),
        ]);
    }

    [Fact]
    public async Task GetCarAvailability_WhenUnknownOrMalformed_IsRefused()
    {
        Guid car = (await app.Http.ItemsAsync("api/v1/cars"))[2].Id();

        (await app.Http.StatusAsync($"api/v1/cars/{Guid.NewGuid()}/availability")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Http.InvalidAsync($"api/v1/cars/{car}/availability?from=never")).ShouldBe(["/from"]);
        (await app.Http.InvalidAsync($"api/v1/cars/{car}/availability?from=2027-01-01T00:00:00Z&to=2027-03-01T00:00:00Z")).ShouldBe(["/to"]);
    }
}
