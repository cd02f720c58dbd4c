namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;

/// <summary>What an admin does with webhook endpoints.</summary>
internal static class WebhookDesk
{
    public const string Path = "api/v1/webhook-endpoints";

    public static JsonObject EndpointOf(string url, params string[] types) => new() { ["url"] = url, ["description"] = "Shop", ["eventTypes"] = Shop.Names(types) };

    public static async Task<JsonObject> AddEndpointAsync(this Shop shop, string url, params string[] types)
    {
        using HttpResponseMessage response = await shop.Admin.PostAsync(Path, EndpointOf(url, types));
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    public static async Task<JsonObject> PingAsync(this Shop shop, JsonObject endpoint)
    {
        using HttpResponseMessage response = await shop.Admin.PostAsync($"{Path}/{endpoint.Text("id")}/ping", content: null);
        return await response.ShouldAnswerAsync(HttpStatusCode.Accepted);
    }

    public static Task<HttpResponseMessage> EditAsync(this Shop shop, JsonObject endpoint, JsonObject changes, string tag) => shop.SendAsync(HttpMethod.Patch, endpoint, changes, tag);

    public static async Task<HttpResponseMessage> SendAsync(this Shop shop, HttpMethod method, JsonObject endpoint, JsonObject? body, string? tag)
    {
        using HttpRequestMessage request = new(method, $"{Path}/{endpoint.Text("id")}") { Content = body is null ? null : JsonContent.Create(body) };
        if (tag is not null)
        {
            request.Headers.Add("If-Match", tag);
        }

        return await shop.Admin.SendAsync(request);
    }

    public static async Task<string> TagAsync(this Shop shop, JsonObject endpoint)
    {
        using HttpResponseMessage response = await shop.Admin.GetAsync($"{Path}/{endpoint.Text("id")}");
        return response.Headers.ETag.ShouldNotBeNull().Tag;
    }

    public static async Task<JsonArray> DeliveriesAsync(this Shop shop, JsonObject endpoint, string query = "") =>
        (await shop.Admin.ReadAsync($"{Path}/{endpoint.Text("id")}/deliveries{query}"))["items"]!.AsArray();

    /// <summary>Waits for the only delivery of an endpoint to be in a state that satisfies.</summary>
    public static async Task<JsonObject> DeliveryAsync(this Shop shop, JsonObject endpoint, Func<JsonObject, bool> condition) => (await Eventually.SatisfiesAsync(
        async () => (await shop.DeliveriesAsync(endpoint)).SingleOrDefault()?.AsObject(), delivery => delivery is not null && condition(delivery), what: "The delivery")).ShouldNotBeNull();

    public static Task<IReadOnlyCollection<ReceivedWebhook>> HasGotAsync(this WebhookReceiver receiver, Func<ReceivedWebhook, bool> condition, int count = 1) => Eventually.SatisfiesAsync(
        () => Task.FromResult(receiver.Received), received => received.Count(condition) >= count, what: "The call of the receiver");

    public static string TypeOf(this ReceivedWebhook call) => JsonNode.Parse(call.Body)!.Text("type");
}
