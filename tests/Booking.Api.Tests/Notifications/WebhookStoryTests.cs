namespace Booking.Api.Tests.Notifications;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A shop's own system is told of its bookings, through everything that happens to it.</summary>
[Collection(BookingCollection.Name)]
public sealed class WebhookStoryTests(BookingApp app)
{
    [Fact]
    public async Task Receiver_WhenBookingsAreMade_IsToldOfEachOnce()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using WebhookReceiver receiver = new();
        JsonObject endpoint = await shop.AddEndpointAsync(receiver.Url, "booking.*", "payment.succeeded");
        string secret = endpoint.Text("secret");
        (await shop.Admin.ReadAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}"))["secret"].ShouldBeNull();

        JsonObject booking = await shop.BuyAsync(shop.Customer, shop.ProductItem(1));
        await receiver.HasGotAsync(call => call.TypeOf() == "booking.confirmed");
        await receiver.HasGotAsync(call => call.TypeOf() == "payment.succeeded");
        await receiver.HasGotAsync(call => call.TypeOf() == "booking.awaiting_payment");

        receiver.Received.ShouldAllBe(call => call.IsSignedWith(secret));
        receiver.Received.ShouldAllBe(call => call.Id == JsonNode.Parse(call.Body)!.Text("id"));
        JsonObject told = JsonNode.Parse(receiver.Received.Single(call => call.TypeOf() == "booking.confirmed").Body)!.AsObject();
        told.Text("subject").ShouldBe(booking.Text("id"));
        told.Text("tenantid").ShouldBe(shop.TenantId.ToString());
        told["data"]!.Text("number").ShouldBe(booking.Text("number"));
        await Eventually.SatisfiesAsync(() => shop.DeliveriesAsync(endpoint, "?status=succeeded"), deliveries => deliveries.Count == 3, what: "The log of what was sent");

