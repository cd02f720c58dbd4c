namespace Booking.Api.Tests.Payments;

using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Money that arrives after the time to pay: the inventory is taken again where it is free, else all of it goes back. Nobody's booking is touched.</summary>
[Collection(BookingCollection.Name)]
public sealed class LatePaymentTests(BookingApp app)
{
    private static readonly Dictionary<string, Func<Shop, JsonNode>> Kinds = new()
    {
        ["slot"] = shop => shop.CarItem(),
        ["quota"] = shop => shop.ProductItem(2).With("productId", shop.ScarceProduct),
        ["seat"] = shop => shop.SeatItem("A-1", "A-2"),
        ["leg"] = shop => shop.LegItem(1, 3, "4A"),
    };

    [Theory]
    [InlineData("slot", "late")]
    [InlineData("quota", "late")]
    [InlineData("seat", "late")]
    [InlineData("leg", "late")]
    [InlineData("slot quota seat leg", "late")]
    [InlineData("slot quota seat leg", "lapsed")]
    public async Task LatePayment_WhenTheInventoryIsStillFree_TakesItAgainAndConfirms(string kinds, string how)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, Items(shop, kinds));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));

        if (how == "late")
        {
            await shop.PlayAsync(payment.Text("id"), "late");
        }
        else
        {
            await shop.LapseAsync(booking.Text("holdId"));
            await shop.PlayAsync(payment.Text("id"), "succeed");
        }

        JsonObject confirmed = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        confirmed.Text("status").ShouldBe("confirmed");
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldAllBe(claim => claim.EndsWith(" booked", StringComparison.Ordinal));
        (await shop.Customer.ReadAsync($"api/v1/payments/{payment.Text("id")}")).Text("status").ShouldBe("succeeded");
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(1);
        (await PoolsAsync(shop)).ShouldBe(kinds.Contains("quota", StringComparison.Ordinal) ? "held 0, sold 100" : "held 0, sold 98");
        foreach (string kind in kinds.Split(' '))
        {
            using HttpResponseMessage second = await shop.Stranger.PostAsync("api/v1/holds", Shop.Items(Kinds[kind](shop)));
            await second.ShouldRefuseAsync(409, kind == "quota" ? "sold_out" : "inventory_conflict");
        }
    }

    [Theory]
    [InlineData("slot", "slot", "late")]
    [InlineData("quota", "quota", "late")]
    [InlineData("seat", "seat", "late")]
    [InlineData("leg", "leg", "late")]
    [InlineData("slot quota seat leg", "slot quota seat leg", "late")]
    [InlineData("slot quota seat leg", "slot quota seat leg", "succeed")]
    [InlineData("slot quota seat leg", "slot", "late")]
    [InlineData("slot quota seat leg", "quota", "late")]
    [InlineData("slot quota seat leg", "seat", "succeed")]
    [InlineData("slot quota seat leg", "leg", "succeed")]
    public async Task LatePayment_WhenAnotherHasTheInventory_GoesBackInFullAndTheOtherKeepsIt(string kinds, string taken, string outcome)
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, Items(shop, kinds));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        await shop.LapseAsync(booking.Text("holdId"));
        JsonObject theirs = await shop.BuyAsync(shop.Stranger, Items(shop, taken));
        string[] theirClaims = await shop.ClaimsAsync(theirs.Text("holdId"));
        theirs.Text("status").ShouldBe("confirmed");

        await shop.PlayAsync(payment.Text("id"), outcome);
        await shop.PlayAsync(payment.Text("id"), "succeed");

        await shop.ShouldBeRefundedAsync(shop.Customer, payment, "late_payment");
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("expired");
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldNotContain(claim => claim.EndsWith(" held", StringComparison.Ordinal) || claim.EndsWith(" booked", StringComparison.Ordinal));
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(0);
        JsonObject kept = await shop.Stranger.ReadAsync($"api/v1/bookings/{theirs.Text("id")}");
        JsonNode.DeepEquals(kept, theirs).ShouldBeTrue();
        (await shop.ClaimsAsync(theirs.Text("holdId"))).ShouldBe(theirClaims);
        (await PoolsAsync(shop)).ShouldBe(taken.Contains("quota", StringComparison.Ordinal) ? "held 0, sold 100" : "held 0, sold 98");

        // What the other did not take is free for everybody again.
        string rest = string.Join(' ', kinds.Split(' ').Except(taken.Split(' ')));
        if (rest.Length > 0)
        {
            await shop.HoldAsync(shop.Customer, Items(shop, rest));
        }
    }

    [Fact]
    public async Task LatePayment_WhenTheBookingIsPaidAlready_Is409()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        await shop.PlayAsync(payment.Text("id"), "succeed");

        using HttpResponseMessage late = await shop.Guest.PostAsync($"api/v1/sandbox/payments/{payment.Text("id")}/late", content: null);

        await late.ShouldRefuseAsync(409, "booking_not_payable");
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat booked"]);
    }

    private static JsonNode[] Items(Shop shop, string kinds) => [.. kinds.Split(' ').Select(kind => Kinds[kind](shop))];

    private static Task<string> PoolsAsync(Shop shop) =>
        shop.App.ScalarAsync<string>($"SELECT format('held %s, sold %s', held, sold) FROM pools WHERE tenant_id = {shop.TenantId} AND id = {Shop.Id("stock", 3)}");
}
