namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

public static class PushErrors
{
    public static readonly Error NotConfigured = Error.NotFound("push_not_configured", "This installation sends no push messages.");

    public static readonly Error SubscriptionNotFound = Error.NotFound("push_subscription_not_found", "There is no such subscription of yours.");

    public static readonly Error EndpointTaken = Error.Conflict("push_endpoint_taken", "Another user has subscribed this browser.");

    public static readonly Error TooMany = Error.Conflict("too_many_push_subscriptions", $"A user has at most {PushSubscription.MaxPerUser} browsers subscribed; remove one first.");
}
