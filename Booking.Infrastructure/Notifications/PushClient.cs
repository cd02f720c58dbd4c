namespace Booking.Infrastructure.Notifications;

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Booking.Domain.Common;
using Booking.Domain.Notifications;

/// <param name="Topic">A message replaces one of the same topic that the browser has not got yet; at most 32 characters of base64url.</param>
internal sealed record PushMessage(byte[] Plain, string Topic, bool IsUrgent, TimeSpan TimeToLive);

/// <summary>What became of one message to one browser.</summary>
internal enum PushOutcome
{
    /// <summary>The push service has taken it.</summary>
    Taken,

    /// <summary>The subscription is no more.</summary>
    Gone,

    /// <summary>It never will be taken as it is.</summary>
    Refused,

    /// <summary>Another try may succeed.</summary>
    Failed,
}

/// <param name="MessageId">What the push service calls it.</param>
/// <param name="Reason">A word for what went wrong; null where it was taken.</param>
internal sealed record PushAnswer(PushOutcome Outcome, string? MessageId = null, string? Reason = null, TimeSpan? RetryAfter = null);

/// <summary>Hands messages to push services as RFC 8030 says. Their addresses come from browsers: connections are guarded, redirects not followed.</summary>
internal sealed class PushClient : IDisposable
{
    /// <summary>For everything: resolving, connecting, sending, and the head of the answer.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(6);

    private static readonly TimeSpan LongestTimeToLive = TimeSpan.FromDays(28);

    private readonly VapidKeys _keys;
    private readonly WebhookTargets _targets;
    private readonly TimeProvider _clock;
    private readonly HttpClient _http;

    public PushClient(VapidKeys keys, GuardedConnections connections, WebhookTargets targets, TimeProvider clock)
    {
        (_keys, _targets, _clock) = (keys, targets, clock);
        _http = new HttpClient(connections.NewHandler()) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public async Task<PushAnswer> SendAsync(PushSubscription subscription, PushMessage message, CancellationToken ct)
    {
        // What was allowed when the browser subscribed need not be allowed where this runs.
        Result<Uri> target = _targets.Read(subscription.Endpoint);
        if (target.IsFailure)
        {
            return new PushAnswer(PushOutcome.Refused, Reason: "address_refused");
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            using HttpRequestMessage request = Request(target.Value, subscription, message);
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return Read(response);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new PushAnswer(PushOutcome.Failed, Reason: "timeout");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return IsRefusedAddress(e) ? new PushAnswer(PushOutcome.Refused, Reason: "address_refused") : new PushAnswer(PushOutcome.Failed, Reason: "connection_failed");
        }
    }

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(Uri target, PushSubscription subscription, PushMessage message)
    {
        HttpRequestMessage request = new(HttpMethod.Post, target)
        {
            Content = new ByteArrayContent(PushEncryption.Encrypt(message.Plain, subscription.PublicKey, subscription.AuthSecret))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream"), ContentEncoding = { "aes128gcm" } },
            },
        };
        TimeSpan kept = message.TimeToLive < TimeSpan.Zero ? TimeSpan.Zero : message.TimeToLive > LongestTimeToLive ? LongestTimeToLive : message.TimeToLive;
        request.Headers.TryAddWithoutValidation("Authorization", _keys.Authorize(target.GetLeftPart(UriPartial.Authority), _clock.GetUtcNow()));
        request.Headers.Add("TTL", ((long)kept.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", message.IsUrgent ? "high" : "normal");
        request.Headers.Add("Topic", message.Topic);
        return request;
    }

    private PushAnswer Read(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new PushAnswer(PushOutcome.Taken, response.Headers.Location?.OriginalString),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new PushAnswer(PushOutcome.Gone, Reason: "subscription_gone"),
            HttpStatusCode.RequestEntityTooLarge => new PushAnswer(PushOutcome.Refused, Reason: "too_large"),
            HttpStatusCode.TooManyRequests => new PushAnswer(PushOutcome.Failed, Reason: "too_many_requests", RetryAfter: RetryAfter(response)),
            _ when status is 408 or >= 500 => new PushAnswer(PushOutcome.Failed, Reason: "provider_error", RetryAfter: RetryAfter(response)),
            _ => new PushAnswer(PushOutcome.Refused, Reason: "refused"),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        TimeSpan? pause = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - _clock.GetUtcNow());
        return pause > LongestRetryAfter ? LongestRetryAfter : pause;
    }

    private static bool IsRefusedAddress(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException)
            {
                return true;
            }
        }

        return false;
    }
}
