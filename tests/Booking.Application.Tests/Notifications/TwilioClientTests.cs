namespace Booking.Application.Tests.Notifications;

using Booking.Application.Notifications;
using Booking.Infrastructure.Notifications;
using Booking.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

public sealed class TwilioClientTests
{
    private const string To = "+4915112345678";

    private static readonly TwilioSenderOptions Number = new() { From = "+15005550006" };

    [Fact]
    public async Task SendAsync_WhenTaken_HasTheFormOfTheDocumentation()
    {
        await using TwilioServer server = new();

        ChannelAnswer answer = await SendAsync(server, "Hällo & 1+1", Number, callback: "https://booking.example/api?a=1&b=2");

        TwilioMessage message = server.MessagesTo(To).ShouldHaveSingleItem();
        answer.ShouldBe(ChannelAnswer.Sent(message.Sid));
        message.Form.ShouldBe(new Dictionary<string, string> { ["To"] = To, ["Body"] = "Hällo & 1+1", ["From"] = "+15005550006", ["StatusCallback"] = "https://booking.example/api?a=1&b=2" });
    }

    [Fact]
    public async Task SendAsync_WhenItIsWhatsApp_BothNumbersSaySo()
    {
        await using TwilioServer server = new();

        await SendAsync(server, "Hello", Number, "whatsapp:");
        server.MessagesTo($"whatsapp:{To}").ShouldHaveSingleItem().Form.ShouldBe(new Dictionary<string, string> { ["To"] = $"whatsapp:{To}", ["Body"] = "Hello", ["From"] = "whatsapp:+15005550006" });

        await SendAsync(server, "Hello", new TwilioSenderOptions { From = "+15005550006", MessagingServiceSid = "MG1" }, "whatsapp:");
        server.MessagesTo($"whatsapp:{To}")[^1].Form.ShouldBe(new Dictionary<string, string> { ["To"] = $"whatsapp:{To}", ["Body"] = "Hello", ["MessagingServiceSid"] = "MG1" });
    }

    [Fact]
    public async Task SendAsync_WhenTheTextIsTooLong_IsCut()
    {
        await using TwilioServer server = new();

        (await SendAsync(server, string.Concat(Enumerable.Repeat("🚌", 1_000)), Number)).Outcome.ShouldBe(ChannelOutcome.Sent);

        string body = server.MessagesTo(To).ShouldHaveSingleItem().Body;
        body.Length.ShouldBeLessThanOrEqualTo(1_600);
        body.ShouldEndWith("🚌…");
    }

    [Theory]
    [InlineData(400, 21_211, ChannelOutcome.Refused, "invalid_number")]
    [InlineData(400, 21_614, ChannelOutcome.Refused, "not_a_mobile")]
    [InlineData(400, 21_610, ChannelOutcome.Refused, "unsubscribed")]
    [InlineData(400, 21_408, ChannelOutcome.Refused, "region_not_allowed")]
    [InlineData(400, 63_016, ChannelOutcome.Refused, "outside_window")]
    [InlineData(400, 99_999, ChannelOutcome.Refused, "refused")]
    [InlineData(429, 20_429, ChannelOutcome.Failed, "too_many_requests")]
    [InlineData(400, 20_429, ChannelOutcome.Failed, "too_many_requests")]
    [InlineData(401, 20_003, ChannelOutcome.Failed, "not_authorized")]
    [InlineData(500, 20_500, ChannelOutcome.Failed, "provider_error")]
    [InlineData(503, 20_503, ChannelOutcome.Failed, "provider_error")]
    public async Task SendAsync_WhenTwilioRefuses_KnowsWhetherAnotherTryCanHelp(int status, int code, ChannelOutcome outcome, string reason)
    {
        await using TwilioServer server = new();
        server.Script(To, TwilioServer.Refuse(status, code, "Retry-After: 120"));

        ChannelAnswer answer = await SendAsync(server, "Hello", Number);

        answer.ShouldBe(new ChannelAnswer(outcome, Reason: reason, RetryAfter: outcome == ChannelOutcome.Failed ? TimeSpan.FromMinutes(2) : null));
    }

    [Theory]
    [InlineData(201, "<html>", ChannelOutcome.Sent)]
    [InlineData(201, """{ "sid": 7 }""", ChannelOutcome.Sent)]
    [InlineData(502, "<html>", ChannelOutcome.Failed)]
    [InlineData(302, "", ChannelOutcome.Refused)]
    public async Task SendAsync_WhenTheAnswerIsNoneOfTwilios_GoesByTheStatus(int status, string body, ChannelOutcome outcome)
    {
        await using TwilioServer server = new();
        server.Script(To, WebhookReceiver.Reply(status, body));

        (await SendAsync(server, "Hello", Number)).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task SendAsync_WhenNobodyIsThere_SaysSo()
    {
        TwilioServer server = new();
        await server.DisposeAsync();

        (await SendAsync(server, "Hello", Number)).ShouldBe(ChannelAnswer.Failed("connection_failed"));
    }

    /// <summary>The example of Twilio's documentation on security, and one of its libraries.</summary>
    [Theory]
    [InlineData("+12349013030", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=")]
    [InlineData("+14158675309", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    public void Sign_WhenGivenTwiliosExample_MakesItsSignature(string number, string signature)
    {
        const string url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        Dictionary<string, string> form = new() { ["To"] = "+18005551212", ["From"] = number, ["Digits"] = "1234", ["Caller"] = number, ["CallSid"] = "CA1234567890ABCDE" };

        TwilioSignature.Sign("12345", url, form).ShouldBe(signature);
        TwilioSignature.IsValid("12345", url, form, signature).ShouldBeTrue();
        TwilioSignature.IsValid("12346", url, form, signature).ShouldBeFalse();
        TwilioSignature.IsValid("12345", url + "&x=1", form, signature).ShouldBeFalse();
        TwilioSignature.IsValid("12345", url, form.Append(new("X", "")), signature).ShouldBeFalse();
        TwilioSignature.IsValid("12345", url, form, null).ShouldBeFalse();
        TwilioSignature.IsValid("12345", url, form, "").ShouldBeFalse();
    }

    private static async Task<ChannelAnswer> SendAsync(TwilioServer server, string text, TwilioSenderOptions from, string prefix = "", string? callback = null)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Twilio:BaseUrl"] = server.BaseUrl.AbsoluteUri,
                ["Twilio:AccountSid"] = TwilioServer.AccountSid,
                ["Twilio:AuthToken"] = TwilioServer.AuthToken,
            }).Build())
            .AddTwilio()
            .BuildServiceProvider();
        return await services.GetRequiredService<TwilioClient>().SendAsync(To, text, from, prefix, callback, CancellationToken.None);
    }
}