        // The bus may bring an event again; it is told once. The next one proves that the bus goes on.
        Guid again = Guid.Parse(told.Text("id"));
        await app.ExecuteAsync($"UPDATE outbox_messages SET published_at = NULL WHERE tenant_id = {shop.TenantId} AND id = {again}");
        await Eventually.SatisfiesAsync(() => app.ScalarAsync<bool>($"SELECT published_at IS NOT NULL FROM outbox_messages WHERE tenant_id = {shop.TenantId} AND id = {again}"), published => published);
        await shop.BookAsync(shop.Customer, shop.FreeTicketItem());
        await receiver.HasGotAsync(call => call.TypeOf() == "booking.confirmed", 2);
        receiver.Received.Select(call => call.Id).ShouldBeUnique();
        receiver.Received.Select(call => call.TypeOf()).ShouldAllBe(type => type.StartsWith("booking.") || type == "payment.succeeded");
    }

    [Fact]
    public async Task Secret_WhenRotated_SignsBesideTheOldOne()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await using WebhookReceiver receiver = new();
        JsonObject endpoint = await shop.AddEndpointAsync(receiver.Url, "receipt.issued");

        using HttpResponseMessage response = await shop.Admin.PostAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}/rotate-secret", content: null);
        JsonObject rotated = await response.ShouldAnswerAsync(HttpStatusCode.OK);
        rotated.Text("secret").ShouldNotBe(endpoint.Text("secret"));
        rotated.Time("previousSecretUntil").ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(23));
        JsonObject ping = await shop.PingAsync(endpoint);

        ReceivedWebhook call = (await receiver.HasGotAsync(_ => true)).Single();
        call.Id.ShouldBe(ping.Text("eventId"));
        call.TypeOf().ShouldBe("webhook_endpoint.pinged");
        call.Headers["webhook-signature"].Split(' ').Length.ShouldBe(2);
        (call.IsSignedWith(rotated.Text("secret")), call.IsSignedWith(endpoint.Text("secret"))).ShouldBe((true, true));

        Guid id = Guid.Parse(endpoint.Text("id"));
        await app.ExecuteAsync($"UPDATE webhook_endpoints SET previous_secret_until = now() WHERE tenant_id = {shop.TenantId} AND id = {id}");
        await shop.PingAsync(endpoint);
        ReceivedWebhook later = (await receiver.HasGotAsync(_ => true, 2)).Last();
        (later.IsSignedWith(rotated.Text("secret")), later.IsSignedWith(endpoint.Text("secret"))).ShouldBe((true, false));
    }

    [Fact]
    public async Task Delivery_WhenTheReceiverFails_IsTriedAgainAndCanBeReplayed()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await using WebhookReceiver receiver = new() { Answer = _ => WebhookReceiver.Reply(503, "Down for maintenance", "Retry-After: 600") };
        JsonObject endpoint = await shop.AddEndpointAsync(receiver.Url, "receipt.issued");
        await shop.PingAsync(endpoint);

        JsonObject failed = await shop.DeliveryAsync(endpoint, delivery => (int?)delivery["attemptCount"] == 1);
        failed.Text("status").ShouldBe("pending");
        JsonNode attempt = failed["attempts"]!.AsArray().ShouldHaveSingleItem().ShouldNotBeNull();
        ((int?)attempt["statusCode"], attempt.Text("error"), attempt.Text("excerpt")).ShouldBe((503, "status", "Down for maintenance"));
        (failed.Time("nextAttemptAt") - attempt.Time("at")).ShouldBeInRange(TimeSpan.FromSeconds(599), TimeSpan.FromSeconds(700));
        (await shop.Admin.ReadAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}"))["failingSince"].ShouldNotBeNull();

        receiver.Answer = _ => WebhookReceiver.Reply(200);
        await BringForwardAsync(shop);
        JsonObject succeeded = await shop.DeliveryAsync(endpoint, delivery => delivery.Text("status") == "succeeded");
        ((int?)succeeded["attemptCount"]).ShouldBe(2);
        (await shop.Admin.ReadAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}"))["failingSince"].ShouldBeNull();

        string replay = $"{WebhookDesk.Path}/{endpoint.Text("id")}/deliveries/{succeeded.Text("id")}/replay";
        using HttpResponseMessage replayed = await shop.Admin.PostAsync(replay, content: null);
        (await replayed.ShouldAnswerAsync(HttpStatusCode.Accepted)).Text("status").ShouldBe("pending");
        await shop.DeliveryAsync(endpoint, delivery => (int?)delivery["attemptCount"] == 3 && delivery.Text("status") == "succeeded");
        receiver.Received.Select(call => (call.Id, call.Body)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Endpoint_WhenTheReceiverIsGone_IsDisabledUntilSwitchedOn()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await using WebhookReceiver receiver = new() { Answer = _ => WebhookReceiver.Reply(410) };
        JsonObject endpoint = await shop.AddEndpointAsync(receiver.Url, "receipt.issued");
        await shop.PingAsync(endpoint);
        JsonObject given = await shop.DeliveryAsync(endpoint, delivery => delivery.Text("status") == "failed");

        JsonObject disabled = await shop.Admin.ReadAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}");
        (disabled.Text("status"), disabled.Text("disabledReason")).ShouldBe(("disabled", "gone"));
        (await shop.MessagesAsync("webhook_endpoint.disabled", endpoint.Text("id"))).ShouldBe(1);
        using HttpResponseMessage ping = await shop.Admin.PostAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}/ping", content: null);
        await ping.ShouldRefuseAsync(409, "webhook_endpoint_disabled");
        using HttpResponseMessage replay = await shop.Admin.PostAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}/deliveries/{given.Text("id")}/replay", content: null);
        await replay.ShouldRefuseAsync(409, "webhook_endpoint_disabled");

        receiver.Answer = _ => WebhookReceiver.Reply(200);
        using HttpResponseMessage enabled = await shop.EditAsync(endpoint, new JsonObject { ["isActive"] = true }, await shop.TagAsync(endpoint));
        (await enabled.ShouldAnswerAsync(HttpStatusCode.OK)).Text("status").ShouldBe("active");
        await shop.PingAsync(endpoint);
        await receiver.HasGotAsync(_ => true, 2);
    }

    [Fact]
    public async Task Endpoint_WhenItFailsForDays_IsDisabledWithTheDeliveryThatIsGivenUp()
    {
        Shop shop = await Shop.OfFileAsync(app);
        await using WebhookReceiver receiver = new() { Answer = _ => WebhookReceiver.Reply(500) };
        JsonObject endpoint = await shop.AddEndpointAsync(receiver.Url, "receipt.issued");
        await shop.PingAsync(endpoint);
        await shop.DeliveryAsync(endpoint, delivery => (int?)delivery["attemptCount"] == 1);

        Guid id = Guid.Parse(endpoint.Text("id"));
        await app.ExecuteAsync($"UPDATE webhook_endpoints SET failing_since = now() - interval '73 hours' WHERE tenant_id = {shop.TenantId} AND id = {id}");
        await app.ExecuteAsync($"UPDATE webhook_deliveries SET give_up_at = now(), next_attempt_at = now() WHERE tenant_id = {shop.TenantId} AND endpoint_id = {id}");

        await shop.DeliveryAsync(endpoint, delivery => delivery.Text("status") == "failed");
        (await shop.Admin.ReadAsync($"{WebhookDesk.Path}/{endpoint.Text("id")}")).Text("disabledReason").ShouldBe("failing");
    }

    /// <summary>A receiver that takes all its calls and answers none.</summary>
    [Fact]
    public async Task Receivers_WhenOneHangs_TheOthersAreToldNevertheless()
    {
        Shop shop = await Shop.OpenAsync(app);
        await using WebhookReceiver hanging = new() { Answer = _ => null };
        await using WebhookReceiver prompt = new();
        JsonObject slow = await shop.AddEndpointAsync(hanging.Url, "receipt.issued");
        JsonObject quick = await shop.AddEndpointAsync(prompt.Url, "receipt.issued");
        for (int i = 0; i < 6; i++)
        {
            await shop.PingAsync(slow);
        }

        await hanging.HasGotAsync(_ => true, 4);
        await shop.PingAsync(quick);
        await prompt.HasGotAsync(_ => true);

        hanging.Connections.ShouldBe(4);
        (await shop.DeliveriesAsync(slow, "?status=pending")).Count.ShouldBe(6);
    }

    private Task<int> BringForwardAsync(Shop shop) => app.ExecuteAsync($"UPDATE webhook_deliveries SET next_attempt_at = now() WHERE tenant_id = {shop.TenantId} AND status = 'pending'");
}
