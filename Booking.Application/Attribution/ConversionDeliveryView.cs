namespace Booking.Application.Attribution;

using Booking.Domain.Attribution;

/// <param name="EventId">The booking's number.</param>
/// <param name="SkipReason">Why it is not sent; null otherwise.</param>
/// <param name="AttemptCount">Of all attempts; the last 20 are in <paramref name="Attempts"/>.</param>
/// <param name="NextAttemptAt">Null when there is none.</param>
/// <param name="GiveUpAt">No attempt begins later.</param>
public sealed record ConversionDeliveryView(
    Guid Id,
    Guid BookingId,
    string EventId,
    string EventType,
    ConversionDeliveryStatus Status,
    ConversionSkipReason? SkipReason,
    int AttemptCount,
    IReadOnlyList<ConversionAttempt> Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? NextAttemptAt,
    DateTimeOffset GiveUpAt,
    DateTimeOffset? SentAt)
{
    internal static ConversionDeliveryView Of(ConversionDelivery delivery) => new(
        delivery.Id, delivery.BookingId, delivery.EventId, delivery.EventType, delivery.Status, delivery.SkipReason, delivery.AttemptCount, delivery.Attempts, delivery.CreatedAt,
        delivery.NextAttemptAt, delivery.GiveUpAt, delivery.SentAt);
}
