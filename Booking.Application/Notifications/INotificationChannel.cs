namespace Booking.Application.Notifications;

using Booking.Domain.Notifications;

/// <summary>
/// A way out of the house. Called in a scope of the tenant and outside of any transaction. Never throws for what the provider does: every
/// refusal is an answer. Is done within its own time limit, which is shorter than <see cref="Lease"/>.
/// Writes neither addresses nor texts to any log.
/// </summary>
public interface INotificationChannel
{
    /// <summary>So long a message belongs to the process that sends it; then somebody else sends it again.</summary>
    static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    NotificationChannel Channel { get; }

    Task<ChannelAnswer> SendAsync(OutgoingNotification notification, CancellationToken ct);
}

/// <summary>One message, ready to be sent. Texts are in its language, complete, and safe for the medium of its channel.</summary>
/// <param name="Id">The same on every try: what a provider knows repetitions by is made from it.</param>
/// <param name="Kind">What it tells of, such as <c>booking.confirmed</c>.</param>
/// <param name="UserId">Null for guests.</param>
/// <param name="To">A mail address, or a telephone number in E.164; empty for push, which goes to the browsers of <paramref name="UserId"/>.</param>
/// <param name="Subject">One line: of mails and push messages; empty for SMS and WhatsApp.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">A whole document; of mails only.</param>
/// <param name="Link">Where the application shows more of it, as a path such as <c>/bookings/{id}</c>; null where there is no such place.</param>
/// <param name="IsUrgent">It is worth waking somebody.</param>
/// <param name="ExpiresAt">Later it is of no use; null where it always is.</param>
public sealed record OutgoingNotification(
    Guid Id,
    Guid TenantId,
    NotificationChannel Channel,
    string Kind,
    string Language,
    Guid? UserId,
    string To,
    string ToName,
    string Subject,
    string Text,
    string? Html,
    string? Link,
    bool IsUrgent,
    DateTimeOffset? ExpiresAt)
{
    /// <summary>Who it is from, as people know the tenant.</summary>
    public string FromName { get; init; } = "";

    /// <summary>Of mails only.</summary>
    public IReadOnlyList<NotificationFile> Files { get; init; } = [];

    /// <summary>Of mails only: one entry each.</summary>
    public IReadOnlyList<NotificationCalendar> Calendars { get; init; } = [];
}

/// <param name="Name">A plain file name, such as <c>receipt-2026-000042.pdf</c>.</param>
public sealed record NotificationFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);

/// <param name="Method"><c>REQUEST</c> or <c>CANCEL</c> (RFC 5546).</param>
/// <param name="Text">A whole iCalendar object (RFC 5545) with the same method.</param>
public sealed record NotificationCalendar(string Method, string Text);

/// <summary>What became of one try.</summary>
public enum ChannelOutcome
{
    /// <summary>The provider has taken it.</summary>
    Sent,

    /// <summary>It has not, for now: worth another try.</summary>
    Failed,

    /// <summary>It never will: no other try.</summary>
    Refused,

    /// <summary>There is nobody to send it to, or nothing to send it with; nobody did anything wrong.</summary>
    Suppressed,
}

/// <param name="ProviderId">What the provider calls it; null where it has said nothing.</param>
/// <param name="Reason">A fixed word such as <c>timeout</c> for what went wrong, never a part of the provider's answer; null after a success.</param>
/// <param name="RetryAfter">What the provider asks for.</param>
public sealed record ChannelAnswer(ChannelOutcome Outcome, string? ProviderId = null, string? Reason = null, TimeSpan? RetryAfter = null)
{
    /// <summary>Nobody has set the channel up.</summary>
    public static readonly ChannelAnswer NotConfigured = new(ChannelOutcome.Suppressed, Reason: "channel_not_configured");

    /// <summary>The recipient cannot be reached on this channel, such as a user without a subscribed browser.</summary>
    public static readonly ChannelAnswer NoAddress = new(ChannelOutcome.Suppressed, Reason: "no_address");

    public static ChannelAnswer Sent(string? providerId) => new(ChannelOutcome.Sent, providerId);

    public static ChannelAnswer Failed(string reason, TimeSpan? retryAfter = null) => new(ChannelOutcome.Failed, Reason: reason, RetryAfter: retryAfter);

    public static ChannelAnswer Refused(string reason, string? providerId = null) => new(ChannelOutcome.Refused, providerId, reason);
}
