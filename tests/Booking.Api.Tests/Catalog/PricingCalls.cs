namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;

/// <summary>What an admin does to a shop's prices.</summary>
internal static class PricingCalls
{
    public static Task<JsonObject> AddRuleAsync(this Shop shop, JsonObject rule) => shop.AddAsync("api/v1/price-rules", rule);

    public static Task<JsonObject> AddFeeAsync(this Shop shop, JsonObject fee) => shop.AddAsync("api/v1/fees", fee);

    public static Task<JsonObject> AddVoucherAsync(this Shop shop, JsonObject voucher) => shop.AddAsync("api/v1/vouchers", voucher);

    public static async Task SetTenantAsync(this Shop shop, JsonObject changes)
    {
        using HttpResponseMessage before = await shop.Admin.GetAsync("api/v1/tenant");
        using HttpResponseMessage response = await shop.Admin.PatchAsync("api/v1/tenant", changes, before.Headers.ETag!.ToString());
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public static async Task<HttpResponseMessage> PatchAsync(this HttpClient http, string path, JsonNode changes, string? tag)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, path) { Content = new StringContent(changes.ToJsonString(), Encoding.UTF8, "application/json") };
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        return await http.SendAsync(request);
    }

    /// <summary>GET that must be answered with 200.</summary>
    public static Task<JsonObject> GetJsonAsync(this HttpClient http, string path) => Requests.ReadAsync(http, path);

    public static Task<HttpResponseMessage> HoldWithAsync(this HttpClient http, string? code, params JsonNode?[] items) =>
        http.PostAsync("api/v1/holds", code is null ? Shop.Items(items) : Shop.Items(items).With("voucherCode", code));

    /// <summary>The lines of a price as <c>code amount</c>, in order.</summary>
    public static string[] Lines(this JsonNode order) => [.. order["price"]!["lines"]!.AsArray().Select(line => $"{line!.Text("code")} {(long)line!["amount"]!["amount"]!}")];

    private static async Task<JsonObject> AddAsync(this Shop shop, string path, JsonObject body)
    {
        using HttpResponseMessage response = await shop.Admin.PostAsync(path, body, key: "");
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }
}
