namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;

public sealed record BookingAwaitingPayment(Guid BookingId, string Number, Guid? CustomerId, DateTimeOffset PayBefore, Money Total)
    : DomainEvent("booking.awaiting_payment", BookingId);

/// <param name="PaymentId">The payment that confirmed it; null when there was nothing to pay.</param>
public sealed record BookingConfirmed(Guid BookingId, string Number, Guid? CustomerId, Guid? PaymentId, IReadOnlyList<HoldItem> Items, Money Total)
    : DomainEvent("booking.confirmed", BookingId);

public sealed record BookingExpired(Guid BookingId, string Number) : DomainEvent("booking.expired", BookingId);
