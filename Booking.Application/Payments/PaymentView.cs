namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Payments;

/// <param name="ChangeId">The change whose difference it pays; null where it pays the booking.</param>
/// <param name="CheckoutUrl">Where the customer pays.</param>
/// <param name="ClientSecret">For the provider's own widgets; null where it has none.</param>
public sealed record PaymentView(
    Guid Id,
    Guid BookingId,
    Guid? ChangeId,
    PaymentStatus Status,
    string Provider,
    Money Amount,
    Money Refunded,
    string? CheckoutUrl,
    string? ClientSecret,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SucceededAt) : ISecretAnswer
{
    bool ISecretAnswer.HasSecret => ClientSecret is not null;

    public static PaymentView Of(Payment payment, string? clientSecret = null) => new(
        payment.Id, payment.BookingId, payment.ChangeId, payment.Status, payment.Provider, payment.Amount, payment.Amount with { Amount = payment.RefundedAmount },
        payment.CheckoutUrl, clientSecret, payment.CreatedAt, payment.SucceededAt);
}
