namespace Booking.Infrastructure.Attribution;

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Booking.Application.Attribution;
using Booking.Domain.Attribution;

/// <summary>
/// TikTok's Events API 1.3. Every answer carries a <c>code</c>: 0 is a success whatever else it says, and HTTP's own status says little.
/// </summary>
internal sealed class TikTokSender(IHttpClientFactory clients, TimeProvider clock) : IConversionSender
{
    public const string ClientName = "tiktok";

    public const string TokenHeader = "Access-Token";

    public const int MostBytesRead = 64 * 1024;

    /// <summary>For everything: connecting, sending, and reading the answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private const string Path = "open_api/v1.3/event/track/";

    private const int MessageLength = 200;

    // From here on it is the network's own trouble.
    private const int FirstSystemCode = 50_000;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(2);

    // No permission, too many requests, no token, a wrong one: somebody can mend these, or they pass.
    private static readonly int[] PassingCodes = [40_001, 40_100, 40_104, 40_105];

    private static readonly HttpStatusCode[] PassingStatuses = [HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden, HttpStatusCode.RequestTimeout, HttpStatusCode.TooManyRequests];

    public async Task<ConversionAnswer> SendAsync(ConversionCall call, CancellationToken ct)
    {
        DateTimeOffset at = clock.GetUtcNow();
        try
        {
            using HttpClient client = clients.CreateClient(ClientName);
            using HttpRequestMessage request = new(HttpMethod.Post, Path) { Content = Body(call) };
            request.Headers.Add(TokenHeader, call.AccessToken);
            using HttpResponseMessage response = await client.SendAsync(request, ct);
            return Read(at, response, await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Unanswered(at, "timeout");
        }
        catch (HttpRequestException)
        {
            return Unanswered(at, "connection_failed");
        }
    }

    private static ByteArrayContent Body(ConversionCall call)
    {
        JsonObject body = new() { ["event_source"] = "web", ["event_source_id"] = call.EventSourceId, ["data"] = new JsonArray(JsonNode.Parse(call.Event)) };
        if (call.TestEventCode is { } code)
        {
            body["test_event_code"] = code;
        }

        return new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
    }

    private ConversionAnswer Read(DateTimeOffset at, HttpResponseMessage response, byte[] body)
    {
        int status = (int)response.StatusCode;
        if (ReadAnswer(body) is not { } answer)
        {
            bool passes = response.IsSuccessStatusCode || status < 400 || status >= 500 || PassingStatuses.Contains(response.StatusCode);
            string word = response.IsSuccessStatusCode ? "invalid_answer" : "status";
            return new ConversionAnswer(new ConversionAttempt(at, status, Code: null, word, Message: null, RequestId: null), IsFinal: !passes, RetryAfter(response));
        }

        bool isTaken = response.IsSuccessStatusCode && answer.Code == 0;
        bool mayPass = PassingCodes.Contains(answer.Code) || answer.Code >= FirstSystemCode || status >= 500 || PassingStatuses.Contains(response.StatusCode);
        return new ConversionAnswer(
            new ConversionAttempt(at, status, answer.Code, isTaken ? null : "refused", isTaken ? null : answer.Message, answer.RequestId), IsFinal: !isTaken && !mayPass, RetryAfter(response));
    }

    private static Answer? ReadAnswer(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("code", out JsonElement code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out int number)
                ? new Answer(number, Text(root, "message"), Text(root, "request_id"))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One line that the database can keep.</summary>
    private static string? Text(JsonElement root, string member) => root.TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
        ? string.Concat(value.GetString()!.EnumerateRunes().Take(MessageLength).Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()))
        : null;

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? pause = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - clock.GetUtcNow());
        return pause > LongestRetryAfter ? LongestRetryAfter : pause;
    }

    private static ConversionAnswer Unanswered(DateTimeOffset at, string word) =>
        new(new ConversionAttempt(at, StatusCode: null, Code: null, word, Message: null, RequestId: null), IsFinal: false, RetryAfter: null);

    private sealed record Answer(int Code, string? Message, string? RequestId);
}
