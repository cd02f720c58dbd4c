namespace Booking.Domain.Notifications;

/// <summary>What a notification is for; users choose per category.</summary>
public enum NotificationCategory
{
    /// <summary>What happened to something of the recipient's own. Its mails cannot be switched off.</summary>
    Transactional,

    /// <summary>What is about to begin.</summary>
    Reminders,

    /// <summary>Advertising; never without having been asked for.</summary>
    Marketing,
}
