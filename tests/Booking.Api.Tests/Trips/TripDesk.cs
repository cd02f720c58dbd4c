namespace Booking.Api.Tests.Trips;

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Domain.Users;
using Shouldly;

/// <summary>A bus operator's desk: what a manager does over HTTP to have something to sell.</summary>
internal sealed class TripDesk(Shop shop, HttpClient manager)
{
    public Shop Shop => shop;

    public HttpClient Manager => manager;

    /// <summary>At the desk of the shop's provider.</summary>
    public static TripDesk OfProvider(Shop shop) => new(shop, shop.SignIn(Shop.Id("user", 4), Roles.Provider));

    public static HttpClient Driver(Shop shop, int number = 3) => shop.SignIn(Shop.Id("user", number), Roles.Driver);

    public static string Day(int days) => DateTime.UtcNow.Date.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static JsonObject StopBody(string city, int arrives, int departs, string? id = null, string zone = "Europe/Berlin", string? name = null) => new()
    {
        ["id"] = id,
        ["name"] = name ?? $"{city} ZOB",
        ["city"] = city,
        ["lat"] = 52.5 + arrives / 1000.0,
        ["lng"] = 13.4,
        ["timeZone"] = zone,
        ["arrivesAfterMinutes"] = arrives,
        ["departsAfterMinutes"] = departs,
    };

    public async Task<JsonObject> CreateAsync(string path, JsonObject body)
    {
        using HttpResponseMessage response = await manager.PostAsync($"api/v1/{path}", body, key: "");
        JsonObject created = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        response.Headers.ETag.ShouldNotBeNull();
        response.Headers.Location.ShouldNotBeNull().ToString().ShouldEndWith(created.Text("id"));
        return created;
    }

    /// <summary>PATCH, PUT or DELETE from the copy that is current, or from another one.</summary>
    public async Task<HttpResponseMessage> ChangeAsync(HttpMethod method, string path, JsonObject? body, HttpClient? by = null, string? tag = null, string? read = null)
    {
        HttpClient http = by ?? manager;
        if (tag is null)
        {
            using HttpResponseMessage current = await manager.GetAsync(new Uri($"api/v1/{read ?? path}", UriKind.Relative));
            tag = current.Headers.ETag.ShouldNotBeNull(await current.Content.ReadAsStringAsync()).Tag;
        }

        using HttpRequestMessage request = new(method, $"api/v1/{path}");
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (tag.Length > 0)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
        }

        return await http.SendAsync(request);
    }

    public async Task<JsonObject> EditAsync(string path, JsonObject body)
    {
        using HttpResponseMessage response = await ChangeAsync(HttpMethod.Patch, path, body);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public async Task<JsonObject> PutAsync(string path, JsonObject body, string read)
    {
        using HttpResponseMessage response = await ChangeAsync(HttpMethod.Put, path, body, read: read);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public async Task<JsonObject> DoAsync(string path, JsonObject? body = null, HttpClient? by = null)
    {
        using HttpResponseMessage response = await (by ?? manager).PostAsync($"api/v1/{path}", body ?? []);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    /// <summary>An operator, a bus with rows 1 to 4, a route of four cities, and fares of 10.00 for each leg in the standard class.</summary>
    public async Task<DeskLine> LineAsync(JsonObject? operatorTerms = null, JsonObject? routeTerms = null)
    {
        string code = Guid.NewGuid().ToString("N")[..8].ToUpperInvariant();
        JsonObject company = await CreateAsync("operators", Merge(new() { ["name"] = $"Lines {code}", ["code"] = code }, operatorTerms));
        JsonObject bus = await CreateAsync("buses", new()
        {
            ["name"] = "Coach",
            ["operatorId"] = company.Text("id"),
            ["blocks"] = new JsonArray(new JsonObject { ["deck"] = 1, ["firstRow"] = 1, ["rows"] = 4, ["letters"] = "AB CD", ["class"] = "standard" }),
        });
        JsonObject route = await CreateAsync("routes", Merge(
            new()
            {
                ["name"] = $"Line {code}",
                ["operatorId"] = company.Text("id"),
                ["currency"] = "EUR",
                ["taxRate"] = 700,
                ["stops"] = new JsonArray(
                    StopBody($"Alpha {code}", 0, 0), StopBody($"Bravo {code}", 60, 65), StopBody($"Charlie {code}", 120, 125), StopBody($"Delta {code}", 180, 180)),
            },
            routeTerms));
        await PutAsync($"routes/{route.Text("id")}/fares", new() { ["legs"] = new JsonArray(new JsonObject { ["class"] = "standard", ["amounts"] = new JsonArray(1_000, 1_000, 1_000) }) }, $"routes/{route.Text("id")}");
        return new DeskLine(code, company.Text("id"), bus.Text("id"), route.Text("id"), [.. route["stops"]!.AsArray().Select(stop => stop!.Text("id"))]);
    }

    /// <summary>A single departure some days ahead at 8:00 local time.</summary>
    public async Task<string> DepartureAsync(DeskLine line, int days = 10, string? driver = null) => (await CreateAsync("trips", new()
    {
        ["routeId"] = line.Route,
        ["busId"] = line.Bus,
        ["departsAt"] = $"{Day(days)}T08:00:00",
        ["driverId"] = driver,
    })).Text("id");

    private static JsonObject Merge(JsonObject into, JsonObject? more)
    {
        foreach ((string name, JsonNode? value) in more ?? [])
        {
            into[name] = value?.DeepClone();
        }

        return into;
    }
}

internal sealed record DeskLine(string Code, string Operator, string Bus, string Route, string[] Stops)
{
    public JsonObject Seats(string trip, int from, int to, params string[] seats) =>
        new() { ["kind"] = "tripSeat", ["tripId"] = trip, ["fromStopId"] = Stops[from], ["toStopId"] = Stops[to], ["seats"] = Shop.Names(seats) };

    public JsonObject Count(string trip, int from, int to, int quantity) =>
        new() { ["kind"] = "tripSeat", ["tripId"] = trip, ["fromStopId"] = Stops[from], ["toStopId"] = Stops[to], ["quantity"] = quantity };
}
