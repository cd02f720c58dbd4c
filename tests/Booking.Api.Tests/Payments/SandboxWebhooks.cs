namespace Booking.Api.Tests.Payments;

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>What a provider sends, written and signed here by the contract's words and not by the product's code.</summary>
internal static class SandboxWebhooks
{
    public const string Path = "api/v1/webhooks/payments/sandbox";

    /// <summary>The secret that the AppHost gives the API.</summary>
    public static string Secret(this BookingApp app) =>
        JsonNode.Parse(File.ReadAllText(System.IO.Path.Combine(app.RepositoryRoot, "Booking.AppHost", "appsettings.Development.json")))!["Parameters"]!.Text("sandbox-webhook-secret");

    public static string Body(JsonObject payment, string type = "payment.succeeded", string? eventId = null, string? paymentId = null, long? amount = null, string? currency = null) =>
        new JsonObject
        {
            ["id"] = eventId ?? $"evt_{Guid.NewGuid():N}",
            ["type"] = type,
            ["data"] = new JsonObject
            {
                ["paymentId"] = paymentId ?? payment.Text("id"),
                ["amount"] = amount ?? (long)payment["amount"]!["amount"]!,
                ["currency"] = currency ?? payment["amount"]!.Text("currency"),
            },
        }.ToJsonString();

    /// <param name="age">How long ago it was signed.</param>
    public static string Sign(string secret, string body, TimeSpan age = default)
    {
        string time = Time(age);
        return $"t={time},v1={Mac(secret, time, body)}";
    }

    public static string Time(TimeSpan age = default) => DateTimeOffset.UtcNow.Subtract(age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    public static string Mac(string secret, string time, string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")));

    public static async Task<HttpResponseMessage> SendWebhookAsync(this HttpClient http, string body, string? signature, string path = Path, string? traceParent = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation("Sandbox-Signature", signature);
        }

        if (traceParent is not null)
        {
            request.Headers.Add("traceparent", traceParent);
        }

        return await http.SendAsync(request);
    }
}
