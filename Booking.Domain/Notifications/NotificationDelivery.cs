namespace Booking.Domain.Notifications;

/// <summary>What the provider has told of a message that it had taken.</summary>
public enum NotificationDelivery
{
    /// <summary>It has arrived.</summary>
    Delivered,

    /// <summary>It was read.</summary>
    Read,

    /// <summary>It has not arrived, and never will.</summary>
    Undelivered,
}
