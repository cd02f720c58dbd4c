namespace Booking.Api.Tests.Http;

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;

/// <summary>Requests as a client writes them, and what every answer must be like.</summary>
internal static partial class Requests
{
    private const string Json = "application/json";

    /// <param name="key">The <c>Idempotency-Key</c>; a new one when left out, none when empty.</param>
    public static Task<HttpResponseMessage> PostAsync(this HttpClient http, string path, JsonNode body, string? key = null, string? holdToken = null) =>
        http.PostTextAsync(path, body.ToJsonString(), key, holdToken);

    public static Task<HttpResponseMessage> PostTextAsync(this HttpClient http, string path, string body, string? key = null, string? holdToken = null, string contentType = Json) =>
        http.PostBytesAsync(path, Encoding.UTF8.GetBytes(body), key, holdToken, contentType);

    public static async Task<HttpResponseMessage> PostBytesAsync(
        this HttpClient http, string path, byte[] body, string? key = null, string? holdToken = null, string contentType = Json)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (contentType.Length > 0)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (key != "")
        {
            request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        }

        if (holdToken is not null)
        {
            request.Headers.Add("X-Hold-Token", holdToken);
        }

        return await http.SendAsync(request);
    }

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient http, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage request = new(method, path);
        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await http.SendAsync(request);
    }

    /// <summary>GET that must be answered with 200.</summary>
    public static async Task<JsonObject> ReadAsync(this HttpClient http, string path, string? holdToken = null)
    {
        using HttpResponseMessage response = await http.SendAsync(HttpMethod.Get, path, holdToken is null ? [] : [("X-Hold-Token", holdToken)]);
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    public static async Task<JsonObject> ShouldAnswerAsync(this HttpResponseMessage response, HttpStatusCode status)
    {
        string body = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(status, body);
        return JsonNode.Parse(body)!.AsObject();
    }

    /// <summary>A problem answer with all its members that tells nothing of our insides.</summary>
    /// <param name="pointer">A JSON Pointer that <c>errors</c> must name.</param>
    public static async Task<JsonObject> ShouldRefuseAsync(this HttpResponseMessage response, int status, string code, string? pointer = null)
    {
        string body = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, body);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        JsonObject problem = JsonNode.Parse(body)!.AsObject();
        problem.Text("code").ShouldBe(code, body);
        problem.Text("type").ShouldBe($"https://booking.example/errors/{code}");
        ((int?)problem["status"]).ShouldBe(status);
        problem.Text("title").ShouldNotBeNullOrWhiteSpace();
        problem.Text("detail").ShouldNotBeNullOrWhiteSpace();
        problem.Text("traceId").ShouldMatch("^[0-9a-f]{32}$");
        Insides().Match(body).Value.ShouldBeEmpty();
        if (pointer is not null)
        {
            problem["errors"].ShouldNotBeNull(body).AsObject().Select(error => error.Key).ShouldContain(pointer, body);
        }

        return problem;
    }

    public static string Text(this JsonNode node, string member) => (string?)node[member] ?? throw new KeyNotFoundException($"There is no text '{member}' in {node.ToJsonString()}.");

    public static DateTimeOffset Time(this JsonNode node, string member) => DateTimeOffset.Parse(node.Text(member), System.Globalization.CultureInfo.InvariantCulture);

    public static long Amount(this JsonNode price) => (long)price["total"]!["amount"]!;

    public static JsonObject With(this JsonObject node, string member, JsonNode? value)
    {
        node[member] = value;
        return node;
    }

    /// <summary>Stack traces, types, SQL states, source files and folders.</summary>
    [GeneratedRegex(@"(?m)^ *at \w+\.|\\n +at |[A-Za-z]Exception\b|Npgsql|System\.(Text|Private|Net)|EntityFramework|\.cs\b|:line \d|/(home|root|usr|src)/|\b(relation|column) \\?""|\b(22P05|22021|0x00)\b")]
    private static partial Regex Insides();
}
