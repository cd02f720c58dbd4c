namespace Booking.Api.Tests.Catalog;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>The story of docs/guides/pricing.md.</summary>
[Collection(BookingCollection.Name)]
public sealed class PricingStoryTests(BookingApp app)
{
    [Fact]
    public async Task Pricing_FromTheTenantsSettingsToTheReceipt()
    {
        Shop shop = await Shop.OpenAsync(app);

        // The admin sets taxes, rules, fees and vouchers up.
        await shop.SetTenantAsync(new JsonObject { ["taxMode"] = "exclusive", ["taxRounding"] = "by_sum", ["feeTaxRate"] = 1900 });
        await shop.AddRuleAsync(new JsonObject { ["label"] = "Bulk", ["rate"] = -1000, ["conditions"] = new JsonObject { ["kinds"] = new JsonArray("product"), ["minQuantity"] = 2 } });
        await shop.AddFeeAsync(new JsonObject { ["label"] = "Booking fee", ["amount"] = 250, ["per"] = "order", ["isRefundable"] = false });
        JsonObject voucher = await shop.AddVoucherAsync(new JsonObject
        {
            ["code"] = "WELCOME10",
            ["label"] = "Welcome",
            ["kind"] = "percent",
            ["rate"] = 1000,
            ["usageLimit"] = 100,
            ["perCustomerLimit"] = 1,
        });

        // A customer uses all of them.
        using HttpResponseMessage held = await shop.Customer.HoldWithAsync("welcome10", shop.ProductItem(2));
        JsonObject hold = await held.ShouldAnswerAsync(HttpStatusCode.Created);
        hold.Lines().ShouldBe(["product 2980", "rule -298", "fee 250", "voucher -268"]);
        hold["price"]!["lines"]!.AsArray().Select(line => line!.Text("label")).Skip(1).ShouldBe(["Bulk", "Booking fee", "Welcome (WELCOME10)"]);
        long net = (long)hold["price"]!["net"]!["amount"]!;
        net.ShouldBe(2_664);
        long tax = (long)hold["price"]!["tax"]!["amount"]!;
        (tax, hold["price"]!.Amount()).ShouldBe((506, 3_170));

        // The admin changes everything; the customer's price stays.
        using HttpResponseMessage edited = await shop.Admin.PatchAsync($"api/v1/vouchers/{voucher.Text("id")}", new JsonObject { ["rate"] = 1 }, "\"1\"");
        await edited.ShouldAnswerAsync(HttpStatusCode.OK);
        await shop.SetTenantAsync(new JsonObject { ["taxMode"] = "inclusive" });
        using HttpResponseMessage booked = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        JsonObject booking = await booked.ShouldAnswerAsync(HttpStatusCode.Created);
        booking["price"]!.ToJsonString().ShouldBe(hold["price"]!.ToJsonString());

        // Paid is the gross sum, and the receipt says so.
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        ((long)payment["amount"]!["amount"]!).ShouldBe(net + tax);
        await shop.PlayAsync(payment.Text("id"), "succeed");
        (await shop.Customer.GetJsonAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");
        JsonArray receipts = await Eventually.SatisfiesAsync(
            async () => (await shop.Customer.GetJsonAsync($"api/v1/bookings/{booking.Text("id")}/receipts"))["items"]!.AsArray(), items => items.Count > 0, what: "The receipt");
        ((long)receipts[0]!["total"]!["amount"]!).ShouldBe(net + tax);
        ((int)(await shop.Admin.GetJsonAsync($"api/v1/vouchers/{voucher.Text("id")}"))["used"]!).ShouldBe(1);

        // Once is enough for one customer.
        using HttpResponseMessage again = await shop.Customer.HoldWithAsync("WELCOME10", shop.ProductItem(1));
        await again.ShouldRefuseAsync(409, "voucher_used_up", "/voucherCode");
    }
}
