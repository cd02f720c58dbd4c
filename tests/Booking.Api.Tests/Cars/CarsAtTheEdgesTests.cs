namespace Booking.Api.Tests.Cars;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Where longitudes end and where they meet.</summary>
[Collection(BookingCollection.Name)]
public sealed class CarsAtTheEdgesTests(BookingApp app)
{
    [Fact]
    public async Task ListCars_WhenThePlaceIsNearAPoleOrTheDateLine_FindsWhatIsNearOnTheOtherSide()
    {
        Shop shop = await Shop.OpenAsync(app);
        string north = await CarAsync(89.9, 10);
        string beyond = await CarAsync(89.9, -170);
        string south = await CarAsync(-89.95, 120);
        string west = await CarAsync(-17, 179.9);
        string east = await CarAsync(-17, -179.9);
        string on = await CarAsync(-17, 180);
        string far = await CarAsync(-17, 178);

        // 89.95° N is 5.6 km from the pole, and 16.7 km from 89.9° N on the far side of it.
        await FindsAsync("89.95,10", 20, (north, 5.6), (beyond, 16.7));
        await FindsAsync("89.95,10", 10, (north, 5.6));
        await FindsAsync("90,0", 20, (north, 11.1), (beyond, 11.1));
        await FindsAsync("-90,-45", 20, (south, 5.6));
        await FindsAsync("-17,179.95", 50, (west, 5.3), (on, 5.3), (east, 16));
        await FindsAsync("-17,-179.95", 50, (east, 5.3), (on, 5.3), (west, 16));
        await FindsAsync("-17,180", 50, (on, 0), (west, 10.6), (east, 10.6));
        await FindsAsync("-17,-180", 50, (on, 0), (west, 10.6), (east, 10.6));
        await FindsAsync("-17,-180", 230, (on, 0), (west, 10.6), (east, 10.6), (far, 212.7));

        async Task<string> CarAsync(double lat, double lng) =>
            (await shop.Admin.AddAsync(ManagedCars.Van().With("location", new JsonObject { ["lat"] = lat, ["lng"] = lng, ["address"] = "Edge 1" }))).Car.Text("id");

        async Task FindsAsync(string near, int radiusKm, params (string Id, double Km)[] expected)
        {
            string area = $"near={near}&radiusKm={radiusKm}";
            foreach (string time in (string[])["", $"&from={Shop.Hour(20, 9)}&to={Shop.Hour(20, 13)}", "&sort=distance"])
            {
                JsonArray found = (await shop.Guest.ReadAsync($"api/v1/cars?{area}{time}"))["items"]!.AsArray();
                found.Select(car => (car!.Text("id"), (double)car!["distanceKm"]!)).ShouldBe(expected, ignoreOrder: true, $"{area}{time}");
            }

            JsonArray classes = (await shop.Guest.ReadAsync($"api/v1/cars/facets?{area}"))["classes"]!.AsArray();
            classes.Sum(one => (int)one!["count"]!).ShouldBe(expected.Length, area);
        }
    }
}
