namespace Booking.Domain.Payments;

using Booking.Domain.Common;

/// <summary>Where a payment stands.</summary>
public enum PaymentStatus
{
    /// <summary>Opened at the provider; the customer has not finished it.</summary>
    Pending,

    /// <summary>The money is ours.</summary>
    Succeeded,

    /// <summary>The provider refused it.</summary>
    Failed,

    /// <summary>Withdrawn before it was paid.</summary>
    Cancelled,

    /// <summary>A part went back.</summary>
    PartiallyRefunded,

    /// <summary>All of it went back.</summary>
    Refunded,
}

/// <summary>The legal moves of a payment.</summary>
public static class PaymentTransitions
{
    public static readonly TransitionTable<PaymentStatus> Table = new(
        (PaymentStatus.Pending, PaymentStatus.Succeeded),
        (PaymentStatus.Pending, PaymentStatus.Failed),
        (PaymentStatus.Pending, PaymentStatus.Cancelled),
        // Providers do not keep order: a success can overtake or follow a failure or our own withdrawal, and the money is real.
        (PaymentStatus.Failed, PaymentStatus.Succeeded),
        (PaymentStatus.Cancelled, PaymentStatus.Succeeded),
        (PaymentStatus.Succeeded, PaymentStatus.PartiallyRefunded),
        (PaymentStatus.Succeeded, PaymentStatus.Refunded),
        (PaymentStatus.PartiallyRefunded, PaymentStatus.PartiallyRefunded),
        (PaymentStatus.PartiallyRefunded, PaymentStatus.Refunded));
}
