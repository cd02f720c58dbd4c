namespace Booking.Api.Tests.Receipts;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class GetReceiptPdfTests(BookingApp app)
{
    [Fact]
    public async Task GetReceiptPdf_WhenBookingIsPaid_AnswersThePdfOfItsOneReceipt()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.ProductItem(2));

        JsonObject receipt = await ReceiptAsync(shop.Customer, booking.Text("id"));

        receipt.Text("number").ShouldBe($"{DateTime.UtcNow.Year}-000001");
        receipt["total"]!.ToJsonString().ShouldBe(booking["price"]!["total"]!.ToJsonString());
        using HttpResponseMessage pdf = await shop.Customer.GetAsync($"api/v1/receipts/{receipt.Text("id")}/pdf");
        pdf.StatusCode.ShouldBe(HttpStatusCode.OK);
        pdf.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        pdf.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        pdf.Content.Headers.ContentDisposition.FileNameStar.ShouldBe($"receipt-{receipt.Text("number")}.pdf");
        pdf.Headers.CacheControl!.Private.ShouldBeTrue();
        pdf.Headers.CacheControl.NoStore.ShouldBeTrue();
        byte[] file = await pdf.Content.ReadAsByteArrayAsync();
        file.AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
    }

    [Fact]
    public async Task GetReceiptPdf_WhenCallerIsSomebodyElse_Is404()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop other = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.ProductItem(1));
        JsonObject receipt = await ReceiptAsync(shop.Customer, booking.Text("id"));

        foreach (HttpClient client in (HttpClient[])[shop.Guest, shop.Stranger, other.Customer, other.Admin])
        {
            foreach (string path in (string[])[$"api/v1/receipts/{receipt.Text("id")}/pdf", $"api/v1/bookings/{booking.Text("id")}/receipts"])
            {
                using HttpResponseMessage refused = await client.GetAsync(path);
                refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            }
        }

        using HttpResponseMessage admin = await shop.Admin.GetAsync($"api/v1/receipts/{receipt.Text("id")}/pdf");
        admin.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task IssueReceipts_WhenSeveralBookingsArePaidAtOnce_NumbersHaveNoGaps()
    {
        const int Sales = 8;
        Shop shop = await Shop.OpenAsync(app);
        JsonObject[] bookings = await Task.WhenAll(Enumerable.Range(0, Sales).Select(_ => shop.BuyAsync(shop.Customer, shop.ProductItem(1))));

        JsonObject[] receipts = await Task.WhenAll(bookings.Select(booking => ReceiptAsync(shop.Customer, booking.Text("id"))));

        receipts.Select(receipt => receipt.Text("number")).Order().ShouldBe(Enumerable.Range(1, Sales).Select(number => $"{DateTime.UtcNow.Year}-{number:000000}"));
    }

    [Fact]
    public async Task IssueReceipts_WhenRequestHadATrace_TheWorkersEventBelongsToIt()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.ProductItem(1));
        await ReceiptAsync(shop.Customer, booking.Text("id"));
        Guid bookingId = Guid.Parse(booking.Text("id"));

        string confirmed = await app.ScalarAsync<string>($"SELECT trace_parent FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND subject = {bookingId} AND type = 'booking.confirmed'");
        string issued = await app.ScalarAsync<string>($"SELECT trace_parent FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND type = 'receipt.issued'");

        TraceId(issued).ShouldBe(TraceId(confirmed));
        issued.ShouldNotBe(confirmed);
    }

    private static string TraceId(string traceParent) => traceParent.Split('-')[1];

    private static async Task<JsonObject> ReceiptAsync(HttpClient customer, string bookingId)
    {
        JsonArray items = await Eventually.SatisfiesAsync(
            async () => (await customer.ReadAsync($"api/v1/bookings/{bookingId}/receipts"))["items"]!.AsArray(), items => items.Count > 0, what: "The receipt");
        return items.ShouldHaveSingleItem()!.AsObject();
    }
}
