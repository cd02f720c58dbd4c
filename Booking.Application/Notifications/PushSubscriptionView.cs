namespace Booking.Application.Notifications;

using Booking.Domain.Notifications;

/// <summary>The key that a browser subscribes with.</summary>
/// <param name="PublicKey">For <c>applicationServerKey</c>: an uncompressed point of P-256 in base64url.</param>
public sealed record PushKeyView(string PublicKey);

/// <summary>A browser of the caller's; without what would let somebody send there.</summary>
/// <param name="Service">The host of the browser's push service.</param>
public sealed record PushSubscriptionView(Guid Id, string Service, DateTimeOffset CreatedAt)
{
    internal static PushSubscriptionView Of(PushSubscription subscription) => new(subscription.Id, new Uri(subscription.Endpoint).Host, subscription.CreatedAt);
}
