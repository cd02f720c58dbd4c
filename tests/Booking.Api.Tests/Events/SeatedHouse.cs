namespace Booking.Api.Tests.Events;

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;

/// <summary>Events of a shop that have ticket types and no seats yet, and what managers do with them.</summary>
internal static class SeatedHouse
{
    /// <summary>An event three weeks ahead with the categories Gold at 50.00 and Silver at 30.00.</summary>
    public static async Task<Guid> SeatedEventAsync(this Shop shop, string status = "published")
    {
        Guid id = Guid.CreateVersion7();
        DateTimeOffset start = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(21);
        await shop.App.ExecuteAsync(
            $"""
            INSERT INTO events (tenant_id, id, title, description, category, venue_name, city, latitude, longitude, time_zone, starts_at, ends_at, seating, status, hold_minutes, version)
            VALUES ({shop.TenantId}, {id}, 'Chamber music', '', 'concert', 'Small hall', 'Berlin', 52.5, 13.4, 'Europe/Berlin', {start}, {start.AddHours(3)}, 'reserved', {status}, 15, 1)
            """);
        await shop.App.ExecuteAsync(
            $"""
            INSERT INTO ticket_types (tenant_id, id, event_id, name, price_amount, price_currency, tax_rate, pool_id, capacity, max_per_order, sort_order)
            SELECT {shop.TenantId}, gen_random_uuid(), {id}, name, price, 'EUR', 700, NULL, 0, 50, n FROM (VALUES ('Gold', 5000, 0), ('Silver', 3000, 1)) AS t (name, price, n)
            """);
        return id;
    }

    /// <summary>Two rows of eight, Gold in front: A-1 is a wheelchair place and A-2 its companion's.</summary>
    public static JsonObject Hall(int seats = 8, string silver = "Silver") => new()
    {
        ["focalPoint"] = new JsonObject { ["x"] = 35, ["y"] = -30 },
        ["sections"] = new JsonArray(new JsonObject
        {
            ["name"] = "Stalls",
            ["category"] = "Gold",
            ["rows"] = new JsonArray(
                new JsonObject { ["label"] = "A", ["seats"] = seats, ["x"] = 0, ["y"] = 0, ["accessible"] = new JsonArray(1), ["companions"] = new JsonArray(2) },
                new JsonObject { ["label"] = "B", ["seats"] = seats, ["x"] = 0, ["y"] = 12, ["category"] = silver }),
        }),
    };

    public static JsonObject Map(JsonObject layout) => new() { ["name"] = "Small hall", ["place"] = "Old town", ["layout"] = layout };

    public static JsonObject Plan(JsonObject layout, bool forbidOrphans = false) => new() { ["layout"] = layout, ["forbidOrphans"] = forbidOrphans };

    public static async Task<HttpResponseMessage> PutAsync(this HttpClient http, string path, JsonNode body, string? ifMatch = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Put, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        return await http.SendAsync(request);
    }

    /// <summary>Gives an event its seats; the answer's ETag.</summary>
    public static async Task<string> PutPlanAsync(this Shop shop, Guid happening, JsonObject plan, string? ifMatch = null)
    {
        using HttpResponseMessage response = await shop.Admin.PutAsync($"api/v1/events/{happening}/seat-map", plan, ifMatch);
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
        return response.Headers.ETag!.Tag;
    }

    /// <summary>Seat → status, price and marks, such as <c>A-1 free 5000 w</c>.</summary>
    public static async Task<string[]> SeatsAsync(this Shop shop, Guid happening) =>
        [.. (await shop.Guest.ReadAsync($"api/v1/events/{happening}/seats"))["items"]!.AsArray().Select(seat =>
            $"{seat!.Text("seat")} {seat!.Text("status")} {seat!["price"]!["amount"]}{((bool)seat!["accessible"]! ? " w" : "")}{(seat!["companionOf"] is { } owner ? $" c:{owner}" : "")}")];

    public static JsonObject SeatItem(Guid happening, params string[] seats) => new() { ["kind"] = "eventSeat", ["eventId"] = happening, ["seats"] = Shop.Names(seats) };

    public static JsonObject Best(Guid happening, int quantity) => new() { ["eventId"] = happening, ["quantity"] = quantity };

    public static Task<HttpResponseMessage> HoldBestAsync(this HttpClient http, JsonObject wish) => http.PostAsync("api/v1/holds/best-available", wish);

    /// <summary>The seats of a hold, as text.</summary>
    public static string Seats(this JsonObject hold) => string.Join(' ', hold["items"]![0]!["seats"]!.AsArray().Select(seat => (string?)seat));
}
