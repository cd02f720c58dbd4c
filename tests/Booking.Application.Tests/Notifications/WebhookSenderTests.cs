namespace Booking.Application.Tests.Notifications;

using System.Diagnostics;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Booking.Infrastructure.Notifications;
using Booking.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

public sealed class WebhookSenderTests
{
    private static readonly WebhookTargets Targets = new(AllowsHttp: true, AllowsLoopback: true);

    [Fact]
    public async Task SendAsync_WhenTheReceiverIsThere_PostsAsStandardWebhooksSays()
    {
        await using WebhookReceiver receiver = new();
        string secret = WebhookSignature.NewSecret();
        Guid id = Guid.NewGuid();
        DateTimeOffset now = DateTimeOffset.UtcNow;
        const string body = """{"type":"booking.confirmed","data":{"name":"Zoë"}}""";
        using Activity trace = new Activity("test").Start();

        WebhookAnswer answer = await SendAsync(new WebhookCall(receiver.Url, id, now, WebhookSignature.Sign([secret], id.ToString(), now, body), body));

        (answer.StatusCode, answer.Error).ShouldBe((204, null));
        ReceivedWebhook call = receiver.Received.ShouldHaveSingleItem();
        call.RequestLine.ShouldBe("POST /hooks HTTP/1.1");
        call.Body.ShouldBe(body);
        call.Headers["content-type"].ShouldBe("application/json");
        call.IsSignedWith(secret).ShouldBeTrue();
        call.IsSignedWith(WebhookSignature.NewSecret()).ShouldBeFalse();
        call.Headers.Keys.ShouldNotContain("traceparent");
    }

    [Fact]
    public async Task SendAsync_WhenTheAnswerNeverEnds_ReadsItsBeginning()
    {
        await using WebhookReceiver receiver = new() { Answer = _ => WebhookReceiver.Reply(500, "oh\r\nno \0 " + new string('x', 5_000_000), "Retry-After: 120") };

        WebhookAnswer answer = await SendAsync(Call(receiver.Url));

        (answer.StatusCode, answer.Error, answer.RetryAfter).ShouldBe((500, "status", TimeSpan.FromMinutes(2)));
        string excerpt = answer.Excerpt.ShouldNotBeNull();
        excerpt.ShouldStartWith("oh  no   xxx");
        excerpt.Length.ShouldBe(200);
    }

    [Fact]
    public async Task SendAsync_WhenTheReceiverAsksForYears_WaitsADay()
    {
        await using WebhookReceiver receiver = new() { Answer = _ => WebhookReceiver.Reply(503, "", "Retry-After: 99999999") };
        (await SendAsync(Call(receiver.Url))).RetryAfter.ShouldBe(TimeSpan.FromHours(24));
    }

    [Fact]
    public async Task SendAsync_WhenNobodyAnswers_GivesUpAfterItsTime()
    {
        await using WebhookReceiver receiver = new() { Answer = _ => null };
        (await SendAsync(Call(receiver.Url), TimeSpan.FromMilliseconds(300))).Error.ShouldBe("timeout");
    }

    [Fact]
    public async Task SendAsync_WhenTheHostStops_IsCancelled()
    {
        await using WebhookReceiver receiver = new() { Answer = _ => null };
        using CancellationTokenSource stopping = new(TimeSpan.FromMilliseconds(200));
        await Should.ThrowAsync<OperationCanceledException>(SendAsync(Call(receiver.Url), ct: stopping.Token));
    }

    [Fact]
    public async Task SendAsync_WhenThereIsNobody_SaysSo()
    {
        WebhookReceiver receiver = new();
        string url = receiver.Url;
        await receiver.DisposeAsync();
        (await SendAsync(Call(url))).Error.ShouldBe("connection_failed");
    }

    [Fact]
    public async Task SendAsync_WhenTheReceiverSpeaksNoTlsOrNoHttp_SaysSo()
    {
        await using WebhookReceiver receiver = new() { Answer = _ => "\0\r\n" };
        (await SendAsync(Call(receiver.Url))).Error.ShouldBe("invalid_answer");
        (await SendAsync(Call(receiver.Url.Replace("http:", "https:", StringComparison.Ordinal)), TimeSpan.FromSeconds(2))).StatusCode.ShouldBeNull();
    }

    [Theory]
    [InlineData("Production", true, true)]
    [InlineData("Staging", true, true)]
    [InlineData("Production", false, false)]
    [InlineData("Development", true, false)]
    public void Options_WhenLoopbackIsAllowedOutsideDevelopment_AreRefused(string environment, bool allowLoopback, bool refused)
    {
        using ServiceProvider services = Services(environment, allowLoopback);

        if (refused)
        {
            Should.Throw<OptionsValidationException>(() => services.GetRequiredService<WebhookTargets>()).Message.ShouldContain("Webhooks:AllowLoopback");
        }
        else
        {
            services.GetRequiredService<WebhookTargets>().ShouldBe(new WebhookTargets(environment == "Development", allowLoopback));
        }
    }

    private static ServiceProvider Services(string environment, bool allowLoopback) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["Webhooks:AllowLoopback"] = allowLoopback ? "true" : "false" }).Build())
        .AddWebhooks(new HostingEnvironment { EnvironmentName = environment })
        .BuildServiceProvider();

    private static WebhookCall Call(string url) => new(url, Guid.NewGuid(), DateTimeOffset.UtcNow, "v1,", "{}");

    private static async Task<WebhookAnswer> SendAsync(WebhookCall call, TimeSpan? limit = null, CancellationToken ct = default)
    {
        using WebhookSender sender = new(new GuardedConnections(new SystemResolver(), Targets), Targets, TimeProvider.System) { Limit = limit ?? TimeSpan.FromSeconds(15) };
        return await sender.SendAsync(call, ct);
    }
}
