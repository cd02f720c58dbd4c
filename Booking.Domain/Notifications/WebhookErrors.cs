namespace Booking.Domain.Notifications;

using Booking.Domain.Common;

public static class WebhookErrors
{
    public static readonly Error EndpointNotFound = Error.NotFound("webhook_endpoint_not_found", "There is no such webhook endpoint.");

    public static readonly Error DeliveryNotFound = Error.NotFound("webhook_delivery_not_found", "There is no such delivery of this endpoint.");

    public static readonly Error Disabled = Error.Conflict("webhook_endpoint_disabled", "The endpoint is disabled; switch it on first.");

    public static readonly Error TooMany = Error.Conflict("too_many_webhook_endpoints", $"A tenant has at most {WebhookEndpoint.MaxPerTenant} webhook endpoints.");
}
