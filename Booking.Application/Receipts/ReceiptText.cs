namespace Booking.Application.Receipts;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using Booking.Domain.Receipts;
using Booking.Domain.Tenants;

/// <summary>What is printed on the receipt of one payment or refund, in UTC as the year of its number.</summary>
internal static class ReceiptText
{
    // The rate is printed beside it.
    private const string TaxName = "VAT";

    /// <param name="changes">Those that have taken effect, oldest first.</param>
    public static ReceiptDocument Of(Receipt receipt, Booking booking, Payment payment, Tenant tenant, IReadOnlyList<BookingChange> changes)
    {
        // A receipt tells of the sale that was paid, whatever the booking was changed to since.
        Price price = changes.Count > 0 ? changes[0].OldPrice : booking.Price;
        return new ReceiptDocument(
            ReceiptKind.Payment,
            receipt.Number,
            receipt.IssuedAt.ToUniversalTime(),
            booking.Number,
            new ReceiptIssuer(tenant.Name, tenant.Address, tenant.TaxNumber.Length == 0 ? null : tenant.TaxNumber),
            new ReceiptCustomer(booking.Customer.Name, booking.Customer.Email),
            receipt.Total.Currency,
            Inclusive: price.TaxRules.Mode == TaxMode.Inclusive,
            payment.ChangeId is { } changeId ? LinesOf(receipt, changes.FirstOrDefault(change => change.Id == changeId)) : [.. price.Lines.Select(Line)],
            payment.ChangeId is { } id ? TaxesOf(changes.FirstOrDefault(change => change.Id == id)) : [.. price.Taxes.Select(tax => new ReceiptTax(TaxName, tax.Rate, tax.Net.Amount, tax.Tax.Amount))],
            receipt.Total.Amount,
            new ReceiptPayment(payment.Provider, payment.ProviderReference ?? payment.Id.ToString(), payment.SucceededAt ?? receipt.IssuedAt));
    }

    /// <param name="original">The receipt of the payment that it reverses.</param>
    public static ReceiptDocument OfRefund(Receipt receipt, Refund refund, ReceiptDocument original)
    {
        IReadOnlyList<ReceiptTax> taxes = [.. ShareOf(original.Taxes, receipt.Total.Amount, original.Total)];
        // Where taxes are on top, the lines are without them.
        long lines = original.Inclusive ? receipt.Total.Amount : receipt.Total.Amount - taxes.Sum(tax => tax.Tax);
        return original with
        {
            Kind = ReceiptKind.Refund,
            Number = receipt.Number,
            IssuedAt = receipt.IssuedAt.ToUniversalTime(),
            Lines = [new ReceiptLine($"{NameOf(refund.Reason)}, of receipt {receipt.Reverses}", null, lines)],
            Taxes = taxes,
            Total = receipt.Total.Amount,
            Payment = new ReceiptPayment(original.Payment.Provider, refund.ProviderReference ?? refund.Id.ToString(), refund.SettledAt ?? receipt.IssuedAt),
        };
    }

    private static string NameOf(string reason) => reason switch
    {
        RefundReasons.LatePayment => "Payment that came too late",
        RefundReasons.NotNeeded => "Payment that was not needed",
        RefundReasons.Cancellation => "Cancellation",
        RefundReasons.Change => "Change",
        _ => "Refund",
    };

    /// <summary>The taxes in what went back, in the proportions of what was paid; what is left of rounding goes with the last.</summary>
    private static IEnumerable<ReceiptTax> ShareOf(IReadOnlyList<ReceiptTax> taxes, long part, long whole)
    {
        long taxed = taxes.Sum(tax => tax.Net + tax.Tax);
        long left = Portion(taxed, part, whole);
        for (int i = 0; i < taxes.Count; i++)
        {
            ReceiptTax tax = taxes[i];
            long gross = i == taxes.Count - 1 ? left : Portion(tax.Net + tax.Tax, part, whole);
            long share = Portion(tax.Tax, gross, tax.Net + tax.Tax);
            left -= gross;
            yield return tax with { Net = gross - share, Tax = share };
        }
    }

    private static long Portion(long amount, long part, long whole) => whole == 0 ? 0 : (long)decimal.Round((decimal)amount * part / whole, MidpointRounding.AwayFromZero);

    /// <summary>What came and what went, under the name of the change.</summary>
    private static IReadOnlyList<ReceiptLine> LinesOf(Receipt receipt, BookingChange? change) => change is null
        ? [new ReceiptLine("Change that did not take effect", null, receipt.Total.Amount)]
        :
        [
            .. change.Price.Lines.Except(change.OldPrice.Lines).Select(line => Line(line) with { Label = $"Change: {line.Label}" }),
            .. change.OldPrice.Lines.Except(change.Price.Lines).Select(line => new ReceiptLine($"Instead of: {line.Label}", null, -line.Amount.Amount)),
        ];

    private static IReadOnlyList<ReceiptTax> TaxesOf(BookingChange? change) => change is null
        ? []
        : [.. change.Price.Taxes.Select(tax => (tax, Sign: 1)).Concat(change.OldPrice.Taxes.Select(tax => (tax, Sign: -1)))
            .GroupBy(pair => pair.tax.Rate)
            .Select(rate => new ReceiptTax(TaxName, rate.Key, rate.Sum(pair => pair.Sign * pair.tax.Net.Amount), rate.Sum(pair => pair.Sign * pair.tax.Tax.Amount)))
            .Where(tax => tax.Net != 0 || tax.Tax != 0)];

    private static ReceiptLine Line(PriceLine line) => new(line.Label, IsCounted(line) ? line.Quantity : null, line.Amount.Amount);

    private static bool IsCounted(PriceLine line) => line.Code is not (PriceLine.Rule or PriceLine.Fee or PriceLine.Voucher);
}
