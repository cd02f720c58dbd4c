namespace Booking.Api.Tests.Events;

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Shouldly;

/// <summary>Requests of an organiser.</summary>
internal static class EventDesk
{
    public static JsonObject Draft(string title = "Night of Jazz", int days = 30) => new()
    {
        ["title"] = title,
        ["category"] = "concert",
        ["venue"] = "Theater am Park",
        ["city"] = "Potsdam",
        ["location"] = new JsonObject { ["lat"] = 52.4, ["lng"] = 13.06 },
        ["timeZone"] = "Europe/Berlin",
        ["startsAt"] = Shop.Local(days, 20),
        ["endsAt"] = Shop.Local(days, 23),
        ["doorsAt"] = Shop.Local(days, 19),
        ["tags"] = Shop.Names(["jazz", "live"]),
        ["minimumAge"] = 16,
    };

    public static JsonObject Type(string name, long price, int? capacity) => new()
    {
        ["name"] = name,
        ["price"] = new JsonObject { ["amount"] = price, ["currency"] = "EUR" },
        ["taxRate"] = 700,
        ["capacity"] = capacity,
    };

    public static JsonObject Tickets(string typeId, int quantity, string? accessCode = null) =>
        new() { ["kind"] = "ticket", ["ticketTypeId"] = typeId, ["quantity"] = quantity, ["accessCode"] = accessCode };

    /// <summary>Drafts an event.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> DraftAsync(this HttpClient organiser, JsonObject? draft = null)
    {
        using HttpResponseMessage response = await organiser.PostAsync("api/v1/events", draft ?? Draft());
        return (await response.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");
    }

    /// <summary>Drafts an event with ticket types and publishes it.</summary>
    public static async Task<(string Id, string[] Types)> PublishAsync(this HttpClient organiser, JsonObject? draft, params JsonObject[] types)
    {
        string id = await organiser.DraftAsync(draft);
        List<string> ids = [];
        foreach (JsonObject type in types)
        {
            ids.Add(await organiser.AddTypeAsync(id, type));
        }

        using HttpResponseMessage response = await organiser.PostAsync($"api/v1/events/{id}/publish", content: null);
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
        return (id, [.. ids]);
    }

    /// <returns>The id of the ticket type.</returns>
    public static async Task<string> AddTypeAsync(this HttpClient organiser, string eventId, JsonObject type)
    {
        using HttpResponseMessage response = await organiser.PostAsync($"api/v1/events/{eventId}/ticket-types", type);
        JsonObject happening = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        return happening["ticketTypes"]!.AsArray().Single(row => row!.Text("name") == type.Text("name"))!.Text("id");
    }

    public static async Task<string> AddPoolAsync(this HttpClient organiser, string eventId, string name, int capacity)
    {
        using HttpResponseMessage response = await organiser.PostAsync($"api/v1/events/{eventId}/pools", new JsonObject { ["name"] = name, ["capacity"] = capacity });
        return (await response.ShouldAnswerAsync(HttpStatusCode.Created)).Text("id");
    }

    /// <summary>The ETag of an event as its organiser sees it.</summary>
    public static async Task<string> TagAsync(this HttpClient organiser, string eventId)
    {
        using HttpResponseMessage response = await organiser.GetAsync(new Uri($"api/v1/events/{eventId}?managed=true", UriKind.Relative));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return response.Headers.ETag.ShouldNotBeNull().Tag;
    }

    /// <param name="tag">Null sends no <c>If-Match</c>.</param>
    public static async Task<HttpResponseMessage> ChangeAsync(this HttpClient organiser, HttpMethod method, string path, JsonObject? body, string? tag)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        if (tag is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
        }

        return await organiser.SendAsync(request);
    }

    /// <summary>Changes an event, or something of it, from its present copy.</summary>
    /// <param name="path">Behind the event's id.</param>
    public static async Task<HttpResponseMessage> PatchEventAsync(this HttpClient organiser, string eventId, string path, JsonObject body) =>
        await organiser.ChangeAsync(HttpMethod.Patch, $"api/v1/events/{eventId}{path}", body, await organiser.TagAsync(eventId));

    public static JsonObject TypeNamed(this JsonObject happening, string name) => happening["ticketTypes"]!.AsArray().Single(row => row!.Text("name") == name)!.AsObject();

    public static string[] TypeNames(this JsonObject happening) => [.. happening["ticketTypes"]!.AsArray().Select(row => row!.Text("name"))];
}
