namespace Booking.Api.Tests.Receipts;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Bookings;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class RefundReceiptTests(BookingApp app)
{
    [Fact]
    public async Task IssueReceipts_WhenMoneyGoesBack_ReversesThePaymentsReceiptInTheSameSeries()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.TicketItem(2));
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";
        await ReceiptsAsync(shop.Customer, booking, 1);

        JsonObject first = await CancellationTests.CancelAsync(shop.Customer, path, """{"items":[{"item":0,"quantity":1}]}""");
        await ReceiptsAsync(shop.Customer, booking, 2);
        JsonObject second = await CancellationTests.CancelAsync(shop.Customer, path, "{}");

        JsonObject[] receipts = await ReceiptsAsync(shop.Customer, booking, 3);
        string original = $"{DateTime.UtcNow.Year}-000001";
        receipts.Select(receipt => receipt.Text("number")).ShouldBe(Enumerable.Range(1, 3).Select(number => $"{DateTime.UtcNow.Year}-{number:000000}"));
        receipts.Select(receipt => receipt.Text("kind")).ShouldBe(["payment", "refund", "refund"]);
        receipts.Select(receipt => (string?)receipt["reverses"]).ShouldBe([null, original, original]);
        receipts.Skip(1).Select(receipt => receipt.Amount()).ShouldBe([CancellationTests.Amount(first, "refund"), CancellationTests.Amount(second, "refund")]);
        using HttpResponseMessage pdf = await shop.Customer.GetAsync(new Uri($"api/v1/receipts/{receipts[2].Text("id")}/pdf", UriKind.Relative));
        pdf.StatusCode.ShouldBe(HttpStatusCode.OK);
        pdf.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe($"receipt-{receipts[2].Text("number")}.pdf");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND type = 'receipt.issued'")).ShouldBe(3);
    }

    [Fact]
    public async Task IssueReceipts_WhenMoneyCameTooLate_HasAReceiptOfBothWays()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        await CancellationTests.CancelAsync(shop.Customer, $"api/v1/bookings/{booking.Text("id")}/cancellations", "{}");

        await shop.PlayAsync(payment.Text("id"), "succeed");

        JsonObject[] receipts = await ReceiptsAsync(shop.Customer, booking, 2);
        receipts.Select(receipt => receipt.Text("kind")).ShouldBe(["payment", "refund"]);
        receipts[1].Amount().ShouldBe(receipts[0].Amount());
        receipts[1].Text("reverses").ShouldBe(receipts[0].Text("number"));
    }

    private static async Task<JsonObject[]> ReceiptsAsync(HttpClient customer, JsonObject booking, int count)
    {
        JsonArray items = await Eventually.SatisfiesAsync(
            async () => (await customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}/receipts"))["items"]!.AsArray(), items => items.Count == count, TimeSpan.FromSeconds(60), $"{count} receipts");
        return [.. items.Select(item => item!.AsObject()).OrderBy(item => item.Text("number"))];
    }
}
