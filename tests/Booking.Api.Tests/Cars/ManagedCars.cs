namespace Booking.Api.Tests.Cars;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Shouldly;

/// <summary>Requests of those who manage cars and drivers.</summary>
internal static class ManagedCars
{
    public static JsonObject Money(long amount, string currency = "EUR") => new() { ["amount"] = amount, ["currency"] = currency };

    public static JsonObject Rate(string unit, long amount, string label = "", params string[] days) =>
        new() { ["unit"] = unit, ["price"] = Money(amount), ["label"] = label, ["days"] = Shop.Names(days) };

    /// <summary>A van in Lisbon, where the demo data has nothing.</summary>
    public static JsonObject Van() => new()
    {
        ["name"] = "Renault Trafic",
        ["class"] = "van",
        ["seats"] = 9,
        ["location"] = new JsonObject { ["lat"] = 38.7139, ["lng"] = -9.1225, ["address"] = "Av. Infante D. Henrique 1" },
        ["city"] = "Lisboa",
        ["timeZone"] = "Europe/Lisbon",
        ["features"] = Shop.Names(["automatic", "child seat"]),
        ["taxRate"] = 2_300,
        ["rates"] = new JsonArray(Rate("hour", 2_000), Rate("day", 9_000)),
        ["bufferMinutes"] = 0,
    };

    public static async Task<HttpResponseMessage> ChangeAsync(this HttpClient http, HttpMethod method, string path, JsonNode? body, string? ifMatch)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await http.SendAsync(request);
    }

    /// <summary>Adds a car that must be accepted.</summary>
    public static async Task<(JsonObject Car, string ETag)> AddAsync(this HttpClient http, JsonObject body)
    {
        using HttpResponseMessage response = await http.PostAsync("api/v1/cars", body, key: "");
        JsonObject car = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        response.Headers.Location?.OriginalString.ShouldBe($"/api/v1/cars/{car.Text("id")}");
        return (car, response.Headers.ETag.ShouldNotBeNull().Tag);
    }

    public static async Task<(JsonObject Read, string ETag)> ReadTaggedAsync(this HttpClient http, string path)
    {
        using HttpResponseMessage response = await http.SendAsync(HttpMethod.Get, path);
        return (await response.ShouldAnswerAsync(HttpStatusCode.OK), response.Headers.ETag.ShouldNotBeNull().Tag);
    }

    public static JsonObject Item(JsonObject car, int days = 20, int hour = 9, int hours = 4, bool withDriver = false) => new()
    {
        ["kind"] = "car",
        ["carId"] = car.Text("id"),
        ["from"] = Shop.Hour(days, hour),
        ["to"] = Shop.Hour(days, hour + hours),
        ["withDriver"] = withDriver,
    };
}
