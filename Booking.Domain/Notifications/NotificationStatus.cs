namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

/// <summary>What has become of a notification.</summary>
public enum NotificationStatus
{
    /// <summary>Waits for its time, or for its next try.</summary>
    Pending,

    /// <summary>The channel's provider has taken it.</summary>
    Sent,

    /// <summary>Given up: refused for good, or tried for long enough.</summary>
    Failed,

    /// <summary>Not needed any more, such as a reminder of a booking that was cancelled.</summary>
    Cancelled,

    /// <summary>Not sent, and nobody did anything wrong: nothing to send it with, nobody to send it to, or too late to be of use.</summary>
    Suppressed,
}

/// <summary>The legal moves of a notification. Sending it again makes another one.</summary>
public static class NotificationTransitions
{
    public static readonly TransitionTable<NotificationStatus> Table = new(
        (NotificationStatus.Pending, NotificationStatus.Sent),
        (NotificationStatus.Pending, NotificationStatus.Failed),
        (NotificationStatus.Pending, NotificationStatus.Cancelled),
        (NotificationStatus.Pending, NotificationStatus.Suppressed));
}
