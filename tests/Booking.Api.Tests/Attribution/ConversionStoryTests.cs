namespace Booking.Api.Tests.Attribution;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A shop advertises, and the network is told of the purchases of those who have agreed.</summary>
[Collection(BookingCollection.Name)]
public sealed class ConversionStoryTests(BookingApp app)
{
    [Fact]
    public async Task Purchase_WithConsent_IsToldOnceHoweverOftenTheEventArrives()
    {
        Shop shop = await Shop.OpenAsync(app);
        string token = await shop.TellConversionsAsync();

        JsonObject booking = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.ProductItem(2));

        JsonObject sent = await shop.ConversionAsync(booking, delivery => delivery.Text("status") == "sent");
        (sent.Text("eventId"), sent.Text("eventType"), (int?)sent["attemptCount"]).ShouldBe((booking.Text("number"), "CompletePayment", 1));
        ((int?)sent["attempts"]![0]!["code"]).ShouldBe(0);
        JsonObject call = app.TikTok.CallsWith(token).ShouldHaveSingleItem();
        ((string?)call["event_source"], (string?)call["event_source_id"]).ShouldBe(("web", "PIXEL"));
        JsonNode told = call["data"]![0]!;
        told.Text("event_id").ShouldBe(booking.Text("number"));
        told["user"]!.Text("email").ShouldMatch("^[0-9a-f]{64}$");
        (told["user"]!.Text("ttclid"), told["user"]!.Text("ttp"), told["user"]!.Text("ip")).ShouldBe(("E.C.P.click", "cookie", "127.0.0.1"));
        told["page"]!.Text("url").ShouldBe("https://shop.example/summer");
        ((decimal)told["properties"]!["value"]! * 100).ShouldBe(booking["price"]!.Amount());
        (told["properties"]!.Text("currency"), told["properties"]!.Text("order_id"), (int?)told["properties"]!["contents"]![0]!["quantity"]).ShouldBe(("EUR", booking.Text("number"), 2));
        call.ToJsonString().ShouldNotContain(booking["customer"]!.Text("email"));

