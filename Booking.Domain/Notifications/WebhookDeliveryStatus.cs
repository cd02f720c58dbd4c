namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

public enum WebhookDeliveryStatus
{
    /// <summary>Waits for its next attempt.</summary>
    Pending,

    /// <summary>The receiver has answered 2xx.</summary>
    Succeeded,

    /// <summary>Given up after 72 hours, or because the receiver is gone.</summary>
    Failed,
}

public static class WebhookDeliveryTransitions
{
    public static readonly TransitionTable<WebhookDeliveryStatus> Table = new(
        (WebhookDeliveryStatus.Pending, WebhookDeliveryStatus.Succeeded),
        (WebhookDeliveryStatus.Pending, WebhookDeliveryStatus.Failed),
        (WebhookDeliveryStatus.Succeeded, WebhookDeliveryStatus.Pending),
        (WebhookDeliveryStatus.Failed, WebhookDeliveryStatus.Pending));
}
