namespace Booking.Application.Notifications;

/// <summary>One call of a receiver.</summary>
/// <param name="Id">The <c>webhook-id</c>.</param>
/// <param name="Signature">The <c>webhook-signature</c>, made for <paramref name="SentAt"/>.</param>
public sealed record WebhookCall(string Url, Guid Id, DateTimeOffset SentAt, string Signature, string Body);

/// <param name="StatusCode">Null when there was no answer.</param>
/// <param name="Error">Null for 2xx; else one of the words of <see cref="Domain.Notifications.WebhookAttempt"/>.</param>
/// <param name="RetryAfter">What the receiver asks for.</param>
/// <param name="Excerpt">How an answer that was no success began, on one line.</param>
public sealed record WebhookAnswer(int? StatusCode, string? Error, TimeSpan Duration, TimeSpan? RetryAfter = null, string? Excerpt = null);

/// <summary>
/// Posts to receivers that tenants have chosen. Never throws for what a receiver does, follows no redirect, connects to no address that
/// is not allowed, and is done within its time limit.
/// </summary>
public interface IWebhookSender
{
    Task<WebhookAnswer> SendAsync(WebhookCall call, CancellationToken ct);
}