        // The bus brings the event again; the next booking proves that the bus goes on.
        Guid id = Guid.Parse(booking.Text("id"));
        await app.ExecuteAsync($"UPDATE outbox_messages SET published_at = NULL WHERE tenant_id = {shop.TenantId} AND subject = {id} AND type = 'booking.confirmed'");
        await Eventually.SatisfiesAsync(
            () => app.ScalarAsync<bool>($"SELECT bool_and(published_at IS NOT NULL) FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND subject = {id}"), published => published);
        JsonObject next = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.ProductItem(1));
        await shop.ConversionAsync(next, delivery => delivery.Text("status") == "sent");
        app.TikTok.CallsWith(token).Select(body => body["data"]![0]!.Text("event_id")).ShouldBe([booking.Text("number"), next.Text("number")]);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM conversion_deliveries WHERE tenant_id = {shop.TenantId} AND event IS NOT NULL")).ShouldBe(0);
    }

    [Fact]
    public async Task Purchase_WithoutConsent_NothingLeavesAndNoTraceIsKept()
    {
        Shop shop = await Shop.OpenAsync(app);
        string token = await shop.TellConversionsAsync();

        JsonObject unasked = await shop.BuyAsync(attribution: null, shop.ProductItem(1));
        JsonObject refused = await shop.BuyAsync(ConversionDesk.Attribution(consent: false), shop.ProductItem(1));
        JsonObject free = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.FreeTicketItem());
        JsonObject agreed = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.ProductItem(1));

        await shop.ConversionAsync(agreed, delivery => delivery.Text("status") == "sent");
        (await shop.ConversionAsync(refused, delivery => delivery.Text("status") == "skipped")).Text("skipReason").ShouldBe("no_consent");
        (await shop.ConversionAsync(free, delivery => delivery.Text("status") == "skipped")).Text("skipReason").ShouldBe("nothing_paid");
        app.TikTok.CallsWith(token).ShouldHaveSingleItem()["data"]![0]!.Text("event_id").ShouldBe(agreed.Text("number"));
        (await shop.ConversionsAsync()).ShouldNotContain(delivery => delivery!.Text("bookingId") == unasked.Text("id"));
        (await shop.ConversionsAsync("?status=skipped")).Count.ShouldBe(2);
        Guid id = Guid.Parse(refused.Text("id"));
        (await app.ScalarAsync<string>(
            $"SELECT concat_ws(' ', utm_source, utm_campaign, landing_page, click_id, cookie_id, address, user_agent) FROM booking_attributions WHERE tenant_id = {shop.TenantId} AND booking_id = {id}"))
            .ShouldBe("tiktok summer https://shop.example/summer");
        Guid none = Guid.Parse(unasked.Text("id"));
        (await app.ScalarAsync<long>($"SELECT count(*) FROM booking_attributions WHERE tenant_id = {shop.TenantId} AND booking_id = {none}")).ShouldBe(0);
    }

    [Fact]
    public async Task Event_WhenTheNetworkIsInTrouble_IsTriedAgainAndRefusedForGoodOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        string token = await shop.TellConversionsAsync();
        app.TikTok.Script(token, TikTokServer.Reply(40_100, "Too many requests", headers: "Retry-After: 600"), TikTokServer.Reply(50_000, "System error"));

        JsonObject booking = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.ProductItem(1));
        JsonObject first = await shop.ConversionAsync(booking, delivery => (int?)delivery["attemptCount"] == 1);
        (first.Time("nextAttemptAt") - first["attempts"]![0]!.Time("at")).ShouldBeInRange(TimeSpan.FromSeconds(599), TimeSpan.FromSeconds(700));
        await shop.BringConversionsForwardAsync();
        await shop.ConversionAsync(booking, delivery => (int?)delivery["attemptCount"] == 2);
        await shop.BringConversionsForwardAsync();
        JsonObject sent = await shop.ConversionAsync(booking, delivery => delivery.Text("status") == "sent");
        sent["attempts"]!.AsArray().Select(attempt => (int?)attempt!["code"]).ShouldBe([40_100, 50_000, 0]);
        app.TikTok.CallsWith(token).Select(body => body["data"]!.ToJsonString()).Distinct().ShouldHaveSingleItem();

        app.TikTok.Script(token, TikTokServer.Reply(40_002, "event_source_id is invalid"));
        JsonObject refused = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.ProductItem(1));
        JsonObject failed = await shop.ConversionAsync(refused, delivery => delivery.Text("status") == "failed");
        (failed["attempts"]![0]!.Text("message"), failed["nextAttemptAt"]).ShouldBe(("event_source_id is invalid", null));
    }

    [Fact]
    public async Task Event_WhenItIsNotWantedAnyMore_IsSkipped()
    {
        Shop shop = await Shop.OpenAsync(app);
        string token = await shop.TellConversionsAsync();
        string busy = TikTokServer.Reply(50_000, "System error", headers: "Retry-After: 600");
        app.TikTok.Script(token, busy, busy);
        JsonObject cancelled = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.ProductItem(1));
        JsonObject kept = await shop.BuyAsync(ConversionDesk.Attribution(consent: true), shop.ProductItem(1));
        await shop.ConversionAsync(cancelled, delivery => (int?)delivery["attemptCount"] == 1);
        await shop.ConversionAsync(kept, delivery => (int?)delivery["attemptCount"] == 1);

        string path = $"api/v1/bookings/{cancelled.Text("id")}/cancellations";
        using HttpResponseMessage quoted = await shop.Customer.PostAsync(path, new JsonObject());
        JsonObject quote = await quoted.ShouldAnswerAsync(HttpStatusCode.Created);
        using HttpResponseMessage confirmed = await shop.Customer.PostAsync($"{path}/{quote.Text("id")}/confirm", new JsonObject());
        confirmed.StatusCode.ShouldBe(HttpStatusCode.OK);
        Guid id = Guid.Parse(cancelled.Text("id"));
        await app.ExecuteAsync($"UPDATE conversion_deliveries SET next_attempt_at = now() WHERE tenant_id = {shop.TenantId} AND booking_id = {id}");
        (await shop.ConversionAsync(cancelled, delivery => delivery.Text("status") == "skipped")).Text("skipReason").ShouldBe("booking_cancelled");

        using HttpResponseMessage removed = await shop.Admin.DeleteAsync(ConversionDesk.Settings);
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await shop.BringConversionsForwardAsync();
        (await shop.ConversionAsync(kept, delivery => delivery.Text("status") == "skipped")).Text("skipReason").ShouldBe("switched_off");
        app.TikTok.CallsWith(token).Count.ShouldBe(2);
    }
}
