namespace Booking.Application.Tests.Attribution;

using System.Text.Json.Nodes;
using Booking.Application.Attribution;
using Booking.Infrastructure.Attribution;
using Booking.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

public sealed class TikTokSenderTests
{
    private const string Token = "token-of-the-test";

    private const string Happened =
        """{"event":"CompletePayment","event_time":1795280565,"event_id":"BK-7F3K9Q","user":{"email":"321ba197033e81286fedb719d60d4ed5cecaed170733cb4a92013811afc0e3b6"},"properties":{"value":12.50,"currency":"EUR"}}""";

    [Fact]
    public async Task SendAsync_WhenTaken_HasTheFormOfTheDocumentation()
    {
        await using TikTokServer server = new();
        ConversionAnswer answer = await SendAsync(server);

        (answer.Attempt.StatusCode, answer.Attempt.Code, answer.Attempt.Error, answer.Attempt.RequestId).ShouldBe((200, 0, null, "2026112118300001"));
        JsonObject call = server.CallsWith(Token).ShouldHaveSingleItem();
        ((string?)call["event_source"], (string?)call["event_source_id"], call.ContainsKey("test_event_code")).ShouldBe(("web", "PIXEL", false));
        JsonNode.DeepEquals(call["data"]!.AsArray().ShouldHaveSingleItem(), JsonNode.Parse(Happened)).ShouldBeTrue();

        await SendAsync(server, testEventCode: "TEST123");
        ((string?)server.CallsWith(Token)[^1]["test_event_code"]).ShouldBe("TEST123");
    }

    /// <summary>Its code decides, not HTTP's.</summary>
    [Theory]
    [InlineData(40_002, 200, true)]
    [InlineData(40_000, 400, true)]
    [InlineData(20_001, 200, true)]
    [InlineData(40_001, 200, false)]
    [InlineData(40_100, 200, false)]
    [InlineData(40_105, 401, false)]
    [InlineData(50_000, 200, false)]
    [InlineData(51_010, 500, false)]
    [InlineData(40_002, 503, false)]
    public async Task SendAsync_WhenTheCodeIsNotZero_KnowsWhetherAnotherTryCanHelp(int code, int status, bool isFinal)
    {
        await using TikTokServer server = new();
        server.Script(Token, TikTokServer.Reply(code, "No\u0000 such\nthing" + new string('x', 500), status));

        ConversionAnswer answer = await SendAsync(server);

        (answer.Attempt.StatusCode, answer.Attempt.Code, answer.Attempt.Error, answer.IsFinal).ShouldBe((status, code, "refused", isFinal));
        answer.Attempt.Message.ShouldNotBeNull().ShouldStartWith("No  such thing");
        answer.Attempt.Message.Length.ShouldBe(200);
    }

    [Theory]
    [InlineData("", 200, "invalid_answer", false)]
    [InlineData("<html>", 200, "invalid_answer", false)]
    [InlineData("[]", 200, "invalid_answer", false)]
    [InlineData("""{ "code": "0" }""", 200, "invalid_answer", false)]
    [InlineData("<html>", 502, "status", false)]
    [InlineData("", 429, "status", false)]
    [InlineData("", 302, "status", false)]
    [InlineData("<html>", 404, "status", true)]
    public async Task SendAsync_WhenTheAnswerHasNoCode_GoesByTheStatus(string body, int status, string error, bool isFinal)
    {
        await using TikTokServer server = new();
        server.Script(Token, WebhookReceiver.Reply(status, body, "Retry-After: 120", "Location: http://127.0.0.1:1/"));

        ConversionAnswer answer = await SendAsync(server);

        (answer.Attempt.StatusCode, answer.Attempt.Code, answer.Attempt.Error, answer.IsFinal, answer.RetryAfter).ShouldBe((status, null, error, isFinal, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task SendAsync_WhenNobodyIsThere_SaysSo()
    {
        TikTokServer server = new();
        await server.DisposeAsync();

        ConversionAnswer answer = await SendAsync(server);

        (answer.Attempt.StatusCode, answer.Attempt.Error, answer.IsFinal).ShouldBe((null, "connection_failed", false));
    }

    private static async Task<ConversionAnswer> SendAsync(TikTokServer server, string? testEventCode = null)
    {
        await using ServiceProvider services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Conversions:TikTok:BaseUrl"] = server.BaseUrl.AbsoluteUri }).Build())
            .AddConversions()
            .BuildServiceProvider();
        return await services.GetRequiredService<IConversionSender>().SendAsync(new ConversionCall("PIXEL", testEventCode, Token, Happened), CancellationToken.None);
    }
}
