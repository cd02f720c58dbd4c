namespace Booking.Domain.Receipts;

using Booking.Domain.Common;

/// <summary>
/// An immutable document about one payment, or about money that went back of it: then it reverses the payment's, wholly or in part. Issued in
/// two steps: the number is taken first, then the PDF is stored.
/// </summary>
public sealed class Receipt : AggregateRoot
{
    private Receipt()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>One receipt per payment.</summary>
    public Guid PaymentId { get; private init; }

    /// <summary>One receipt per refund; null where it is about the payment itself.</summary>
    public Guid? RefundId { get; private init; }

    /// <summary>The number of the payment's receipt, where it is about a refund.</summary>
    public string? Reverses { get; private init; }

    /// <summary>Year and running number without gaps per tenant, e.g. <c>2026-000042</c>; payments and refunds share one series.</summary>
    public string Number { get; private init; } = "";

    /// <summary>What was paid, or what went back; never negative.</summary>
    public Money Total { get; private init; }

    public DateTimeOffset IssuedAt { get; private init; }

    /// <summary>Where the PDF lies in the object store.</summary>
    public string ObjectKey { get; private init; } = "";

    /// <summary>Null while the PDF has not been stored; such a receipt is not shown.</summary>
    public DateTimeOffset? StoredAt { get; private set; }

    public static Receipt Take(Guid id, Guid tenantId, Guid bookingId, Guid paymentId, int year, long runningNumber, Money total, DateTimeOffset now) => new()
    {
        Id = id,
        TenantId = tenantId,
        BookingId = bookingId,
        PaymentId = paymentId,
        Number = NumberOf(year, runningNumber),
        Total = total,
        IssuedAt = now,
        ObjectKey = KeyOf(tenantId, year, id),
    };

    /// <summary>The opposite document of this one.</summary>
    public Receipt Reverse(Guid id, Guid refundId, int year, long runningNumber, Money total, DateTimeOffset now) => new()
    {
        Id = id,
        TenantId = TenantId,
        BookingId = BookingId,
        PaymentId = PaymentId,
        RefundId = refundId,
        Reverses = Number,
        Number = NumberOf(year, runningNumber),
        Total = total,
        IssuedAt = now,
        ObjectKey = KeyOf(TenantId, year, id),
    };

    /// <summary>The PDF is in the store; storing it again changes nothing.</summary>
    public void Stored(DateTimeOffset now)
    {
        if (StoredAt is null)
        {
            StoredAt = now;
            Raise(new ReceiptIssued(Id, BookingId, PaymentId, RefundId, Number, Total));
        }
    }

    private static string NumberOf(int year, long runningNumber) => FormattableString.Invariant($"{year}-{runningNumber:000000}");

    private static string KeyOf(Guid tenantId, int year, Guid id) => $"{tenantId:N}/receipts/{year}/{id:N}.pdf";
}

/// <param name="RefundId">Null where it is about the payment itself.</param>
public sealed record ReceiptIssued(Guid ReceiptId, Guid BookingId, Guid PaymentId, Guid? RefundId, string Number, Money Total) : DomainEvent("receipt.issued", ReceiptId);
