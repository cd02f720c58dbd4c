namespace Booking.Domain.Notifications;

/// <summary>A way on which people are told of something.</summary>
public enum NotificationChannel
{
    /// <summary>A mail, with documents and a calendar entry where there are any.</summary>
    Email,

    /// <summary>A text message to a telephone; with consent only.</summary>
    Sms,

    /// <summary>A WhatsApp message; with consent only.</summary>
    Whatsapp,

    /// <summary>A message to the browsers that a user has subscribed.</summary>
    Push,

    /// <summary>The list of messages that a user reads in the application itself.</summary>
    Inbox,
}
