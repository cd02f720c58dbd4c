namespace Booking.Api.Tests.Payments;

using System.Net;
using System.Text.Json.Nodes;
using Booking.Api.Tests.Http;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>Only what the provider has signed, lately and for this payment, moves anything. Each refusal has its control: the right webhook for the same payment passes.</summary>
[Collection(BookingCollection.Name)]
public sealed class WebhookSignatureTests(BookingApp app)
{
    private const string Invalid = "invalid_signature";

    private static readonly Dictionary<string, Func<string, string, (string Body, string? Signature)>> Forgeries = new()
    {
        ["no signature"] = (_, body) => (body, null),
        ["an empty signature"] = (_, body) => (body, ""),
        ["garbage"] = (_, body) => (body, "garbage"),
        ["no time"] = (secret, body) => (body, $"v1={SandboxWebhooks.Mac(secret, SandboxWebhooks.Time(), body)}"),
        ["a time without a signature"] = (_, body) => (body, $"t={SandboxWebhooks.Time()}"),
        ["a time that is a word"] = (secret, body) => (body, $"t=now,v1={SandboxWebhooks.Mac(secret, "now", body)}"),
        ["a negative time"] = (secret, body) => (body, $"t=-1,v1={SandboxWebhooks.Mac(secret, "-1", body)}"),
        ["a time too great to count"] = (secret, body) => (body, $"t=99999999999999999999,v1={SandboxWebhooks.Mac(secret, "99999999999999999999", body)}"),
        ["the greatest time"] = (secret, body) => (body, $"t={long.MaxValue},v1={SandboxWebhooks.Mac(secret, $"{long.MaxValue}", body)}"),
        ["another secret"] = (_, body) => (body, SandboxWebhooks.Sign("another-secret-of-somebody", body)),
        ["an empty secret"] = (_, body) => (body, SandboxWebhooks.Sign("", body)),
        ["a cut signature"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body)[..^1]),
        ["half a signature"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body)[..^32]),
        ["a longer signature"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body) + "00"),
        ["one changed digit"] = (secret, body) => (body, Flip(SandboxWebhooks.Sign(secret, body))),
        ["a signature of the body alone"] = (secret, body) => (body, $"t={SandboxWebhooks.Time()},v1={SandboxWebhooks.Mac(secret, "", body)}"),
        ["another version of the scheme"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body).Replace("v1=", "v0=", StringComparison.Ordinal)),
        ["a cut body"] = (secret, body) => (body[..^1], SandboxWebhooks.Sign(secret, body)),
        ["a changed body"] = (secret, body) => (body.Replace("\"EUR\"", "\"VND\"", StringComparison.Ordinal), SandboxWebhooks.Sign(secret, body)),
        ["a blank more in the body"] = (secret, body) => (body + " ", SandboxWebhooks.Sign(secret, body)),
        ["an empty body"] = (secret, body) => ("", SandboxWebhooks.Sign(secret, body)),
        ["305 seconds old"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body, TimeSpan.FromSeconds(305))),
        ["a day old"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body, TimeSpan.FromDays(1))),
        ["310 seconds in the future"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body, TimeSpan.FromSeconds(-310))),
        ["an old signature with a new time"] = (secret, body) => (body, $"t={SandboxWebhooks.Time()},{SandboxWebhooks.Sign(secret, body, TimeSpan.FromSeconds(400)).Split(',')[1]}"),
        ["two wrong signatures"] = (_, body) => (body, $"{SandboxWebhooks.Sign("one-wrong-secret", body)},v1={SandboxWebhooks.Mac("two-wrong-secrets", SandboxWebhooks.Time(), body)}"),
        ["a thousand signatures"] = (secret, body) => (body, SandboxWebhooks.Sign(secret, body) + string.Concat(Enumerable.Repeat(",v1=00", 1_000))),
    };

    private static readonly Dictionary<string, Func<string, string, string>> Accepted = new()
    {
        ["now"] = (secret, body) => SandboxWebhooks.Sign(secret, body),
        ["290 seconds old"] = (secret, body) => SandboxWebhooks.Sign(secret, body, TimeSpan.FromSeconds(290)),
        ["290 seconds in the future"] = (secret, body) => SandboxWebhooks.Sign(secret, body, TimeSpan.FromSeconds(-290)),
        ["during a rotation, the new one first"] = (secret, body) => $"{SandboxWebhooks.Sign(secret, body)},v1={SandboxWebhooks.Mac("the-old-secret", SandboxWebhooks.Time(), body)}",
        ["during a rotation, the old one first"] = (secret, body) =>
        {
            string time = SandboxWebhooks.Time();
            return $"t={time},v1={SandboxWebhooks.Mac("the-old-secret", time, body)},v1={SandboxWebhooks.Mac(secret, time, body)}";
        },
        ["with a scheme of tomorrow beside it"] = (secret, body) => SandboxWebhooks.Sign(secret, body) + ",v2=whatever",
        ["with blanks"] = (secret, body) => SandboxWebhooks.Sign(secret, body).Replace(",", ", ", StringComparison.Ordinal),
    };

    public static TheoryData<string> ForgedNames => [.. Forgeries.Keys];

    public static TheoryData<string> AcceptedNames => [.. Accepted.Keys];

    [Theory]
    [MemberData(nameof(ForgedNames))]
    public async Task Webhook_WhenItIsForged_Is401AndItsControlPasses(string name)
    {
        Shop shop = await Shop.OfFileAsync(app);
        (JsonObject booking, JsonObject payment) = await OpenAsync(shop);
        string body = SandboxWebhooks.Body(payment);
        (string sent, string? signature) = Forgeries[name](app.Secret(), body);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage forged = await shop.Guest.SendWebhookAsync(sent, signature);

        await forged.ShouldRefuseAsync(401, Invalid);
        (await shop.FootprintAsync()).ShouldBe(before);
        (await shop.Customer.ReadAsync($"api/v1/payments/{payment.Text("id")}")).Text("status").ShouldBe("pending");
        using HttpResponseMessage right = await shop.Guest.SendWebhookAsync(body, SandboxWebhooks.Sign(app.Secret(), body));
        right.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");
    }

    [Theory]
    [MemberData(nameof(AcceptedNames))]
    public async Task Webhook_WhenItIsSignedRightly_Confirms(string name)
    {
        Shop shop = await Shop.OfFileAsync(app);
        (JsonObject booking, JsonObject payment) = await OpenAsync(shop);
        string body = SandboxWebhooks.Body(payment);

        using HttpResponseMessage response = await shop.Guest.SendWebhookAsync(body, Accepted[name](app.Secret(), body));

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");
    }

    [Theory]
    [InlineData("malformed JSON", "{", 400, "malformed_request")]
    [InlineData("null", "null", 400, "malformed_request")]
    [InlineData("a list", "[]", 400, "malformed_request")]
    [InlineData("no members", "{}", 400, "malformed_request")]
    [InlineData("no data", """{"id":"evt_1","type":"payment.succeeded"}""", 400, "malformed_request")]
    [InlineData("no id", """{"type":"payment.succeeded","data":{"paymentId":"{payment}","amount":{amount},"currency":"EUR"}}""", 400, "malformed_request")]
    [InlineData("an empty id", """{"id":"","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":{amount},"currency":"EUR"}}""", 400, "malformed_request")]
    [InlineData("a broken amount", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":1.5,"currency":"EUR"}}""", 400, "malformed_request")]
    [InlineData("an amount too great to count", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":1e400,"currency":"EUR"}}""", 400, "malformed_request")]
    [InlineData("a payment that is no id", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"' OR 1=1","amount":{amount},"currency":"EUR"}}""", 400, "malformed_request")]
    [InlineData("a cent too little", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":{less},"currency":"EUR"}}""", 422, "amount_mismatch")]
    [InlineData("a cent too much", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":{more},"currency":"EUR"}}""", 422, "amount_mismatch")]
    [InlineData("nothing", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":0,"currency":"EUR"}}""", 422, "amount_mismatch")]
    [InlineData("a negative amount", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":-{amount},"currency":"EUR"}}""", 422, "amount_mismatch")]
    [InlineData("another currency", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":{amount},"currency":"VND"}}""", 422, "amount_mismatch")]
    [InlineData("a currency of another case", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"{payment}","amount":{amount},"currency":"eur"}}""", 422, "amount_mismatch")]
    [InlineData("an unknown payment", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"0190c0de-0000-7000-8000-000000000001","amount":{amount},"currency":"EUR"}}""", 404, "payment_not_found")]
    [InlineData("the zero payment", """{"id":"{event}","type":"payment.succeeded","data":{"paymentId":"00000000-0000-0000-0000-000000000000","amount":{amount},"currency":"EUR"}}""", 404, "payment_not_found")]
    public async Task Webhook_WhenItIsSignedButWrong_IsRefusedAndTheSameEventPutRightPasses(string name, string template, int status, string code)
    {
        name.ShouldNotBeEmpty();
        Shop shop = await Shop.OfFileAsync(app);
        (JsonObject booking, JsonObject payment) = await OpenAsync(shop);
        long amount = (long)payment["amount"]!["amount"]!;
        string eventId = $"evt_{Guid.NewGuid():N}";
        string wrong = template
            .Replace("{payment}", payment.Text("id"), StringComparison.Ordinal).Replace("{event}", eventId, StringComparison.Ordinal)
            .Replace("{amount}", $"{amount}", StringComparison.Ordinal).Replace("{less}", $"{amount - 1}", StringComparison.Ordinal).Replace("{more}", $"{amount + 1}", StringComparison.Ordinal);
        string before = await shop.FootprintAsync();

        using HttpResponseMessage refused = await shop.Guest.SendWebhookAsync(wrong, SandboxWebhooks.Sign(app.Secret(), wrong));

        await refused.ShouldRefuseAsync(status, code);
        (await shop.FootprintAsync()).ShouldBe(before);
        string right = SandboxWebhooks.Body(payment, eventId: eventId);
        using HttpResponseMessage passed = await shop.Guest.SendWebhookAsync(right, SandboxWebhooks.Sign(app.Secret(), right));
        passed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("Sandbox")]
    [InlineData("stripe")]
    [InlineData("'%20OR%201=1")]
    public async Task Webhook_WhenTheProviderIsUnknown_Is404(string provider)
    {
        Shop shop = await Shop.OfFileAsync(app);
        (_, JsonObject payment) = await OpenAsync(shop);
        string body = SandboxWebhooks.Body(payment);

        using HttpResponseMessage response = await shop.Guest.SendWebhookAsync(body, SandboxWebhooks.Sign(app.Secret(), body), $"api/v1/webhooks/payments/{provider}");

        await response.ShouldRefuseAsync(404, "provider_not_found");
        (await shop.Customer.ReadAsync($"api/v1/payments/{payment.Text("id")}")).Text("status").ShouldBe("pending");
    }

    [Fact]
    public async Task Webhook_WhenItIsSentAHundredTimesAtOnce_HasOneEffect()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject booking, JsonObject payment) = await OpenAsync(shop);
        string body = SandboxWebhooks.Body(payment);
        string signature = SandboxWebhooks.Sign(app.Secret(), body);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => shop.Guest.SendWebhookAsync(body, signature)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        Array.ForEach(answers, answer => answer.Dispose());
        (await app.ScalarAsync<long>($"SELECT count(*) FROM payment_events WHERE tenant_id = {shop.TenantId}")).ShouldBe(1);
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(1);
        (await shop.MessagesAsync("payment.succeeded", payment.Text("id"))).ShouldBe(1);
        (await shop.ClaimsAsync(booking.Text("holdId"))).ShouldBe(["seat booked"]);
    }

    [Fact]
    public async Task Webhook_WhenTheSuccessIsToldUnderAHundredIdsAtOnce_HasOneEffect()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject booking, JsonObject payment) = await OpenAsync(shop);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ =>
        {
            string body = SandboxWebhooks.Body(payment);
            return shop.Guest.SendWebhookAsync(body, SandboxWebhooks.Sign(app.Secret(), body));
        }));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.NoContent);
        Array.ForEach(answers, answer => answer.Dispose());
        (await shop.MessagesAsync("booking.confirmed", booking.Text("id"))).ShouldBe(1);
        (await shop.MessagesAsync("payment.succeeded", payment.Text("id"))).ShouldBe(1);
        (await app.ScalarAsync<long>($"SELECT count(*) FROM refunds WHERE tenant_id = {shop.TenantId}")).ShouldBe(0);
    }

    [Fact]
    public async Task Webhook_WhenFailureAndSuccessComeInEitherOrder_TheMoneyCounts()
    {
        Shop shop = await Shop.OpenAsync(app);
        (JsonObject first, JsonObject failedFirst) = await OpenAsync(shop);
        (JsonObject second, JsonObject paidFirst) = await OpenAsync(shop);

        await TellAsync(shop, failedFirst, "payment.failed");
        await TellAsync(shop, failedFirst, "payment.succeeded");
        await TellAsync(shop, paidFirst, "payment.succeeded");
        await TellAsync(shop, paidFirst, "payment.failed");
        await TellAsync(shop, paidFirst, "payment.disputed");

        foreach ((JsonObject booking, JsonObject payment) in ((JsonObject, JsonObject)[])[(first, failedFirst), (second, paidFirst)])
        {
            (await shop.Customer.ReadAsync($"api/v1/bookings/{booking.Text("id")}")).Text("status").ShouldBe("confirmed");
            (await shop.Customer.ReadAsync($"api/v1/payments/{payment.Text("id")}")).Text("status").ShouldBe("succeeded");
        }
    }

    private async Task TellAsync(Shop shop, JsonObject payment, string type)
    {
        string body = SandboxWebhooks.Body(payment, type);
        using HttpResponseMessage response = await shop.Guest.SendWebhookAsync(body, SandboxWebhooks.Sign(app.Secret(), body));
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    private static int _seat;

    private static async Task<(JsonObject Booking, JsonObject Payment)> OpenAsync(Shop shop)
    {
        int seat = Interlocked.Increment(ref _seat);
        JsonObject booking = await shop.BookAsync(shop.Customer, shop.SeatItem($"{(char)('A' + seat / 50)}-{1 + seat % 50}"));
        return (booking, await shop.OpenPaymentAsync(shop.Customer, booking.Text("id")));
    }

    private static string Flip(string signature) => signature[..^1] + (signature[^1] == '0' ? '1' : '0');
}
