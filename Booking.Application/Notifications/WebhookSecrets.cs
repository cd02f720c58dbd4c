namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Notifications;

/// <summary>How the secrets of endpoints lie in the database.</summary>
internal static class WebhookSecrets
{
    public static string SealWebhookSecret(this ISecretBox box, string secret, Guid tenantId, Guid endpointId) => box.Seal(secret, Place(tenantId, endpointId));

    /// <summary>Opens one; one of earlier times lies as it is.</summary>
    public static string OpenWebhookSecret(this ISecretBox box, string kept, WebhookEndpoint endpoint) =>
        box.IsSealed(kept) ? box.Open(kept, Place(endpoint.TenantId, endpoint.Id)) : kept;

    private static string Place(Guid tenantId, Guid endpointId) => $"webhook_endpoints/{tenantId}/{endpointId}";
}
