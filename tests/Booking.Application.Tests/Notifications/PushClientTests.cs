namespace Booking.Application.Tests.Notifications;

using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Booking.Infrastructure.Notifications;
using Booking.Testing;
using Shouldly;
using Xunit;

public sealed class PushClientTests
{
    private static readonly WebhookTargets Local = new(AllowsHttp: true, AllowsLoopback: true);

    private static readonly PushMessage Message = new("Hello"u8.ToArray(), "AZzfDQ8NcAiKnV1uf4CRqA", IsUrgent: true, TimeSpan.FromMinutes(90));

    [Fact]
    public async Task SendAsync_WhenTaken_IsWhatRfc8030AsksForAndOnlyTheBrowserCanRead()
    {
        await using WebhookReceiver service = new() { Answer = _ => WebhookReceiver.Reply(201, "", "Location: https://push.example.net/message/1") };
        using PushBrowser browser = new();
        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        VapidKeys keys = Keys(own);

        PushAnswer answer = await SendAsync(service, browser, keys: keys);

        answer.ShouldBe(new PushAnswer(PushOutcome.Taken, "https://push.example.net/message/1"));
        ReceivedWebhook call = service.Received.ShouldHaveSingleItem();
        call.RequestLine.ShouldBe("POST /hooks HTTP/1.1");
        (call.Headers["ttl"], call.Headers["urgency"], call.Headers["topic"], call.Headers["content-encoding"]).ShouldBe(("5400", "high", "AZzfDQ8NcAiKnV1uf4CRqA", "aes128gcm"));
        PushBrowser.IsAuthorized(call.Headers["authorization"], keys.PublicKey!, $"http://127.0.0.1:{service.Port}").ShouldBeTrue();
        browser.Read(call.Bytes).ShouldBe("Hello");
        using PushBrowser other = new();
        Should.Throw<CryptographicException>(() => other.Read(call.Bytes));
    }

    [Theory]
    [InlineData(200, "Taken", null)]
    [InlineData(404, "Gone", "subscription_gone")]
    [InlineData(410, "Gone", "subscription_gone")]
    [InlineData(413, "Refused", "too_large")]
    [InlineData(400, "Refused", "refused")]
    [InlineData(403, "Refused", "refused")]
    [InlineData(307, "Refused", "refused")]
    [InlineData(429, "Failed", "too_many_requests")]
    [InlineData(503, "Failed", "provider_error")]
    public async Task SendAsync_WhenTheServiceAnswers_KnowsWhatFollows(int status, string outcome, string? reason)
    {
        await using WebhookReceiver service = new() { Answer = _ => WebhookReceiver.Reply(status, "Never shown", "Retry-After: 120") };
        using PushBrowser browser = new();

        PushAnswer answer = await SendAsync(service, browser);

        (answer.Outcome.ToString(), answer.Reason).ShouldBe((outcome, reason));
        answer.RetryAfter.ShouldBe(answer.Outcome == PushOutcome.Failed ? TimeSpan.FromMinutes(2) : null);
    }

    /// <summary>The control is the first test: the same call reaches the same service where it is allowed to.</summary>
    [Fact]
    public async Task SendAsync_WhenTheServiceIsNotPublic_NeverReachesIt()
    {
        await using WebhookReceiver service = new();
        using PushBrowser browser = new();

        PushAnswer answer = await SendAsync(service, browser, new WebhookTargets(AllowsHttp: true));

        answer.ShouldBe(new PushAnswer(PushOutcome.Refused, Reason: "address_refused"));
        service.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("ÄÖÜ 🚌 ", 2_000)]
    [InlineData("x", 10_000)]
    [InlineData("\u0001", 3_000)]
    public void Plain_WhenTheTextIsTooLong_IsCutBetweenCharacters(string piece, int times)
    {
        OutgoingNotification notification = new(
            Guid.NewGuid(), Guid.NewGuid(), NotificationChannel.Push, "booking.confirmed", "en", Guid.NewGuid(), "", "Ada", new string('s', 500), string.Concat(Enumerable.Repeat(piece, times)), null, "/bookings/1", false, null);

        byte[] plain = PushChannel.Plain(notification);

        plain.Length.ShouldBeLessThanOrEqualTo(PushEncryption.MaxPlain);
        plain.Length.ShouldBeGreaterThan(PushEncryption.MaxPlain - 200);
        JsonNode told = JsonNode.Parse(plain)!;
        ((string?)told["body"]).ShouldNotBeNull().ShouldEndWith("…");
        ((string?)told["body"]).ShouldNotBeNull().ShouldNotContain("\uFFFD");
        ((string?)told["link"]).ShouldBe("/bookings/1");
    }

    private static VapidKeys Keys(ECDsa key) => VapidKeys.Of(key.ExportParameters(includePrivateParameters: true), "mailto:push@example.com");

    private static async Task<PushAnswer> SendAsync(WebhookReceiver service, PushBrowser browser, WebhookTargets? targets = null, VapidKeys? keys = null)
    {
        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using PushClient client = new(keys ?? Keys(own), new GuardedConnections(new SystemResolver(), targets ?? Local), targets ?? Local, TimeProvider.System);
        PushSubscription subscription = PushSubscription.Create(
            Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), service.Url, browser.PublicKey, browser.Auth, Local, DateTimeOffset.UnixEpoch).Value.ShouldNotBeNull();
        return await client.SendAsync(subscription, Message, CancellationToken.None);
    }
}
