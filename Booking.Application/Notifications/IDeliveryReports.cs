namespace Booking.Application.Notifications;

using Booking.Domain.Common;
using Booking.Domain.Notifications;

/// <summary>What a provider tells of one message.</summary>
/// <param name="Delivery">Null for a step on the way, such as <c>queued</c>.</param>
/// <param name="Reason">A fixed word, or the provider's code; null where nothing went wrong.</param>
/// <param name="IsUnsubscribed">The recipient has written STOP.</param>
public sealed record DeliveryReport(Guid TenantId, Guid NotificationId, string ProviderId, NotificationDelivery? Delivery, string? Reason, bool IsUnsubscribed);

/// <summary>Reads what a provider posts. Nothing is believed without its signature.</summary>
public interface IDeliveryReports
{
    /// <param name="query">Of the address that was posted to, with its question mark.</param>
    /// <param name="form">In any order; names may come more than once.</param>
    Result<DeliveryReport> Read(string query, IReadOnlyList<KeyValuePair<string, string>> form, string? signature);
}
