namespace Booking.Testing;

using System.Collections.Concurrent;
using System.Text.Json.Nodes;

/// <summary>TikTok's Events API 1.3 on this machine, as its documentation says: it refuses what the documentation does not allow, and remembers what it has taken.</summary>
public sealed class TikTokServer : IAsyncDisposable
{
    public const string Path = "/open_api/v1.3/event/track/";

    private static readonly string[] OfEvent = ["event", "event_time", "event_id", "user", "page", "properties"];
    private static readonly string[] Hashed = ["email", "phone", "external_id"];

    private readonly WebhookReceiver _http = new();
    private readonly ConcurrentQueue<(string Token, JsonObject Body)> _taken = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _scripts = new();

    public TikTokServer()
    {
        BaseUrl = new Uri($"http://127.0.0.1:{_http.Port}/");
        _http.Answer = Answer;
    }

    public Uri BaseUrl { get; }

    /// <summary>Runs before a call with this token is answered.</summary>
    public ConcurrentDictionary<string, Action<JsonObject>> Before { get; } = new();

    /// <summary>What has come with a token, refused or not.</summary>
    public IReadOnlyList<JsonObject> CallsWith(string token) => [.. _taken.Where(call => call.Token == token).Select(call => call.Body)];

    /// <summary>Answers the next calls with a token in this way, one after the other; those after them as usual.</summary>
    /// <param name="answers">As <see cref="WebhookReceiver.Reply"/> makes them.</param>
    public void Script(string token, params string[] answers) => _scripts[token] = new ConcurrentQueue<string>(answers);

    public static string Reply(int code, string message = "", int status = 200, params string[] headers) => WebhookReceiver.Reply(
        status, new JsonObject { ["code"] = code, ["message"] = message, ["request_id"] = "2026112118300001", ["data"] = new JsonObject() }.ToJsonString(), headers);

    public ValueTask DisposeAsync() => _http.DisposeAsync();

    private string Answer(ReceivedWebhook call)
    {
        if (!call.Headers.TryGetValue("access-token", out string? token))
        {
            return Reply(40_104, "Access token is empty");
        }

        if (call.RequestLine != $"POST {Path} HTTP/1.1" || call.Headers.GetValueOrDefault("content-type") != "application/json")
        {
            return Reply(40_006, "This is no call of the Events API");
        }

        JsonObject body = JsonNode.Parse(call.Body)!.AsObject();
        _taken.Enqueue((token, body));
        if (Before.TryGetValue(token, out Action<JsonObject>? before))
        {
            before(body);
        }

        if (_scripts.TryGetValue(token, out ConcurrentQueue<string>? script) && script.TryDequeue(out string? scripted))
        {
            return scripted;
        }

        return Wrong(body) is { } wrong ? Reply(40_002, wrong) : Reply(0, "OK");
    }

    private static string? Wrong(JsonObject body)
    {
        if ((string?)body["event_source"] != "web" || string.IsNullOrEmpty((string?)body["event_source_id"]) || body["data"] is not JsonArray { Count: 1 } data)
        {
            return "event_source, event_source_id and data are required";
        }

        JsonObject happened = data[0]!.AsObject();
        JsonObject user = happened["user"]!.AsObject();
        return happened.Select(member => member.Key).Except(OfEvent).FirstOrDefault() is { } unknown ? $"{unknown} is unknown"
            : happened["event_time"]!.GetValue<long>() is < 1_600_000_000 or > 4_000_000_000 ? "event_time is in seconds"
            : Hashed.FirstOrDefault(name => user[name] is { } hash && !((string)hash!).All(char.IsAsciiHexDigitLower)) is { } open ? $"{open} is not hashed"
            : happened["properties"]!["value"] is not { } value || value.GetValueKind() != System.Text.Json.JsonValueKind.Number ? "value is a number"
            : null;
    }
}
