namespace Booking.Api.Tests.Tickets;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>What stands at a door, and what customers show there.</summary>
internal static class Door
{
    /// <summary>The tickets of a booking, once all are issued and as many are as they should be.</summary>
    public static async Task<JsonObject[]> TicketsAsync(this HttpClient customer, JsonObject booking, string seen)
    {
        JsonObject list = await Eventually.SatisfiesAsync(
            () => customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}/tickets"),
            list => (int)list["pending"]! == 0 && Seen(list) == seen,
            TimeSpan.FromSeconds(60),
            $"Tickets {seen}");
        return [.. list["items"]!.AsArray().Select(item => item!.AsObject())];
    }

    public static async Task<JsonObject> ScanAsync(this HttpClient scanner, JsonObject body)
    {
        using HttpResponseMessage response = await scanner.PostAsync("api/v1/check-ins", body, key: "");
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public static Task<JsonObject> ScanAsync(this HttpClient scanner, JsonObject ticket, string gate) => scanner.ScanAsync(Scan(ticket.Text("token"), gate));

    public static JsonObject Scan(string token, string gate = "north") => new() { ["token"] = token, ["gate"] = gate, ["nonce"] = Guid.NewGuid().ToString() };

    /// <summary>How a scan ended, e.g. <c>refused already_used</c>.</summary>
    public static string Told(this JsonObject scan) => $"{scan.Text("outcome")} {(string?)scan["reason"]}".Trim();

    private static string Seen(JsonObject list) =>
        string.Join(", ", list["items"]!.AsArray().Select(ticket => $"{(string?)ticket!["seat"]} {ticket.Text("status")}".Trim()));
}
