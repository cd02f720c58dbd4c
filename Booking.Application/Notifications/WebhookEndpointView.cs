namespace Booking.Application.Notifications;

using Booking.Application.Catalog;
using Booking.Domain.Notifications;

/// <param name="EventTypes">Types, groups such as <c>booking.*</c>, or <c>*</c>.</param>
/// <param name="Secret">Signs what is sent. Only in the answers that make it: keep it, it is not shown again.</param>
/// <param name="PreviousSecretUntil">So long the secret before signs too.</param>
/// <param name="FailingSince">Every attempt since then has failed; null after a success.</param>
public sealed record WebhookEndpointView(
    Guid Id,
    string Url,
    string Description,
    IReadOnlyList<string> EventTypes,
    WebhookEndpointStatus Status,
    WebhookDisabledReason? DisabledReason,
    DateTimeOffset? DisabledAt,
    DateTimeOffset? FailingSince,
    string? Secret,
    DateTimeOffset? PreviousSecretUntil,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> AvailableActions)
{
    private static readonly string[] OfActive = ["edit", "disable", "delete", "rotateSecret", "ping"];

    private static readonly string[] OfDisabled = ["edit", "enable", "delete", "rotateSecret"];

    internal static WebhookEndpointView Of(WebhookEndpoint endpoint) => new(
        endpoint.Id, endpoint.Url, endpoint.Description, endpoint.EventTypes, endpoint.Status, endpoint.DisabledReason, endpoint.DisabledAt, endpoint.FailingSince, Secret: null,
        endpoint.PreviousSecretUntil, endpoint.CreatedAt, endpoint.IsActive ? OfActive : OfDisabled);

    internal static Versioned<WebhookEndpointView> Tagged(WebhookEndpoint endpoint) => new(Of(endpoint), endpoint.Version);
}

/// <param name="EventId">The <c>webhook-id</c> that the receiver gets.</param>
/// <param name="AttemptCount">Of all attempts; the last 20 are in <paramref name="Attempts"/>.</param>
/// <param name="NextAttemptAt">Null when there is none.</param>
/// <param name="GiveUpAt">No attempt begins later.</param>
public sealed record WebhookDeliveryView(
    Guid Id,
    Guid EventId,
    string EventType,
    WebhookDeliveryStatus Status,
    int AttemptCount,
    IReadOnlyList<WebhookAttempt> Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset GiveUpAt,
    IReadOnlyList<string> AvailableActions)
{
    internal static WebhookDeliveryView Of(WebhookDelivery delivery) => new(
        delivery.Id, delivery.EventId, delivery.EventType, delivery.Status, delivery.AttemptCount, delivery.Attempts, delivery.CreatedAt, delivery.NextAttemptAt, delivery.GiveUpAt,
        delivery.Status == WebhookDeliveryStatus.Pending ? [] : ["replay"]);
}
