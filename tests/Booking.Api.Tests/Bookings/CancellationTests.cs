namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A booking is given up by a quote and a confirmation: what goes back, what is free again, and who may.</summary>
[Collection(BookingCollection.Name)]
public sealed class CancellationTests(BookingApp app)
{
    [Fact]
    public async Task ConfirmCancellation_OfAWholeBooking_FreesEverythingAndPaysBackByTheTiers()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.CarItem(), shop.ProductItem(), shop.SeatItem("A-1", "A-2"), shop.LegItem(1, 3, "4A"));
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";
        Actions(booking).ShouldBe(["cancel", "change", "namePassengers", "receipts"]);

        using HttpResponseMessage quoted = await shop.Customer.PostAsync(path, new JsonObject(), key: "");
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
        quote.Text("status").ShouldBe("quoted");
        (quote.Time("expiresAt") - quote.Time("createdAt")).ShouldBe(TimeSpan.FromMinutes(15));
        Amount(quote, "refund").ShouldBe(booking["price"]!.Amount());
        Amount(quote, "penalty").ShouldBe(0);
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldAllBe(claim => claim.EndsWith(" booked", StringComparison.Ordinal));

        JsonObject confirmed = await ConfirmAsync(shop.Customer, path, quote);
        confirmed.Text("status").ShouldBe("confirmed");
        JsonObject again = await ConfirmAsync(shop.Customer, path, quote);
        JsonNode.DeepEquals(again, confirmed).ShouldBeTrue();

        JsonObject cancelled = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        cancelled.Text("status").ShouldBe("cancelled");
        Actions(cancelled).ShouldBeEmpty();
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldAllBe(claim => claim.EndsWith(" released", StringComparison.Ordinal));
        (await SoldAsync(shop)).ShouldBe(0);
        (await shop.MessagesAsync("booking.cancelled", booking.Text("id"))).ShouldBe(1);
        (await shop.MessagesAsync("inventory.released", booking.Text("id"))).ShouldBe(1);
        (await RefundsAsync(shop, booking)).ShouldBe($"cancellation {booking["price"]!.Amount()}");
        await shop.HoldAsync(shop.Stranger, shop.CarItem(), shop.SeatItem("A-1", "A-2"), shop.LegItem(1, 3, "4A"));
        (await shop.Customer.ReadAsync(path))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task ConfirmCancellation_OfParts_PaysBackInSumWhatAllAtOnceDoes()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.TicketItem(3), shop.SeatItem("A-1", "A-2"), shop.HallItem());
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";
        long refunded = 0;

        refunded += Amount(await CancelAsync(shop.Customer, path, """{"items":[{"item":1,"seats":["A-2"]}]}"""), "refund");
        refunded += Amount(await CancelAsync(shop.Customer, path, """{"items":[{"item":0,"quantity":2}]}"""), "refund");

        JsonObject left = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        left.Text("status").ShouldBe("confirmed");
        ((int)left["items"]![0]!["quantity"]!).ShouldBe(1);
        left["items"]![1]!["seats"]!.AsArray().Select(seat => (string?)seat).ShouldBe(["A-1"]);
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["quota booked", "quota released", "seat booked", "seat released", "slot booked"]);
        (await SoldAsync(shop)).ShouldBe(1);

        refunded += Amount(await CancelAsync(shop.Customer, path, """{"items":[{"item":2}]}"""), "refund");
        left = await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}");
        left["itemStates"]!.AsArray().Select(state => (string?)state).ShouldBe(["live", "live", "cancelled"]);
        refunded += Amount(await CancelAsync(shop.Customer, path, "{}"), "refund");

        refunded.ShouldBe(booking["price"]!.Amount());
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("cancelled");
        (await SoldAsync(shop)).ShouldBe(0);
        (await shop.MessagesAsync("booking.changed", booking.Text("id"))).ShouldBe(3);
        (await shop.MessagesAsync("booking.cancelled", booking.Text("id"))).ShouldBe(1);
        (await shop.MessagesAsync("inventory.released", booking.Text("id"))).ShouldBe(4);
    }

    [Fact]
    public async Task QuoteCancellation_BetweenTheTiers_KeepsTheRest()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.CarItem());
        await MoveStartAsync(shop, booking, "36 hours");
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";
        long paid = booking["price"]!.Amount();

        using HttpResponseMessage quoted = await shop.Customer.PostAsync(path, new JsonObject(), key: "");
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);

        ((int)quote["lines"]![0]!["refundPercent"]!).ShouldBe(50);
        Amount(quote, "refund").ShouldBe((paid + 1) / 2);
        Amount(quote, "penalty").ShouldBe(paid - (paid + 1) / 2);

        // The quote is binding: what it says counts, though the next tier has begun meanwhile.
        await MoveStartAsync(shop, booking, "2 hours");
        Amount(await ConfirmAsync(shop.Customer, path, quote), "refund").ShouldBe((paid + 1) / 2);
    }

    [Fact]
    public async Task QuoteCancellation_ByTheTenant_PaysAllBackWhateverTheTiersSay()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.CarItem());
        await MoveStartAsync(shop, booking, "-1 hours");
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";

        using HttpResponseMessage own = await shop.Customer.PostAsync(path, new JsonObject { ["reason"] = "I say so" }, key: "");
        await own.ShouldRefuseAsync(422, "rule_violated", "/reason");
        using HttpResponseMessage late = await shop.Customer.PostAsync(path, new JsonObject(), key: "");
        (await late.ShouldRefuseAsync(422, "rule_violated", "/items")).Text("reason").ShouldBe("past");
        using HttpResponseMessage quoted = await shop.Admin.PostAsync(path, new JsonObject { ["reason"] = "The engine is broken." }, key: "");
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);

        Amount(quote, "refund").ShouldBe(booking["price"]!.Amount());
        using HttpResponseMessage stolen = await shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
        await stolen.ShouldRefuseAsync(404, "quote_not_found");
        (await ConfirmAsync(shop.Admin, path, quote)).Text("status").ShouldBe("confirmed");
    }

    [Fact]
    public async Task QuoteCancellation_OfAnUnpaidBooking_FreesItAtOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"), shop.TicketItem());
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";

        using HttpResponseMessage part = await shop.Customer.PostAsync(path, JsonNode.Parse("""{"items":[{"item":0}]}""")!, key: "");
        await part.ShouldRefuseAsync(422, "rule_violated", "/items");
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));
        using HttpResponseMessage quoted = await shop.Customer.PostAsync(path, new JsonObject(), key: "");
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);

        quote.Text("status").ShouldBe("confirmed");
        Amount(quote, "refund").ShouldBe(0);
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldAllBe(claim => claim.EndsWith(" released", StringComparison.Ordinal));
        (await ConfirmAsync(shop.Customer, path, quote)).Text("status").ShouldBe("confirmed");
        using HttpResponseMessage again = await shop.Customer.PostAsync(path, new JsonObject(), key: "");
        await again.ShouldRefuseAsync(409, "illegal_transition");

        // Money that was on its way goes back.
        await shop.PlayAsync(payment.Text("id"), "succeed");
        (await RefundsAsync(shop, booking)).ShouldBe($"payment_not_needed {booking["price"]!.Amount()}");
    }

    [Fact]
    public async Task ConfirmCancellation_WhenTheQuoteIsOverOrTheBookingHasChanged_ChangesNothing()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.TicketItem(3));
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";
        JsonObject one = await QuoteAsync(shop.Customer, path, """{"items":[{"item":0,"quantity":1}]}""");
        JsonObject two = await QuoteAsync(shop.Customer, path, """{"items":[{"item":0,"quantity":2}]}""");
        JsonObject old = await QuoteAsync(shop.Customer, path, "{}");
        await app.ExecuteAsync($"UPDATE cancellations SET expires_at = now() WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(old.Text("id"))}");
        string before = await shop.FootprintAsync();

        using HttpResponseMessage expired = await shop.Customer.PostAsync($"{path}/{old.Text("id")}/confirm", new JsonObject());
        await expired.ShouldRefuseAsync(410, "quote_expired");
        (await shop.FootprintAsync()).ShouldBe(before);
        await ConfirmAsync(shop.Customer, path, one);
        before = await shop.FootprintAsync();
        using HttpResponseMessage outdated = await shop.Customer.PostAsync($"{path}/{two.Text("id")}/confirm", new JsonObject());
        await outdated.ShouldRefuseAsync(409, "quote_outdated");
        using HttpResponseMessage unknown = await shop.Customer.PostAsync($"{path}/{Guid.NewGuid()}/confirm", new JsonObject());
        await unknown.ShouldRefuseAsync(404, "quote_not_found");
        using HttpResponseMessage keyless = await shop.Customer.PostAsync($"{path}/{one.Text("id")}/confirm", new JsonObject(), key: "");
        await keyless.ShouldRefuseAsync(400, "idempotency_key_required");
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("""{"items":[{"item":2}]}""", 422, "rule_violated", "/items/0/item")]
    [InlineData("""{"items":[{"item":-1}]}""", 422, "rule_violated", "/items/0/item")]
    [InlineData("""{"items":[{"item":0},{"item":0}]}""", 422, "rule_violated", "/items/1/item")]
    [InlineData("""{"items":[{"item":0,"seats":["Z-9"]}]}""", 422, "rule_violated", "/items/0/seats")]
    [InlineData("""{"items":[{"item":1,"seats":["Z-9"]}]}""", 422, "rule_violated", "/items/0/seats")]
    [InlineData("""{"items":[{"item":1,"quantity":1}]}""", 422, "rule_violated", "/items/0/quantity")]
    [InlineData("""{"items":[{"item":0,"quantity":0}]}""", 422, "rule_violated", "/items/0/quantity")]
    [InlineData("""{"items":[{"item":0,"quantity":4}]}""", 422, "rule_violated", "/items/0/quantity")]
    [InlineData("""{"items":[null]}""", 400, "validation_failed", "/items/0")]
    [InlineData("""{"items":[{"item":1,"seats":[null]}]}""", 400, "validation_failed", "/items/0")]
    [InlineData("""{"items":[{}]}""", 400, "malformed_request", null)]
    [InlineData("""{"everything":true}""", 400, "malformed_request", null)]
    [InlineData("""{"reason":" "}""", 400, "validation_failed", "/reason")]
    public async Task QuoteCancellation_WhenTheRequestIsBad_IsRefusedWithoutATrace(string body, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        HttpClient customer = await shop.NewCustomerAsync();
        string seat = $"B-{Random.Shared.Next(1, 50)}";
        JsonObject booking = await shop.BuyAsync(customer, shop.TicketItem(3), shop.SeatItem(seat));

        using HttpResponseMessage response = await customer.PostTextAsync($"api/v1/bookings/{booking.Text("id")}/cancellations", body, key: "");

        await response.ShouldRefuseAsync(status, code, pointer);
        (await customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}/cancellations"))["items"]!.AsArray().ShouldBeEmpty();
        await CancelAsync(customer, $"api/v1/bookings/{booking.Text("id")}/cancellations", "{}");
    }

    [Fact]
    public async Task QuoteCancellation_OfSomebodyElse_Is404()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.SeatItem("A-1"));
        string path = $"api/v1/bookings/{booking.Text("id")}/cancellations";
        JsonObject quote = await QuoteAsync(shop.Customer, path, "{}");
        foreach (HttpClient other in (HttpClient[])[shop.Stranger, shop.Guest])
        {
            using HttpResponseMessage quoted = await other.PostAsync(path, new JsonObject(), key: "");
            await quoted.ShouldRefuseAsync(404, "booking_not_found");
            using HttpResponseMessage confirmed = await other.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
            await confirmed.ShouldRefuseAsync(404, "booking_not_found");
            using HttpResponseMessage listed = await other.GetAsync(path);
            await listed.ShouldRefuseAsync(404, "booking_not_found");
        }
    }

    internal static async Task<JsonObject> CancelAsync(HttpClient http, string path, string body) => await ConfirmAsync(http, path, await QuoteAsync(http, path, body));

    internal static async Task<JsonObject> QuoteAsync(HttpClient http, string path, string body)
    {
        using HttpResponseMessage quoted = await http.PostTextAsync(path, body, key: "");
        return await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
    }

    internal static async Task<JsonObject> ConfirmAsync(HttpClient http, string path, JsonObject quote)
    {
        using HttpResponseMessage confirmed = await http.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
        return await confirmed.ShouldAnswerAsync(HttpStatusCode.OK);
    }

    /// <summary>Lets the use of a booking's first item begin so long from now, by the database's clock.</summary>
    internal static Task MoveStartAsync(Shop shop, JsonObject booking, string ahead) => shop.App.ExecuteAsync(
        $"""
        UPDATE bookings SET
            items = jsonb_set(jsonb_set(items, ARRAY['0', 'from'], to_jsonb(now() + {ahead}::interval)), ARRAY['0', 'to'], to_jsonb(now() + {ahead}::interval + interval '4 hours'))
        WHERE tenant_id = {shop.TenantId} AND id = {Guid.Parse(booking.Text("id"))}
        """);

    internal static long Amount(JsonObject quote, string member) => (long)quote[member]!["amount"]!;

    private static string[] Actions(JsonObject booking) => [.. booking["availableActions"]!.AsArray().Select(action => (string)action!)];

    private static Task<long> SoldAsync(Shop shop) =>
        shop.App.ScalarAsync<long>($"SELECT sum(sold) FROM pools WHERE tenant_id = {shop.TenantId} AND id IN ({Shop.Id("event-pool", 1)}, {Shop.Id("stock", 1)})");

    internal static Task<string> RefundsAsync(Shop shop, JsonObject booking) => shop.App.ScalarAsync<string>(
        $"""
        SELECT coalesce(string_agg(r.reason || ' ' || r.amount_amount, ', ' ORDER BY r.requested_at, r.amount_amount), '') FROM refunds r JOIN payments p USING (tenant_id)
        WHERE r.tenant_id = {shop.TenantId} AND p.id = r.payment_id AND p.booking_id = {Guid.Parse(booking.Text("id"))}
        """);
}
