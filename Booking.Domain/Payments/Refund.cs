namespace Booking.Domain.Payments;

using Booking.Domain.Common;

/// <summary>Money that goes back for one payment. Its id is the provider's idempotency key, so asking twice pays once.</summary>
public sealed class Refund
{
    private Refund()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid PaymentId { get; private init; }

    public Money Amount { get; private init; }

    /// <summary>One of <see cref="RefundReasons"/>.</summary>
    public string Reason { get; private init; } = "";

    public DateTimeOffset RequestedAt { get; private init; }

    public DateTimeOffset? SettledAt { get; private set; }

    public string? ProviderReference { get; private set; }

    public bool IsSettled => SettledAt is not null;

    internal static Refund Request(Guid id, Guid tenantId, Guid paymentId, Money amount, string reason, DateTimeOffset now) => new()
    {
        Id = id,
        TenantId = tenantId,
        PaymentId = paymentId,
        Amount = amount,
        Reason = reason,
        RequestedAt = now,
    };

    /// <summary>The provider has paid it back.</summary>
    public void Settle(string providerReference, DateTimeOffset now) => (ProviderReference, SettledAt) = (providerReference, now);
}

/// <summary>Why money goes back.</summary>
public static class RefundReasons
{
    /// <summary>Paid after the hold ended, and the inventory was gone.</summary>
    public const string LatePayment = "late_payment";

    /// <summary>The booking had been paid already, or needs no payment any more.</summary>
    public const string NotNeeded = "payment_not_needed";

    /// <summary>The booking, or a part of it, was cancelled.</summary>
    public const string Cancellation = "cancellation";

    /// <summary>What the booking was changed to costs less.</summary>
    public const string Change = "change";
}
