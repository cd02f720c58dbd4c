namespace Booking.Domain.Receipts;

using Booking.Domain.Common;

/// <summary>An immutable document about one payment. Issued in two steps: the number is taken first, then the PDF is stored.</summary>
public sealed class Receipt : AggregateRoot
{
    private Receipt()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>One receipt per payment.</summary>
    public Guid PaymentId { get; private init; }

    /// <summary>Year and running number without gaps per tenant, e.g. <c>2026-000042</c>.</summary>
    public string Number { get; private init; } = "";

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
        Number = FormattableString.Invariant($"{year}-{runningNumber:000000}"),
        Total = total,
        IssuedAt = now,
        ObjectKey = $"{tenantId:N}/receipts/{year}/{id:N}.pdf",
    };

    /// <summary>The PDF is in the store; storing it again changes nothing.</summary>
    public void Stored(DateTimeOffset now)
    {
        if (StoredAt is null)
        {
            StoredAt = now;
            Raise(new ReceiptIssued(Id, BookingId, PaymentId, Number, Total));
        }
    }
}

public sealed record ReceiptIssued(Guid ReceiptId, Guid BookingId, Guid PaymentId, string Number, Money Total) : DomainEvent("receipt.issued", ReceiptId);
