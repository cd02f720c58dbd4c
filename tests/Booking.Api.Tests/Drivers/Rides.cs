namespace Booking.Api.Tests.Drivers;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Booking.Testing;

/// <summary>What tests of rides need: a shop with its drivers, who answer.</summary>
internal sealed class Rides(Shop shop)
{
    public Shop Shop => shop;

    public static async Task<Rides> OpenAsync(BookingApp app) => new(await Shop.OpenAsync(app));

    /// <summary>A paid ride of the shop's compact car in Berlin, where four drivers are on duty in the morning.</summary>
    public async Task<string> BuyAsync(int days = 20, int hour = 8, int hours = 3) =>
        (await shop.BuyAsync(shop.Customer, shop.CarItem(days, hour, hours).With("withDriver", true))).Text("id");

    /// <summary>The ride of a booking, once it is as wanted.</summary>
    public async Task<JsonNode> RideAsync(string bookingId, Func<JsonNode, bool>? isWanted = null) => (await Eventually.SatisfiesAsync(
        async () => (await shop.Admin.ReadAsync("api/v1/admin/rides?limit=200"))["items"]!.AsArray().LastOrDefault(ride => ride!.Text("bookingId") == bookingId),
        ride => ride is not null && (isWanted?.Invoke(ride) ?? true),
        TimeSpan.FromSeconds(60),
        "The ride"))!;

    /// <summary>The ride of a booking once a driver is asked who was not asked before.</summary>
    public Task<JsonNode> OfferedAsync(string bookingId, string? after = null) =>
        RideAsync(bookingId, ride => ride["driver"] is { } driver && driver.Text("status") == "offered" && driver.Text("assignmentId") != after);

    public static string AssignmentOf(JsonNode ride) => ride["driver"]!.Text("assignmentId");

    /// <summary>The driver who is asked or drives, signed in.</summary>
    public async Task<HttpClient> DriverOfAsync(JsonNode ride) => shop.SignIn(
        await shop.App.ScalarAsync<Guid>($"SELECT user_id FROM drivers WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(ride["driver"]!.Text("driverId"))}"), Roles.Driver);

    /// <summary>The one who is asked does something with it.</summary>
    public async Task<JsonObject> MoveAsync(JsonNode ride, string move, string? reason = null)
    {
        HttpClient driver = await DriverOfAsync(ride);
        using HttpResponseMessage response = await SendAsync(driver, AssignmentOf(ride), move, reason);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public static Task<HttpResponseMessage> SendAsync(HttpClient http, string assignmentId, string move, string? reason = null) =>
        move is "decline" or "cancel"
            ? http.PostAsync($"api/v1/assignments/{assignmentId}/{move}", new JsonObject { ["reason"] = reason ?? "No time." })
            : http.PostBytesAsync($"api/v1/assignments/{assignmentId}/{move}", [], contentType: "");

    /// <summary>Lets the time of an offer run out.</summary>
    public Task SilenceAsync(JsonNode ride) => shop.App.ExecuteAsync(
        $"""
        WITH r AS (UPDATE rides SET due_at = now() WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(ride.Text("id"))} RETURNING assignment_id)
        UPDATE assignments a SET expires_at = now() FROM r WHERE a.tenant_id = {shop.TenantId} AND a.id = r.assignment_id
        """);

    /// <summary>How many times of drivers are taken.</summary>
    public Task<long> TimesTakenAsync() => shop.App.ScalarAsync<long>(
        $"SELECT count(*) FROM slot_claims c JOIN drivers d ON d.tenant_id = c.tenant_id AND d.id = c.unit_id WHERE c.tenant_id = {shop.TenantId} AND c.state = 'booked'");
}
