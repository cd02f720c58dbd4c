namespace Booking.Api.Tests.Cars;

using System.Net;
using Booking.Api.Tests.Catalog;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class GetCarTests(BookingApp app)
{
    [Fact]
    public async Task GetCar_WhenItHasNotChanged_Is304()
    {
        Guid car = (await app.Http.ItemsAsync("api/v1/cars"))[^1].Id();

        await app.Http.ShouldBeRevalidatedAsync($"api/v1/cars/{car}");

        (await app.Http.ReadAsync($"api/v1/cars/{car}")).Id().ShouldBe(car);
    }

    [Fact]
    public async Task GetCar_WhenItIsTakenMeanwhile_HasAnotherETag()
    {
        Guid car = (await app.Http.ItemsAsync("api/v1/cars"))[^2].Id();
        string before = await app.Http.ShouldBeRevalidatedAsync($"api/v1/cars/{car}");

        await app.TakeSlotAsync(car, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), null);

        (await app.Http.ShouldBeRevalidatedAsync($"api/v1/cars/{car}")).ShouldNotBe(before);
    }

    [Fact]
    public async Task GetCar_WhenUnknownOrForeign_Is404()
    {
        Guid car = (await app.Http.ItemsAsync("api/v1/cars"))[0].Id();
        using HttpClient other = app.NewClient(tenant: "other");

        (await app.Http.StatusAsync($"api/v1/cars/{Guid.NewGuid()}")).ShouldBe(HttpStatusCode.NotFound);
        (await other.StatusAsync($"api/v1/cars/{car}")).ShouldBe(HttpStatusCode.NotFound);
        (await app.Http.StatusAsync("api/v1/cars/not-an-id")).ShouldBe(HttpStatusCode.NotFound);
    }
}
