namespace Booking.Application.Receipts;

/// <summary>
/// Everything that is printed on a receipt, fixed at the time it was issued: a later change of the tenant, the booking
/// or the prices must not change it. All amounts are in minor units of <see cref="Currency"/>.
/// </summary>
/// <param name="IssuedAt">Printed with its own offset, so pass it in the tenant's time zone.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Inclusive">True: the lines contain their tax. False: the taxes are added to the lines.</param>
/// <param name="Total">What was paid, or paid back where <see cref="Kind"/> is a refund; printed as given, never recomputed.</param>
public sealed record ReceiptDocument(
    ReceiptKind Kind,
    string Number,
    DateTimeOffset IssuedAt,
    string BookingNumber,
    ReceiptIssuer Tenant,
    ReceiptCustomer Customer,
    string Currency,
    bool Inclusive,
    IReadOnlyList<ReceiptLine> Lines,
    IReadOnlyList<ReceiptTax> Taxes,
    long Total,
    ReceiptPayment Payment);

public enum ReceiptKind
{
    /// <summary>Money came in.</summary>
    Payment,

    /// <summary>Money went back; the document refers to the same booking as the payment's receipt.</summary>
    Refund,
}

/// <param name="Address">Postal address; line breaks separate its lines.</param>
public sealed record ReceiptIssuer(string Name, string Address, string? TaxId);

public sealed record ReceiptCustomer(string Name, string Email);

/// <param name="Quantity">Null where a count has no meaning (a fee, a discount).</param>
/// <param name="Amount">Of the whole line, in minor units; negative for a discount.</param>
public sealed record ReceiptLine(string Label, int? Quantity, long Amount);

/// <param name="RateBasisPoints">2000 is 20 %.</param>
/// <param name="Net">Taxed amount without this tax, in minor units.</param>
/// <param name="Tax">In minor units.</param>
public sealed record ReceiptTax(string Label, int RateBasisPoints, long Net, long Tax);

/// <param name="Reference">The provider's own id of the payment or refund.</param>
public sealed record ReceiptPayment(string Provider, string Reference, DateTimeOffset PaidAt);
