namespace Booking.Infrastructure.Notifications;

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;

/// <summary>Posts as Standard Webhooks 1.0.0 says.</summary>
internal sealed class WebhookSender : IWebhookSender, IDisposable
{
    private const int MostBytesRead = 1024;

    private const int ExcerptLength = 200;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    private readonly WebhookTargets _targets;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public WebhookSender(GuardedConnections connections, WebhookTargets targets, TimeProvider clock)
    {
        (_targets, _clock) = (targets, clock);
        _http = new HttpClient(connections.NewHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Booking-Webhooks/1.0");
    }

    /// <summary>For everything: resolving, connecting, sending, and reading as much of the answer as is wanted.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(15);

    public async Task<WebhookAnswer> SendAsync(WebhookCall call, CancellationToken ct)
    {
        long began = _clock.GetTimestamp();
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            // What was allowed when the endpoint was made need not be allowed where this runs.
            Result<Uri> target = _targets.Read(call.Url);
            return target.IsSuccess ? await PostAsync(target.Value, call, began, limit.Token) : Failure("address_refused", began);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Failure("timeout", began);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Failure(Word(e), began);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<WebhookAnswer> PostAsync(Uri target, WebhookCall call, long began, CancellationToken ct)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, target)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(call.Body)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("webhook-id", call.Id.ToString());
        request.Headers.Add("webhook-timestamp", call.SentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", call.Signature);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        int status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return new WebhookAnswer(status, Error: null, _clock.GetElapsedTime(began));
        }

        string excerpt = await ReadExcerptAsync(response, ct);
        return new WebhookAnswer(status, "status", _clock.GetElapsedTime(began), RetryAfter(response), excerpt);
    }

    private static async Task<string> ReadExcerptAsync(HttpResponseMessage response, CancellationToken ct)
    {
        byte[] buffer = new byte[MostBytesRead];
        await using Stream body = await response.Content.ReadAsStreamAsync(ct);
        int read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        string text = string.Concat(Encoding.UTF8.GetString(buffer, 0, read).EnumerateRunes().Take(ExcerptLength).Select(rune => Rune.IsControl(rune) ? " " : rune.ToString()));
        return text.Trim();
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        RetryConditionHeaderValue? asked = response.Headers.RetryAfter;
        TimeSpan? pause = asked?.Delta ?? (asked?.Date - _clock.GetUtcNow());
        return pause > LongestRetryAfter ? LongestRetryAfter : pause;
    }

    private WebhookAnswer Failure(string word, long began) => new(StatusCode: null, word, _clock.GetElapsedTime(began));

    private static string Word(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException:
                    return "address_refused";
                case AuthenticationException:
                    return "tls_failed";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return "name_not_resolved";
                case SocketException:
                    return "connection_failed";
            }
        }

        return e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } ? "connection_failed" : "invalid_answer";
    }
}
