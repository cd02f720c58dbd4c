namespace Booking.Api.Tests.Notifications;

using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

[Collection(BookingCollection.Name)]
public sealed class PushSubscriptionTests(BookingApp app)
{
    private const string Path = "api/v1/push-subscriptions";

    private const string Key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

    [Fact]
    public async Task Browser_WhenSubscribedAgainMovedAndRemoved_IsOneSubscription()
    {
        Shop shop = await Shop.OpenAsync(app);
        string key = (await shop.Guest.ReadAsync($"{Path}/key")).Text("publicKey");
        Base64Url.DecodeFromChars(key).Length.ShouldBe(65);
        string endpoint = $"https://push.example.net/{Guid.NewGuid()}";
        string auth = Base64Url.EncodeToString(Guid.NewGuid().ToByteArray());

        JsonObject made = await SubscribeAsync(shop.Customer, endpoint, auth);
        made.Select(member => member.Key).ShouldBe(["id", "service", "createdAt"]);
        made.Text("service").ShouldBe("push.example.net");
        (await SubscribeAsync(shop.Customer, endpoint, auth)).Text("id").ShouldBe(made.Text("id"));

        // Somebody else at the same browser, and somebody who only knows the address.
        using HttpResponseMessage taken = await shop.Stranger.PostAsync(Path, Body(endpoint, Base64Url.EncodeToString(new byte[16])));
        await taken.ShouldRefuseAsync(409, "push_endpoint_taken");
        (await SubscribeAsync(shop.Stranger, endpoint, auth)).Text("id").ShouldBe(made.Text("id"));
        (await shop.Customer.ReadAsync(Path))["items"]!.AsArray().ShouldBeEmpty();
        (await shop.Stranger.ReadAsync(Path))["items"]!.AsArray().ShouldHaveSingleItem()!.Text("id").ShouldBe(made.Text("id"));
        string one = $"{Path}/{made.Text("id")}";
        using HttpResponseMessage foreign = await shop.Customer.DeleteAsync(one);
        await foreign.ShouldRefuseAsync(404, "push_subscription_not_found");
        using HttpResponseMessage removed = await shop.Stranger.DeleteAsync(one);
        removed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using HttpResponseMessage again = await shop.Stranger.DeleteAsync(one);
        await again.ShouldRefuseAsync(404, "push_subscription_not_found");
        using HttpResponseMessage guest = await shop.Guest.PostAsync(Path, Body(endpoint, auth));
        await guest.ShouldRefuseAsync(401, "not_authenticated");

        for (int i = 0; i < 10; i++)
        {
            await SubscribeAsync(shop.Customer, $"{endpoint}/{i}", auth);
        }

        using HttpResponseMessage many = await shop.Customer.PostAsync(Path, Body($"{endpoint}/more", auth));
        await many.ShouldRefuseAsync(409, "too_many_push_subscriptions");
        await SubscribeAsync(shop.Customer, $"{endpoint}/3", auth);
        JsonObject page = await shop.Customer.ReadAsync($"{Path}?limit=7");
        page["items"]!.AsArray().Count.ShouldBe(7);
        (await shop.Customer.ReadAsync($"{Path}?limit=7&cursor={page.Text("nextCursor")}"))["items"]!.AsArray().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("https://10.0.0.1/1", Key, "BTBZMqHH6r4Tts7J_aSIgg", 422, "rule_violated", "/endpoint")]
    [InlineData("ftp://push.example.net/1", Key, "BTBZMqHH6r4Tts7J_aSIgg", 422, "rule_violated", "/endpoint")]
    [InlineData("https://169.254.169.254/latest", Key, "BTBZMqHH6r4Tts7J_aSIgg", 422, "rule_violated", "/endpoint")]
    [InlineData("", Key, "BTBZMqHH6r4Tts7J_aSIgg", 400, "validation_failed", "/endpoint")]
    [InlineData("https://push.example.net/1", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8", "BTBZMqHH6r4Tts7J_aSIgg", 422, "rule_violated", "/keys/p256dh")]
    [InlineData("https://push.example.net/1", "BTBZMqHH6r4Tts7J_aSIgg", "BTBZMqHH6r4Tts7J_aSIgg", 422, "rule_violated", "/keys/p256dh")]
    [InlineData("https://push.example.net/1", "not base64url!", "BTBZMqHH6r4Tts7J_aSIgg", 400, "validation_failed", "/keys/p256dh")]
    [InlineData("https://push.example.net/1", Key, "BTBZMqHH6r4Tts7J", 422, "rule_violated", "/keys/auth")]
    [InlineData("https://push.example.net/1", Key, "", 400, "validation_failed", "/keys/auth")]
    public async Task SubscribePush_WhenItIsNoSubscriptionOfABrowser_RefusesIt(string endpoint, string key, string auth, int status, string code, string? pointer)
    {
        Shop shop = await Shop.OfFileAsync(app);
        using HttpResponseMessage response = await shop.Customer.PostAsync(Path, Body(endpoint, auth, key));
        await response.ShouldRefuseAsync(status, code, pointer);
    }

    private static JsonObject Body(string endpoint, string auth, string key = Key) => new()
    {
        ["endpoint"] = endpoint,
        ["expirationTime"] = null,
        ["keys"] = new JsonObject { ["p256dh"] = key, ["auth"] = auth },
    };

    private static async Task<JsonObject> SubscribeAsync(HttpClient http, string endpoint, string auth)
    {
        using HttpResponseMessage response = await http.PostAsync(Path, Body(endpoint, auth));
        return await response.ShouldAnswerAsync(HttpStatusCode.OK);
    }
}
