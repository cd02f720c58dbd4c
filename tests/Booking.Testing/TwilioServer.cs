namespace Booking.Testing;

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

/// <summary>A message that Twilio was asked to send, by the names of its documentation.</summary>
public sealed record TwilioMessage(string Sid, IReadOnlyDictionary<string, string> Form)
{
    public string To => Form["To"];

    public string Body => Form["Body"];
}

/// <summary>Twilio's Messages resource (2010-04-01) on this machine, as its documentation says.</summary>
public sealed class TwilioServer : IAsyncDisposable
{
    public const string AccountSid = "AC00000000000000000000000000000001";

    public const string AuthToken = "only-for-these-tests";

    private readonly WebhookReceiver _http = new();
    private readonly ConcurrentQueue<TwilioMessage> _taken = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _scripts = new();
    private int _count;

    public TwilioServer()
    {
        BaseUrl = new Uri($"http://127.0.0.1:{_http.Port}/");
        _http.Answer = Answer;
    }

    public Uri BaseUrl { get; }

    /// <summary>What was asked to be sent to a number, refused or not.</summary>
    /// <param name="to">With its <c>whatsapp:</c>, where it has one.</param>
    public IReadOnlyList<TwilioMessage> MessagesTo(string to) => [.. _taken.Where(message => message.To == to)];

    /// <summary>Answers the next messages to a number in this way, one after the other; those after them as usual.</summary>
    public void Script(string to, params string[] answers) => _scripts[to] = new ConcurrentQueue<string>(answers);

    /// <summary>A refusal in Twilio's form.</summary>
    public static string Refuse(int status, int code, params string[] headers) => WebhookReceiver.Reply(
        status,
        new JsonObject { ["code"] = code, ["message"] = "No.", ["more_info"] = $"https://www.twilio.com/docs/errors/{code}", ["status"] = status }.ToJsonString(),
        headers);

    /// <summary>Signs what Twilio posts to us, as its documentation says.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Twilio signs with it; collisions are of no use against an HMAC.")]
    public static string Sign(Uri url, IReadOnlyDictionary<string, string> form)
    {
        string signed = url.AbsoluteUri + string.Concat(form.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + pair.Value));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(AuthToken), Encoding.UTF8.GetBytes(signed)));
    }

    public ValueTask DisposeAsync() => _http.DisposeAsync();

    private string Answer(ReceivedWebhook call)
    {
        if (call.Headers.GetValueOrDefault("authorization") != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{AccountSid}:{AuthToken}")))
        {
            return Refuse(401, 20_003);
        }

        if (call.RequestLine != $"POST /2010-04-01/Accounts/{AccountSid}/Messages.json HTTP/1.1" || call.Headers.GetValueOrDefault("content-type") != "application/x-www-form-urlencoded")
        {
            return Refuse(404, 20_404);
        }

        Dictionary<string, string> form = call.Body.Split('&').Select(pair => pair.Split('=', 2)).ToDictionary(pair => WebUtility.UrlDecode(pair[0]), pair => WebUtility.UrlDecode(pair[1]));
        string sid = "SM" + Interlocked.Increment(ref _count).ToString("x32", CultureInfo.InvariantCulture);
        _taken.Enqueue(new TwilioMessage(sid, form));
        if (_scripts.TryGetValue(form["To"], out ConcurrentQueue<string>? script) && script.TryDequeue(out string? scripted))
        {
            return scripted;
        }

        return !form.ContainsKey("From") && !form.ContainsKey("MessagingServiceSid") ? Refuse(400, 21_603)
            : form.GetValueOrDefault("Body", "").Length is 0 or > 1_600 ? Refuse(400, 21_617)
            : WebhookReceiver.Reply(201, new JsonObject { ["sid"] = sid, ["status"] = "queued", ["to"] = form["To"], ["error_code"] = null }.ToJsonString());
    }
}
