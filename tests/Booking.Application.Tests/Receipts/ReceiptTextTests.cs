namespace Booking.Application.Tests.Receipts;

using Booking.Application.Receipts;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Payments;
using Booking.Domain.Receipts;
using Booking.Domain.Tenants;
using Booking.Infrastructure.Receipts;
using Shouldly;
using Xunit;

/// <summary>The price of a booking as its receipt prints it.</summary>
public sealed class ReceiptTextTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Of_WhenTaxIsAdded_PrintsDiscountsFeesSubtotalTaxesAndTheGrossTotal()
    {
        string page = await RenderAsync(TaxMode.Exclusive);

        Row(page, "Honey").ShouldMatch(@"^Honey +2 +29\.80$");
        Row(page, "Bulk").ShouldMatch(@"^Bulk +-2\.98$");
        Row(page, "Booking fee").ShouldMatch(@"^Booking fee +2\.50$");
        Row(page, "Welcome (WELCOME10)").ShouldMatch(@"^Welcome \(WELCOME10\) +-2\.68$");
        Row(page, "Subtotal").ShouldEndWith("26.64");
        Row(page, "VAT 19 %").ShouldEndWith("5.06");
        Row(page, "Total").ShouldEndWith("EUR 31.70");
        page.ShouldNotContain("Prices include");
    }

    [Fact]
    public async Task Of_WhenTaxIsInside_PrintsItBelowTheTotal()
    {
        string page = await RenderAsync(TaxMode.Inclusive);

        Row(page, "Total").ShouldEndWith("EUR 26.64");
        Row(page, "VAT ").ShouldMatch(@"^VAT +19 % +22\.39 +4\.25$");
        page.ShouldContain("Prices include the taxes below.");
        page.ShouldNotContain("Subtotal");
    }

    [Theory]
    [InlineData(TaxMode.Inclusive, 2_664, 2_239, 425)]
    [InlineData(TaxMode.Exclusive, 3_170, 2_664, 506)]
    [InlineData(TaxMode.Inclusive, 1_000, 840, 160)]
    [InlineData(TaxMode.Exclusive, 1_000, 840, 160)]
    public void OfRefund_WhenMoneyWentBack_SharesTheTaxesAndAddsUp(TaxMode mode, long amount, long net, long tax)
    {
        (Receipt receipt, ReceiptDocument original) = Issue(mode);
        Payment payment = Payment.Open(receipt.PaymentId, receipt.TenantId, receipt.BookingId, "sandbox", receipt.Total, Now);
        payment.Succeed(receipt.Total, Now);
        Refund refund = payment.RequestRefund(Guid.CreateVersion7(), Eur(amount), RefundReasons.Cancellation, Now).Value.ShouldNotBeNull();
        refund.Settle("re_1", Now.AddDays(1));

        ReceiptDocument document = ReceiptText.OfRefund(receipt.Reverse(Guid.CreateVersion7(), refund.Id, 2027, 43, refund.Amount, Now.AddDays(1)), refund, original);

        (document.Kind, document.Number, document.Total).ShouldBe((ReceiptKind.Refund, "2027-000043", amount));
        ReceiptTax share = document.Taxes.ShouldHaveSingleItem();
        (share.Net, share.Tax).ShouldBe((net, tax));
        ReceiptLine line = document.Lines.ShouldHaveSingleItem();
        line.Label.ShouldBe("Cancellation, of receipt 2027-000042");
        line.Amount.ShouldBe(mode == TaxMode.Inclusive ? amount : amount - tax);
        (document.Payment.Reference, document.Payment.PaidAt).ShouldBe(("re_1", Now.AddDays(1)));
    }

    private static async Task<string> RenderAsync(TaxMode mode) =>
        (await Poppler.Pages(new PdfReceiptRenderer(SystemFonts.Install()).Render(Issue(mode).Document))).ShouldHaveSingleItem();

    private static (Receipt Receipt, ReceiptDocument Document) Issue(TaxMode mode)
    {
        Price price = Price.Of(
            [
                new PriceLine("product", "Honey", Eur(2_980), 0, 2, 1_900),
                new PriceLine(PriceLine.Rule, "Bulk", Eur(-298), 0, 1, 1_900),
                new PriceLine(PriceLine.Fee, "Booking fee", Eur(250), null, 1, 1_900) { IsRefundable = false },
                new PriceLine(PriceLine.Voucher, "Welcome (WELCOME10)", Eur(-268), 0, 1, 1_900),
            ],
            new TaxRules(mode, TaxRounding.BySum)).Value.ShouldNotBeNull();
        Guid tenantId = Guid.CreateVersion7();
        HoldItem item = new(ItemKinds.Product, Guid.CreateVersion7(), "Honey", 2, null, null, null, [], new Dictionary<string, string>());
        Hold hold = Hold.Place(Guid.CreateVersion7(), tenantId, null, null, [new Grant(item, [], price.Lines, TimeSpan.FromMinutes(10))], price, Now).Value.ShouldNotBeNull();
        Domain.Bookings.Booking booking = Domain.Bookings.Booking.Make(
            Guid.CreateVersion7(), "BK-7F3K9Q", hold, new Customer("Ada Demo", "ada@example.org", null), [], new Dictionary<string, string>(), TimeSpan.FromMinutes(15), Now);
        Payment payment = Payment.Open(Guid.CreateVersion7(), tenantId, booking.Id, "sandbox", price.Total, Now);
        payment.Succeed(price.Total, Now).IsSuccess.ShouldBeTrue();
        Receipt receipt = Receipt.Take(Guid.CreateVersion7(), tenantId, booking.Id, payment.Id, 2027, 42, price.Total, Now);
        Tenant tenant = Tenant.Create(tenantId, "demo", "Demo", "Unter den Linden 1", "DE123456789", "EUR", allowsGuests: true, Now);
        return (receipt, ReceiptText.Of(receipt, booking, payment, tenant, []));
    }

    private static string Row(string page, string start) => page.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith(start, StringComparison.Ordinal));

    private static Money Eur(long amount) => new(amount, "EUR");
}
