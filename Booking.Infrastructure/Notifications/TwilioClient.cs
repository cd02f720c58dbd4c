namespace Booking.Infrastructure.Notifications;

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Booking.Application.Notifications;
using Microsoft.Extensions.Options;

/// <summary>Twilio's Messages resource (2010-04-01).</summary>
internal sealed class TwilioClient(IHttpClientFactory clients, IOptions<TwilioOptions> options, TimeProvider clock)
{
    public const string ClientName = "twilio";

    public const int MostBytesRead = 64 * 1024;

    /// <summary>For everything: connecting, sending, and reading the answer.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>The recipient has written STOP; nothing may be sent there any more.</summary>
    public const string Unsubscribed = "unsubscribed";

    /// <summary>Of a message; Twilio refuses what is longer.</summary>
    private const int MaxLength = 1_600;

    private const int RateCode = 20_429;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(6);

    // What will never get better by trying again, in Twilio's words and ours. Others are judged by the status.
    private static readonly Dictionary<int, string> Final = new()
    {
        [21_211] = "invalid_number",
        [21_217] = "invalid_number",
        [21_265] = "invalid_number",
        [21_408] = "region_not_allowed",
        [21_610] = Unsubscribed,
        [21_612] = "not_reachable",
        [21_614] = "not_a_mobile",
        [21_617] = "too_long",
        [63_003] = "not_reachable",
        [63_016] = "outside_window",
        [63_024] = "invalid_number",
    };

    /// <param name="prefix">Of numbers: empty, or <c>whatsapp:</c>.</param>
    /// <param name="callback">Told by Twilio what becomes of the message; null for nobody.</param>
    public async Task<ChannelAnswer> SendAsync(string to, string text, TwilioSenderOptions from, string prefix, string? callback, CancellationToken ct)
    {
        try
        {
            using HttpClient client = clients.CreateClient(ClientName);
            using HttpRequestMessage request = new(HttpMethod.Post, $"2010-04-01/Accounts/{options.Value.AccountSid}/Messages.json")
            {
                Content = new FormUrlEncodedContent(Form(to, text, from, prefix, callback)),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.AccountSid}:{options.Value.AuthToken}")));
            using HttpResponseMessage response = await client.SendAsync(request, ct);
            return Read(response, await response.Content.ReadAsByteArrayAsync(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return ChannelAnswer.Failed("timeout");
        }
        catch (HttpRequestException)
        {
            return ChannelAnswer.Failed("connection_failed");
        }
    }

    private static List<KeyValuePair<string, string>> Form(string to, string text, TwilioSenderOptions from, string prefix, string? callback)
    {
        List<KeyValuePair<string, string>> form = [new("To", prefix + to), new("Body", text.Length <= MaxLength ? text : CutAt(text, MaxLength - 1))];
        form.Add(from.MessagingServiceSid.Length > 0 ? new("MessagingServiceSid", from.MessagingServiceSid) : new("From", prefix + from.From));
        if (callback is not null)
        {
            form.Add(new("StatusCallback", callback));
        }

        return form;
    }

    private static string CutAt(string text, int length) => text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + "…";

    private ChannelAnswer Read(HttpResponseMessage response, byte[] body)
    {
        (string? sid, int? code) = ReadAnswer(body);
        if (response.IsSuccessStatusCode)
        {
            // Taken, whatever it says: trying again would send it twice.
            return ChannelAnswer.Sent(sid);
        }

        if (code is { } known && Final.TryGetValue(known, out string? reason))
        {
            return ChannelAnswer.Refused(reason);
        }

        return response.StatusCode switch
        {
            _ when code == RateCode => ChannelAnswer.Failed("too_many_requests", RetryAfter(response)),
            HttpStatusCode.TooManyRequests => ChannelAnswer.Failed("too_many_requests", RetryAfter(response)),
            // An operator can mend these.
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ChannelAnswer.Failed("not_authorized", RetryAfter(response)),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => ChannelAnswer.Failed("provider_error", RetryAfter(response)),
            _ => ChannelAnswer.Refused("refused"),
        };
    }

    private static (string? Sid, int? Code) ReadAnswer(byte[] body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return default;
            }

            string? sid = root.TryGetProperty("sid", out JsonElement name) && name.ValueKind == JsonValueKind.String && name.GetString() is { Length: <= 64 } text && text.All(char.IsAsciiLetterOrDigit) ? text : null;
            return (sid, root.TryGetProperty("code", out JsonElement code) && code.ValueKind == JsonValueKind.Number && code.TryGetInt32(out int number) ? number : null);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? pause = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - clock.GetUtcNow());
        return pause > LongestRetryAfter ? LongestRetryAfter : pause;
    }
}
