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

    private static async Task<string> RenderAsync(TaxMode mode)
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
        return (await Poppler.Pages(new PdfReceiptRenderer(SystemFonts.Install()).Render(ReceiptText.Of(receipt, booking, payment, tenant, [])))).ShouldHaveSingleItem();
    }

    private static string Row(string page, string start) => page.Split('\n').Select(line => line.Trim()).First(line => line.StartsWith(start, StringComparison.Ordinal));

    private static Money Eur(long amount) => new(amount, "EUR");
}
