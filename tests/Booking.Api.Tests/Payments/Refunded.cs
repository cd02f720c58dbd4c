namespace Booking.Api.Tests.Payments;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;

internal static class Refunded
{
    /// <summary>All of a payment has gone back, once: in our books and in the provider's.</summary>
    public static async Task ShouldBeRefundedAsync(this Shop shop, HttpClient customer, JsonObject payment, string reason)
    {
        Guid id = Guid.Parse(payment.Text("id"));
        long amount = (long)payment["amount"]!["amount"]!;
        JsonObject refunded = await Eventually.SatisfiesAsync(
            () => customer.ReadAsync($"api/v1/payments/{id}"), seen => seen.Text("status") == "refunded", what: $"The refund for {reason}");
        ((long)refunded["refunded"]!["amount"]!).ShouldBe(amount);
        (await shop.App.ScalarAsync<string>(
            $"SELECT string_agg(format('%s %s %s', reason, amount_amount, settled_at IS NOT NULL), ',') FROM refunds WHERE tenant_id = {shop.TenantId} AND payment_id = {id}"))
            .ShouldBe($"{reason} {amount} t");
        (await shop.App.ScalarAsync<long>($"SELECT refunded FROM sandbox_payments WHERE tenant_id = {shop.TenantId} AND payment_id = {id}")).ShouldBe(amount);
        (await shop.MessagesAsync("payment.refunded", payment.Text("id"))).ShouldBe(1);
    }
}
