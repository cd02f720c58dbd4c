namespace Booking.Api.Tests.Waitlist;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;

/// <summary>What the tests of waitlists ask for.</summary>
internal static class Queues
{
    public static Task<HttpResponseMessage> TryJoinAsync(this HttpClient http, JsonObject item, bool allOrNone = true, bool sameClass = false) =>
        http.PostAsync("api/v1/waitlist", new JsonObject { ["item"] = item.DeepClone(), ["allOrNone"] = allOrNone, ["sameClass"] = sameClass });

    public static async Task<JsonObject> JoinAsync(this HttpClient http, JsonObject item, bool allOrNone = true, bool sameClass = false)
    {
        using HttpResponseMessage response = await http.TryJoinAsync(item, allOrNone, sameClass);
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    public static Task<JsonObject> EntryAsync(this HttpClient http, JsonObject entry) => http.ReadAsync($"api/v1/waitlist/{entry.Text("id")}");

    /// <summary>The entry as soon as it has come to a status.</summary>
    public static Task<JsonObject> BecomesAsync(this HttpClient http, JsonObject entry, string status) =>
        Eventually.SatisfiesAsync(() => http.EntryAsync(entry), read => read.Text("status") == status, TimeSpan.FromSeconds(60), $"The entry becoming {status}");

    public static Task<HttpResponseMessage> AnswerAsync(this HttpClient http, JsonObject entry, string answer) => http.PostAsync($"api/v1/waitlist/{entry.Text("id")}/{answer}", new JsonObject());

    public static async Task ReleaseAsync(this HttpClient http, JsonObject hold)
    {
        using HttpResponseMessage response = await http.DeleteAsync(new Uri($"api/v1/holds/{hold.Text("id")}", UriKind.Relative));
        response.EnsureSuccessStatusCode();
    }

    public static JsonObject Scarce(this Shop shop, int quantity) => new() { ["kind"] = "product", ["productId"] = shop.ScarceProduct, ["quantity"] = quantity };
}
