namespace Booking.Application.Receipts;

using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using Booking.Domain.Receipts;
using Booking.Domain.Tenants;

/// <summary>What is printed on the receipt of one payment, in UTC as the year of its number.</summary>
internal static class ReceiptText
{
    // The rate is printed beside it.
    private const string TaxName = "VAT";

    public static ReceiptDocument Of(Receipt receipt, Booking booking, Payment payment, Tenant tenant) => new(
        ReceiptKind.Payment,
        receipt.Number,
        receipt.IssuedAt.ToUniversalTime(),
        booking.Number,
        new ReceiptIssuer(tenant.Name, tenant.Address, tenant.TaxNumber.Length == 0 ? null : tenant.TaxNumber),
        new ReceiptCustomer(booking.Customer.Name, booking.Customer.Email),
        receipt.Total.Currency,
        Inclusive: booking.Price.TaxRules.Mode == TaxMode.Inclusive,
        [.. booking.Price.Lines.Select(line => new ReceiptLine(line.Label, IsCounted(line) ? line.Quantity : null, line.Amount.Amount))],
        [.. booking.Price.Taxes.Select(tax => new ReceiptTax(TaxName, tax.Rate, tax.Net.Amount, tax.Tax.Amount))],
        receipt.Total.Amount,
        new ReceiptPayment(payment.Provider, payment.ProviderReference ?? payment.Id.ToString(), payment.SucceededAt ?? receipt.IssuedAt));

    private static bool IsCounted(PriceLine line) => line.Code is not (PriceLine.Rule or PriceLine.Fee or PriceLine.Voucher);
}
