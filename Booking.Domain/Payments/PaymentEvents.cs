namespace Booking.Domain.Payments;

using Booking.Domain.Common;

public sealed record PaymentSucceeded(Guid PaymentId, Guid BookingId, Money Amount) : DomainEvent("payment.succeeded", PaymentId);

public sealed record PaymentFailed(Guid PaymentId, Guid BookingId) : DomainEvent("payment.failed", PaymentId);

public sealed record PaymentRefunded(Guid PaymentId, Guid BookingId, Guid RefundId, Money Amount, string Reason) : DomainEvent("payment.refunded", PaymentId);

/// <summary>Money has to go back; the refunds worker asks the provider.</summary>
public sealed record RefundRequested(Guid RefundId, Guid PaymentId, Guid BookingId, Money Amount, string Reason) : DomainEvent("payment.refund_requested", PaymentId);
