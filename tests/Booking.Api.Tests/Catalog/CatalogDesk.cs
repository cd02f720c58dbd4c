namespace Booking.Api.Tests.Catalog;

using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Shouldly;

/// <summary>What managers of services and products do, each change from the copy they have just read.</summary>
internal sealed class CatalogDesk(Shop shop)
{
    /// <summary>Petra, who logs in as a provider.</summary>
    public HttpClient Petra => shop.SignIn(Shop.Id("user", 4), Roles.Provider);

    public static string Day(int days) => DateTime.UtcNow.Date.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static JsonObject Money(long amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };

    public static JsonArray Week(string from, string to) =>
        [.. Enum.GetNames<DayOfWeek>().Select(day => (JsonNode?)new JsonObject { ["day"] = day.ToLowerInvariant(), ["from"] = from, ["to"] = to })];

    public async Task<JsonObject> CreateAsync(string path, JsonObject body, HttpClient? by = null)
    {
        using HttpResponseMessage response = await (by ?? shop.Admin).PostAsync($"api/v1/{path}", body);
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    /// <summary>PATCH, PUT, POST or DELETE with the ETag of the resource at <paramref name="of"/>.</summary>
    public async Task<HttpResponseMessage> ChangeAsync(HttpMethod method, string path, JsonObject? body, string of, HttpClient? by = null, string? tag = null)
    {
        HttpClient http = by ?? shop.Admin;
        using HttpRequestMessage request = new(method, $"api/v1/{path}");
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        }

        string match = tag ?? await TagAsync(of, http);
        if (match.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("If-Match", match).ShouldBeTrue();
        }

        return await http.SendAsync(request);
    }

    public async Task<JsonObject> PatchAsync(string path, JsonObject body, HttpClient? by = null)
    {
        using HttpResponseMessage response = await ChangeAsync(HttpMethod.Patch, path, body, path, by);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public async Task<JsonObject> AddAsync(string path, string to, JsonObject body)
    {
        using HttpResponseMessage response = await ChangeAsync(HttpMethod.Post, $"{path}/{to}", body, path);
        return await response.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    public async Task<string> TagAsync(string path, HttpClient http)
    {
        using HttpResponseMessage read = await http.GetAsync(new Uri($"api/v1/{path}", UriKind.Relative));
        read.StatusCode.ShouldBe(HttpStatusCode.OK, await read.Content.ReadAsStringAsync());
        return read.Headers.ETag.ShouldNotBeNull().Tag;
    }

    public async Task<JsonObject> ProviderAsync(string name, string from = "08:00", string to = "20:00") =>
        await CreateAsync("providers", new JsonObject { ["name"] = name, ["workingTime"] = new JsonObject { ["hours"] = Week(from, to) } });

    public async Task<JsonObject> ServiceAsync(string name, IEnumerable<string> providers, JsonObject? more = null)
    {
        JsonObject body = new()
        {
            ["name"] = name,
            ["category"] = "wellness",
            ["city"] = "Berlin",
            ["timeZone"] = "Europe/Berlin",
            ["durationMinutes"] = 60,
            ["stepMinutes"] = 60,
            ["price"] = Money(5_000),
            ["taxRate"] = 1_900,
            ["providers"] = new JsonArray([.. providers.Select(id => (JsonNode?)new JsonObject { ["providerId"] = id })]),
        };
        foreach ((string member, JsonNode? value) in more ?? [])
        {
            body[member] = value?.DeepClone();
        }

        return await CreateAsync("services", body);
    }

    public static JsonObject Item(string serviceId, string from) => new() { ["kind"] = "service", ["serviceId"] = serviceId, ["from"] = from };

    /// <summary>Writes down that a booking has taken place.</summary>
    public Task CompleteAsync(string bookingId)
    {
        Guid id = Guid.Parse(bookingId);
        return shop.App.ExecuteAsync($"UPDATE bookings SET status = 'completed' WHERE tenant_id = {shop.TenantId} AND id = {id}");
    }
}

internal static class CatalogReads
{
    /// <summary>GET that must be answered with 200.</summary>
    public static Task<JsonObject> ShowAsync(this HttpClient http, string path) => Requests.ReadAsync(http, path);
}
