namespace Booking.Api.Tests.Venues;

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Shouldly;

/// <summary>Halls that a test makes for itself, by their manager's own calls.</summary>
internal static class Halls
{
    public static JsonObject Body() => new()
    {
        ["name"] = "Hall of the test",
        ["city"] = "Berlin",
        ["address"] = "Teststraße 1",
        ["lat"] = 52.5,
        ["lng"] = 13.4,
        ["timeZone"] = "Europe/Berlin",
        ["capacity"] = 100,
        ["rates"] = new JsonArray(
            new JsonObject { ["unit"] = "hour", ["amount"] = 5_000 },
            new JsonObject { ["unit"] = "half_day", ["amount"] = 18_000 },
            new JsonObject { ["unit"] = "day", ["amount"] = 30_000 }),
        ["layouts"] = new JsonArray(new JsonObject { ["name"] = "theatre", ["capacity"] = 100 }, new JsonObject { ["name"] = "banquet", ["capacity"] = 60 }),
        ["features"] = new JsonArray("stage", "test hall"),
        ["taxRate"] = 1_900,
    };

    public static async Task<JsonObject> NewHallAsync(this HttpClient manager, JsonObject? body = null)
    {
        using HttpResponseMessage response = await manager.PostAsync("api/v1/venues", body ?? Body(), key: "");
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    public static async Task<JsonObject> NewExtraAsync(this HttpClient manager, string venueId, JsonObject body)
    {
        using HttpResponseMessage response = await manager.PostAsync($"api/v1/venues/{venueId}/extras", body, key: "");
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    public static async Task<HttpResponseMessage> ChangeAsync(this HttpClient manager, HttpMethod method, string path, string? ifMatch, JsonNode? body = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch).ShouldBeTrue();
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await manager.SendAsync(request);
    }

    /// <summary>Changes the hall as it is now.</summary>
    public static async Task<JsonObject> EditHallAsync(this HttpClient manager, string venueId, JsonObject changes)
    {
        using HttpResponseMessage response = await manager.ChangeAsync(HttpMethod.Patch, $"api/v1/venues/{venueId}", await manager.TagAsync($"api/v1/venues/{venueId}"), changes);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public static async Task<string> TagAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.SendAsync(HttpMethod.Get, path);
        return response.Headers.ETag.ShouldNotBeNull().Tag;
    }

    public static JsonObject Use(string venueId, int days = 20, int hour = 9, int hours = 2) =>
        new() { ["kind"] = "venue", ["venueId"] = venueId, ["from"] = Shop.Hour(days, hour), ["to"] = Shop.Hour(days, hour + hours), ["guests"] = 40 };

    public static JsonObject Wish(int days = 20, int hour = 9, int hours = 2) => new()
    {
        ["from"] = Shop.Hour(days, hour),
        ["to"] = Shop.Hour(days, hour + hours),
        ["guests"] = 40,
        ["customer"] = new JsonObject { ["name"] = "Zoë Ångström", ["email"] = "zoe@example.test" },
    };

    public static async Task<JsonObject> BookHallAsync(this HttpClient http, string venueId, JsonObject wish, HttpStatusCode status = HttpStatusCode.Created)
    {
        using HttpResponseMessage response = await http.PostAsync($"api/v1/venues/{venueId}/bookings", wish);
        return await response.ShouldAnswerAsync(status);
    }
}
