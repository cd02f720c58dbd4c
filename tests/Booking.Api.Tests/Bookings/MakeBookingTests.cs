namespace Booking.Api.Tests.Bookings;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class MakeBookingTests(BookingApp app)
{
    [Fact]
    public async Task MakeBooking_WhenTheHoldIsGood_AwaitsPaymentWithTheHoldsItemsAndPrice()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1", "A-2"), shop.ProductItem());
        JsonObject body = Shop.BookingOf(hold.Text("id"))
            .With("passengers", new JsonArray(new JsonObject { ["item"] = 0, ["seat"] = "A-2", ["name"] = "Ada" }))
            .With("metadata", new JsonObject { ["order"] = "4711" });

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/bookings", body);

        JsonObject booking = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        response.Headers.Location?.OriginalString.ShouldBe($"/api/v1/bookings/{booking.Text("id")}");
        booking.Select(member => member.Key).ShouldBe(
            [
                "id", "number", "status", "holdId", "createdAt", "payBefore", "confirmedAt", "customer", "passengers", "items", "price", "cancellationPolicy", "metadata",
                "itemNumbers", "itemStates", "startsAt", "endsAt", "checkIns", "availableActions", "version",
            ],
            ignoreOrder: true);
        booking.Text("number").ShouldMatch("^BK-[23456789ABCDEFGHJKMNPQRSTVWXYZ]{6}$");
        booking.Text("status").ShouldBe("awaiting_payment");
        booking.Text("holdId").ShouldBe(hold.Text("id"));
        (booking.Time("payBefore") - booking.Time("createdAt")).ShouldBe(TimeSpan.FromMinutes(15));
        booking["confirmedAt"].ShouldBeNull();
        booking["customer"]!.Text("name").ShouldBe("Zoë Ångström");
        booking["passengers"]![0]!.Text("seat").ShouldBe("A-2");
        JsonNode.DeepEquals(booking["items"], hold["items"]).ShouldBeTrue();
        JsonNode.DeepEquals(booking["price"], hold["price"]).ShouldBeTrue();
        booking["cancellationPolicy"]!["tiers"]!.AsArray().Select(tier => ((int)tier!["hoursBefore"]!, (int)tier["refundPercent"]!)).ShouldBe([(48, 100), (24, 50)]);
        booking["metadata"]!.Text("order").ShouldBe("4711");
        booking["availableActions"]!.AsArray().Select(action => (string?)action).ShouldBe(["pay", "cancel", "namePassengers"]);
        (await shop.Customer.ReadAsync($"api/v1/holds/{hold.Text("id")}")).Text("status").ShouldBe("converted");
        (await shop.ClaimsAsync(hold.Text("id"))).ShouldBe(["quota held", "seat held", "seat held"]);
        (await shop.MessagesAsync("booking.awaiting_payment", booking.Text("id"))).ShouldBe(1);
    }

    [Fact]
    public async Task MakeBooking_WhenThereIsNothingToPay_IsConfirmedAtOnce()
    {
        Shop shop = await Shop.OpenAsync(app);

        JsonObject booking = await shop.BookAsync(shop.Customer, shop.FreeTicketItem());

        booking.Text("status").ShouldBe("confirmed");
        booking["payBefore"].ShouldBeNull();
        booking.Time("confirmedAt").ShouldBe(booking.Time("createdAt"));
        booking["price"]!.Amount().ShouldBe(0);
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["quota booked"]);
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(1);
        using HttpResponseMessage payment = await shop.Customer.PostAsync($"api/v1/bookings/{booking.Text("id")}/payments", new JsonObject { ["provider"] = "sandbox" });
        await payment.ShouldRefuseAsync(409, "booking_not_payable");
    }

    [Fact]
    public async Task MakeBooking_WhenThePriceHasChangedSinceTheHold_KeepsTheHoldsPrice()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonNode[] Everything() => [shop.CarItem(), shop.HallItem(), shop.ServiceItem(), shop.ProductItem(), shop.TicketItem(), shop.SeatItem("A-1"), shop.LegItem(0, 4, "4A")];
        JsonObject hold = await shop.HoldAsync(shop.Customer, Everything());
        await app.ExecuteAsync(
            $"""
            WITH c AS (UPDATE cars SET rates = (SELECT jsonb_agg(rate || jsonb_build_object('amount', (rate ->> 'amount')::bigint * 3)) FROM jsonb_array_elements(rates) AS rate) WHERE tenant_id = {shop.TenantId}),
                 v AS (UPDATE venues SET price_per_hour = price_per_hour * 3, price_per_day = price_per_day * 3 WHERE tenant_id = {shop.TenantId}),
                 s AS (UPDATE services SET price_amount = price_amount * 3 WHERE tenant_id = {shop.TenantId}),
                 p AS (UPDATE products SET price_amount = price_amount * 3 WHERE tenant_id = {shop.TenantId}),
                 t AS (UPDATE ticket_types SET price_amount = price_amount * 3 WHERE tenant_id = {shop.TenantId})
            UPDATE fares SET amount = amount * 3 WHERE tenant_id = {shop.TenantId}
            """);

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));
        JsonObject booking = await response.ShouldAnswerAsync(HttpStatusCode.Created);
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));

        JsonNode.DeepEquals(booking["price"], hold["price"]).ShouldBeTrue();
        ((long)payment["amount"]!["amount"]!).ShouldBe(hold["price"]!.Amount());
        JsonObject dearer = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-2"));
        dearer["price"]!.Amount().ShouldBe(3 * 8_900);
    }

    [Fact]
    public async Task MakeBooking_WhenTheHoldIsBookedAlready_Is409AndTheFirstBookingStands()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        string before = await shop.FootprintAsync();

        using HttpResponseMessage again = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(booking.Text("holdId")));

        await again.ShouldRefuseAsync(409, "illegal_transition");
        (await shop.FootprintAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task MakeBooking_WhenTwentyBookTheSameHoldAtOnce_OneWins()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1"), shop.ProductItem());

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        foreach (HttpResponseMessage answer in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            await answer.ShouldRefuseAsync(409, "illegal_transition");
        }

        (await app.ScalarAsync<long>($"SELECT count(*) FROM bookings WHERE tenant_id = {shop.TenantId}")).ShouldBe(1);
        Array.ForEach(answers, answer => answer.Dispose());
    }

    [Fact]
    public async Task MakeBooking_WhenTheHoldsTimeIsUp_Is410AndNothingIsBooked()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject hold = await shop.HoldAsync(shop.Customer, shop.SeatItem("A-1"));
        await shop.LapseAsync(hold.Text("id"));

        using HttpResponseMessage response = await shop.Customer.PostAsync("api/v1/bookings", Shop.BookingOf(hold.Text("id")));

        await response.ShouldRefuseAsync(410, "hold_expired");
        (await app.ScalarAsync<long>($"SELECT count(*) FROM bookings WHERE tenant_id = {shop.TenantId}")).ShouldBe(0);
    }

    [Fact]
    public async Task GetBooking_WhenTheCallerHasIt_Is304UntilItChanges()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        string path = $"api/v1/bookings/{booking.Text("id")}";
        using HttpResponseMessage first = await shop.Customer.GetAsync(path);
        string tag = first.Headers.ETag.ShouldNotBeNull().ToString();
        tag.ShouldStartWith("\"");

        using HttpResponseMessage known = await shop.Customer.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));
        using HttpResponseMessage oneOfSeveral = await shop.Customer.SendAsync(HttpMethod.Get, path, ("If-None-Match", $"\"x\", W/{tag}"));
        using HttpResponseMessage unknown = await shop.Customer.SendAsync(HttpMethod.Get, path, ("If-None-Match", "\"x\""));
        using HttpResponseMessage garbage = await shop.Customer.SendAsync(HttpMethod.Get, path, ("If-None-Match", "\"x"));
        await shop.PlayAsync((await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"))).Text("id"), "succeed");
        using HttpResponseMessage changed = await shop.Customer.SendAsync(HttpMethod.Get, path, ("If-None-Match", tag));

        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await known.Content.ReadAsStringAsync()).ShouldBeEmpty();
        known.Headers.ETag?.ToString().ShouldBe(tag);
        oneOfSeveral.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        unknown.StatusCode.ShouldBe(HttpStatusCode.OK);
        garbage.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await changed.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("confirmed");
        changed.Headers.ETag?.ToString().ShouldNotBe(tag);
    }

    [Fact]
    public async Task GetBooking_WhenItsTimeToPayIsOver_SaysItHasExpired()
    {
        Shop shop = await Shop.OpenAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        string path = $"api/v1/bookings/{booking.Text("id")}";
        using HttpResponseMessage before = await shop.Customer.GetAsync(path);
        await shop.LapseAsync(booking.Text("holdId"));

        using HttpResponseMessage after = await shop.Customer.SendAsync(HttpMethod.Get, path, ("If-None-Match", before.Headers.ETag!.ToString()));
        using HttpResponseMessage payment = await shop.Customer.PostAsync($"{path}/payments", new JsonObject { ["provider"] = "sandbox" });

        JsonObject expired = await after.ShouldAnswerAsync(HttpStatusCode.OK);
        expired.Text("status").ShouldBe("expired");
        expired["availableActions"]!.AsArray().ShouldBeEmpty();
        await payment.ShouldRefuseAsync(410, "payment_window_closed");
    }

    [Fact]
    public async Task GetBooking_WhenItIsSomebodyElses_Is404()
    {
        Shop shop = await Shop.OpenAsync(app);
        Shop otherShop = await Shop.OfFileAsync(app);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem("A-1"));
        JsonObject payment = await shop.OpenPaymentAsync(shop.Customer, booking.Text("id"));

        foreach (HttpClient client in (HttpClient[])[shop.Stranger, shop.Guest, otherShop.Customer, otherShop.Admin, otherShop.Guest])
        {
            using HttpResponseMessage read = await client.GetAsync($"api/v1/bookings/{booking.Text("id")}");
            using HttpResponseMessage paid = await client.PostAsync($"api/v1/bookings/{booking.Text("id")}/payments", new JsonObject { ["provider"] = "sandbox" });
            using HttpResponseMessage seen = await client.GetAsync($"api/v1/payments/{payment.Text("id")}");
            await read.ShouldRefuseAsync(404, "booking_not_found");
            await paid.ShouldRefuseAsync(404, "booking_not_found");
            await seen.ShouldRefuseAsync(404, "payment_not_found");
        }

        (await shop.Admin.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("id").ShouldBe(booking.Text("id"));
    }
}
