namespace Booking.Api.Tests.Payments;

using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class SandboxPaymentTests(BookingApp app)
{
    [Fact]
    public async Task Payment_WhenItSucceeds_ConfirmsTheBookingOnceAndSellsItsClaims()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.CarItem(), shop.ProductItem(), shop.SeatItem("A-1"), shop.LegItem(0, 4, "4A"));
        string path = $"api/v1/bookings/{booking.Text("id")}";

        using HttpResponseMessage response = await shop.Customer.PostAsync($"{path}/payments", new JsonObject { ["provider"] = "sandbox", ["returnUrl"] = "https://shop.example/thanks" });
        JsonObject payment = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        await shop.PlayAsync(payment.Text("id"), "succeed");
        await shop.PlayAsync(payment.Text("id"), "succeed");

        payment.Select(member => member.Key).ShouldBe(
            ["id", "bookingId", "changeId", "status", "provider", "amount", "refunded", "checkoutUrl", "clientSecret", "createdAt", "succeededAt"], ignoreOrder: true);
        response.Headers.Location?.OriginalString.ShouldBe($"/api/v1/payments/{payment.Text("id")}");
        payment.Text("status").ShouldBe("pending");
        payment.Text("provider").ShouldBe("sandbox");
        JsonNode.DeepEquals(payment["amount"], booking["price"]!["total"]).ShouldBeTrue();
        Uri.IsWellFormedUriString(payment.Text("checkoutUrl"), UriKind.Absolute).ShouldBeTrue();
        JsonObject paid = await shop.Customer.ReadAsync($"api/v1/payments/{payment.Text("id")}");
        paid.Text("status").ShouldBe("succeeded");
        paid["succeededAt"].ShouldNotBeNull();
        ((long)paid["refunded"]!["amount"]!).ShouldBe(0);
        JsonObject confirmed = await shop.Customer.ReadAsync(path);
        confirmed.Text("status").ShouldBe("confirmed");
        confirmed["confirmedAt"].ShouldNotBeNull();
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["leg booked", "quota booked", "seat booked", "slot booked"]);
        (await app.ScalarAsync<string>($"SELECT format('%s held, %s sold', held, sold) FROM pools WHERE tenant_id = {shop.TenantId} AND id = {Shop.Id("stock", 1)}")).ShouldBe("0 held, 2 sold");
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(1);
        (await shop.MessagesAsync("payment.succeeded", payment.Text("id"))).ShouldBe(1);
    }

    [Fact]
    public async Task Payment_WhenItFails_LeavesTheBookingToBePaidAgain()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        string path = $"api/v1/bookings/{booking.Text("id")}";
        JsonObject first = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));

        await shop.PlayAsync(first.Text("id"), "fail");

        (await shop.Customer.ReadAsync($"api/v1/payments/{first.Text("id")}")).Text("status").ShouldBe("failed");
        JsonObject waiting = await shop.Customer.ReadAsync(path);
        waiting.Text("status").ShouldBe("awaiting_payment");
        waiting["availableActions"]!.AsArray().Select(action => (string?)action).ShouldBe(["pay", "cancel", "namePassengers"]);
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat held"]);
        JsonObject second = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        second.Text("id").ShouldNotBe(first.Text("id"));
        await shop.PlayAsync(second.Text("id"), "succeed");
        (await shop.Customer.ReadAsync(path)).Text("status").ShouldBe("confirmed");
        (await shop.MessagesAsync("payment.failed", first.Text("id"))).ShouldBe(1);
    }

    [Fact]
    public async Task OpenPayment_WhenTheRequestIsRepeated_OpensOne()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        string key = Guid.NewGuid().ToString();
        Task<HttpResponseMessage> PostAsync() => shop.Customer.PostAsync($"api/v1/bookings/{booking.Text("id")}/payments", new JsonObject { ["provider"] = "sandbox" }, key);

        using HttpResponseMessage first = await PostAsync();
        using HttpResponseMessage second = await PostAsync();

        JsonNode.DeepEquals(await first.ShouldAnswerAsync(HttpStatusCode.Created), await second.ShouldAnswerAsync(HttpStatusCode.Created)).ShouldBeTrue();
        second.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM payments WHERE tenant_id = {shop.TenantId}")).ShouldBe(1);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM sandbox_payments WHERE tenant_id = {shop.TenantId}")).ShouldBe(1);
    }

    [Fact]
    public async Task OpenPayment_WhenTheBookingIsPaid_Is409()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1"));

        using HttpResponseMessage response = await shop.Customer.PostAsync($"api/v1/bookings/{booking.Text("id")}/payments", new JsonObject { ["provider"] = "sandbox" });

        await response.ShouldRefuseAsync(409, "booking_not_payable");
    }

    [Fact]
    public async Task Payment_WhenABookingIsPaidTwice_TheSecondGoesBackInFull()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        JsonObject first = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        JsonObject second = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));

        await shop.PlayAsync(first.Text("id"), "succeed");
        await shop.PlayAsync(second.Text("id"), "succeed");

        await shop.ShouldBeRefundedAsync(shop.Customer, second, "payment_not_needed");
        JsonObject kept = await shop.Customer.ReadAsync($"api/v1/payments/{first.Text("id")}");
        kept.Text("status").ShouldBe("succeeded");
        ((long)kept["refunded"]!["amount"]!).ShouldBe(0);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat booked"]);
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(1);
    }

    [Fact]
    public async Task Payment_WhenTwoPaymentsOfABookingSucceedAtOnce_OneIsKeptAndOneGoesBack()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        JsonObject[] payments = [await shop.OpenPaymentAsync(shop.Customer, booking.Text("id")), await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"))];

        await Task.WhenAll(payments.Select(payment => shop.PlayAsync(payment.Text("id"), "succeed")));

        string[] statuses = await Eventually.SatisfiesAsync(
            async () => await Task.WhenAll(payments.Select(async payment => (await shop.Customer.ReadAsync($"api/v1/payments/{payment.Text("id")}")).Text("status"))),
            seen => seen.Contains("refunded"),
            what: "The refund of one of two payments");
        statuses.Order().ShouldBe(["refunded", "succeeded"]);
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(1);
    }

    [Fact]
    public async Task RefundAtTheProvider_WhenItIsAskedForManyTimes_PaysBackOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        long amount = (long)payment["amount"]!["amount"]!;
        string reference = await app.ScalarAsync<string>($"SELECT reference FROM sandbox_payments WHERE tenant_id = {shop.TenantId}");
        using HttpClient ours = app.NewClient(app.Secret());
        async Task<HttpResponseMessage> AskAsync(HttpClient client, Guid key, long money) => await client.PostAsJsonAsync(
            "sandbox-provider/v1/refunds", new { tenant = shop.TenantId, idempotencyKey = key, reference, amount = money, currency = "EUR" });
        Guid key = Guid.CreateVersion7();

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(ours, key, amount)));
        using HttpResponseMessage more = await AskAsync(ours, Guid.CreateVersion7(), 1);
        using HttpResponseMessage stranger = await AskAsync(shop.Guest, Guid.CreateVersion7(), 1);
        using HttpClient forger = app.NewClient("not-the-secret");
        using HttpResponseMessage forged = await AskAsync(forger, Guid.CreateVersion7(), 1);

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()))).Distinct().Count().ShouldBe(1);
        Array.ForEach(answers, answer => answer.Dispose());
        more.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        forged.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await app.ScalarAsync<long>($"SELECT refunded FROM sandbox_payments WHERE tenant_id = {shop.TenantId}")).ShouldBe(amount);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM sandbox_refunds WHERE tenant_id = {shop.TenantId}")).ShouldBe(1);
    }
}
