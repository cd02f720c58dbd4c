namespace Booking.Application.Notifications;

using Booking.Domain.Notifications;

/// <summary>What became of one message to one person on one channel.</summary>
/// <param name="Event">What it tells of.</param>
/// <param name="EventId">Null for reminders.</param>
/// <param name="UserId">Null for guests.</param>
/// <param name="To">A mail address or a telephone number; empty where the channel knows by the user.</param>
/// <param name="Reason">Why it failed, was cancelled or suppressed: a word such as <c>channel_not_configured</c>; null otherwise.</param>
/// <param name="ProviderId">What the provider calls it; of mails the Message-ID.</param>
/// <param name="DueAt">When it is to be sent.</param>
/// <param name="NextAttemptAt">Null when there is none.</param>
/// <param name="AttemptCount">Of all tries; the last 20 are in <paramref name="Attempts"/>.</param>
/// <param name="Delivery">What the provider has told since; null for nothing, and on channels whose providers tell nothing.</param>
/// <param name="DeliveryReason">Why it has not arrived: a word, or the provider's code.</param>
/// <param name="ResendOf">The message that it was sent instead of.</param>
public sealed record SentNotificationView(
    Guid Id,
    string Event,
    Guid? EventId,
    NotificationCategory Category,
    NotificationChannel Channel,
    string Language,
    Guid? BookingId,
    Guid? UserId,
    string To,
    NotificationStatus Status,
    string? Reason,
    string? ProviderId,
    DateTimeOffset CreatedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? NextAttemptAt,
    int AttemptCount,
    IReadOnlyList<NotificationAttempt> Attempts,
    DateTimeOffset? SentAt,
    NotificationDelivery? Delivery,
    string? DeliveryReason,
    Guid? ResendOf,
    IReadOnlyList<string> AvailableActions)
{
    private static readonly string[] Resend = ["resend"];

    internal static SentNotificationView Of(Notification row) => new(
        row.Id, row.Kind, row.EventId, row.Category, row.Channel, row.Language, row.BookingId, row.UserId, row.Address, row.Status, row.Reason, row.ProviderId, row.CreatedAt, row.DueAt,
        row.NextAttemptAt, row.AttemptCount, row.Attempts, row.SentAt, row.Delivery, row.DeliveryReason, row.ResendOf, row.Status == NotificationStatus.Pending ? [] : Resend);
}
