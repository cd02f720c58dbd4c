namespace Booking.Api.Tests.Notifications;

using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>A customer's browsers are told of a booking.</summary>
[Collection(BookingCollection.Name)]
public sealed class PushMessageTests(BookingApp app)
{
    private const string Path = "api/v1/push-subscriptions";

    [Fact]
    public async Task Customer_WhoseBrowsersAreSubscribed_IsToldInThoseThatAreLeft()
    {
        Shop shop = await Shop.OpenAsync(app);
        HttpClient customer = await shop.NewCustomerAsync();
        string key = (await customer.ReadAsync($"{Path}/key")).Text("publicKey");
        await using WebhookReceiver service = new() { Answer = _ => WebhookReceiver.Reply(201) };
        await using WebhookReceiver closed = new() { Answer = _ => WebhookReceiver.Reply(410) };
        using PushBrowser browser = new();
        using PushBrowser gone = new();
        await SubscribeAsync(customer, service.Url, browser);
        await SubscribeAsync(customer, closed.Url, gone);

        JsonObject booking = await shop.BookAsync(customer, shop.FreeTicketItem());

        ReceivedWebhook call = (await service.HasGotAsync(call => Told(browser, call).Text("kind") == "booking.confirmed")).First(call => Told(browser, call).Text("kind") == "booking.confirmed");
        PushBrowser.IsAuthorized(call.Headers["authorization"], key, $"http://127.0.0.1:{service.Port}").ShouldBeTrue();
        Told(browser, call)["body"]!.GetValue<string>().ShouldContain(booking.Text("number"));
        Told(browser, call).Text("title").ShouldNotBeNullOrWhiteSpace();
        call.Headers["topic"].Length.ShouldBe(22);
        int.Parse(call.Headers["ttl"], System.Globalization.CultureInfo.InvariantCulture).ShouldBePositive();
        await Eventually.SatisfiesAsync(async () => (await customer.ReadAsync(Path))["items"]!.AsArray().Count, left => left == 1, what: "The subscription that is left");
        await Eventually.SatisfiesAsync(
            async () => (await shop.Admin.ReadAsync($"api/v1/admin/notifications?bookingId={booking.Text("id")}"))["items"]!.AsArray()
                .Where(message => message!.Text("channel") == "push" && message!.Text("event") == "booking.confirmed").Select(message => message!.Text("status")).SingleOrDefault(),
            status => status == "sent", what: "The push message in the log");
    }

    private static JsonObject Told(PushBrowser browser, ReceivedWebhook call) => JsonNode.Parse(browser.Read(call.Bytes))!.AsObject();

    private static async Task SubscribeAsync(HttpClient customer, string endpoint, PushBrowser browser)
    {
        JsonObject body = new() { ["endpoint"] = endpoint, ["keys"] = new JsonObject { ["p256dh"] = Base64Url.EncodeToString(browser.PublicKey), ["auth"] = Base64Url.EncodeToString(browser.Auth) } };
        using HttpResponseMessage response = await customer.PostAsync(Path, body);
        await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }
}
