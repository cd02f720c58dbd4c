namespace Booking.Api.Tests.Attribution;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;

/// <summary>What an admin does with conversions, and purchases that came from an advertisement.</summary>
internal static class ConversionDesk
{
    public const string Settings = "api/v1/admin/conversion-settings";

    public const string Deliveries = "api/v1/admin/conversion-deliveries";

    /// <summary>Tells the shop's sales to a pixel of its own.</summary>
    /// <returns>The access token, by which the network's calls are known.</returns>
    public static async Task<string> TellConversionsAsync(this Shop shop)
    {
        string token = $"token-{Guid.NewGuid():N}";
        using HttpResponseMessage response = await shop.Admin.PutAsJsonAsync(Settings, new JsonObject { ["eventSourceId"] = "PIXEL", ["accessToken"] = token });
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
        return token;
    }

    public static JsonObject Attribution(bool consent) => new()
    {
        ["consent"] = consent,
        ["ttclid"] = "E.C.P.click",
        ["ttp"] = "cookie",
        ["utmSource"] = "tiktok",
        ["utmCampaign"] = "summer",
        ["landingPage"] = "https://shop.example/summer",
    };

    /// <summary>Books with an attribution, and pays.</summary>
    public static async Task<JsonObject> BuyAsync(this Shop shop, JsonObject? attribution, params JsonNode?[] items)
    {
        JsonObject hold = await shop.HoldAsync(shop.Customer, items);
        JsonObject body = Shop.BookingOf(hold.Text("id"));
        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/bookings", attribution is null ? body : body.With("attribution", attribution));
        JsonObject booking = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        if (booking.Text("status") == "awaiting_payment")
        {
            JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
            await shop.PlayAsync(payment.Text("id"), "succeed");
        }

        return booking;
    }

    public static async Task<JsonArray> ConversionsAsync(this Shop shop, string query = "") => (await shop.Admin.ReadAsync(Deliveries + query))["items"]!.AsArray();

    /// <summary>Waits for what the network was told of a booking to be in a state that satisfies.</summary>
    public static async Task<JsonObject> ConversionAsync(this Shop shop, JsonObject booking, Func<JsonObject, bool> condition) => (await Eventually.SatisfiesAsync(
        async () => (await shop.ConversionsAsync()).SingleOrDefault(delivery => delivery!.Text("bookingId") == booking.Text("id"))?.AsObject(),
        delivery => delivery is not null && condition(delivery), what: "The conversion")).ShouldNotBeNull();

    /// <summary>Makes what waits due.</summary>
    public static Task<int> BringConversionsForwardAsync(this Shop shop) =>
        shop.App.ExecuteAsync($"UPDATE conversion_deliveries SET next_attempt_at = now() WHERE tenant_id = {shop.TenantId} AND status = 'pending'");
}
