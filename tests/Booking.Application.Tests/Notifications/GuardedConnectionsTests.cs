namespace Booking.Application.Tests.Notifications;

using System.Net;
using System.Net.Sockets;
using Booking.Application.Notifications;
using Booking.Domain.Notifications;
using Booking.Infrastructure.Notifications;
using Booking.Testing;
using Shouldly;
using Xunit;

/// <summary>No request reaches what is not public, whatever a receiver's owner does; each with its control, where the check is off and the server is reached.</summary>
public sealed class GuardedConnectionsTests
{
    private static readonly WebhookTargets Guarded = new(AllowsHttp: true);

    private static readonly WebhookTargets Unguarded = new(AllowsHttp: true, AllowsLoopback: true);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.9.10")]
    [InlineData("0.0.0.0")]
    [InlineData("::1")]
    [InlineData("::")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("192.168.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("224.0.0.1")]
    [InlineData("ff02::1")]
    [InlineData("8.8.8.8", "127.0.0.1")]
    [InlineData("127.0.0.1", "8.8.8.8")]
    public async Task SendAsync_WhenTheNameMeansAnAddressThatIsNotPublic_ConnectsToNothing(params string[] addresses)
    {
        Names names = new(addresses);
        List<IPEndPoint> dialled = [];

        WebhookAnswer answer = await SendAsync(names, Guarded, "http://shop.example/hooks", dialled);

        (answer.StatusCode, answer.Error).ShouldBe((null, "address_refused"));
        dialled.ShouldBeEmpty();
    }

    [Fact]
    public async Task SendAsync_WhenTheNameMeansThisMachine_ReachesNobody_AndDoesWithTheCheckOff()
    {
        await using WebhookReceiver receiver = new();
        string url = $"http://shop.example:{receiver.Port}/hooks";

        (await SendAsync(new Names(["127.0.0.1"]), Guarded, url)).Error.ShouldBe("address_refused");
        receiver.Connections.ShouldBe(0);

        (await SendAsync(new Names(["127.0.0.1"]), Unguarded, url)).StatusCode.ShouldBe(204);
        receiver.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.1")]
    [InlineData("017700000001")]
    [InlineData("127.0.0.1.")]
    public async Task SendAsync_WhenTheAddressIsWrittenOddly_ReachesNobody(string host)
    {
        await using WebhookReceiver receiver = new();

        WebhookAnswer answer = await SendAsync(new Names(["127.0.0.1"]), Guarded, $"http://{host}:{receiver.Port}/hooks");

        (answer.StatusCode, answer.Error).ShouldBe((null, "address_refused"));
        receiver.Connections.ShouldBe(0);
        (await SendAsync(new Names(["127.0.0.1"]), Unguarded, $"http://{host}:{receiver.Port}/hooks")).StatusCode.ShouldBe(204);
    }

    /// <summary>The name means a public address when it is asked for, and this machine a moment later.</summary>
    [Fact]
    public async Task SendAsync_WhenTheNameIsRebound_ConnectsToWhatWasChecked()
    {
        await using WebhookReceiver receiver = new();
        string url = $"http://rebound.example:{receiver.Port}/hooks";
        Names names = new(["8.8.8.8"], ["127.0.0.1"]);
        List<IPEndPoint> dialled = [];

        WebhookAnswer first = await SendAsync(names, Guarded, url, dialled);

        first.Error.ShouldBe("connection_failed");
        dialled.ShouldBe([new IPEndPoint(IPAddress.Parse("8.8.8.8"), receiver.Port)]);
        names.Asked.ShouldBe(1);

        (await SendAsync(names, Guarded, url, dialled)).Error.ShouldBe("address_refused");
        dialled.Count.ShouldBe(1);
        receiver.Connections.ShouldBe(0);
    }

    /// <summary>Whoever checks a name and then lets the connection look it up again is led astray by the same names.</summary>
    [Fact]
    public async Task SendAsync_WhenTheNameIsLookedUpAgain_IsLedToThisMachine()
    {
        await using WebhookReceiver receiver = new();
        Names names = new(["8.8.8.8"], ["127.0.0.1"]);
        (await names.ResolveAsync("rebound.example", CancellationToken.None)).All(PublicAddress.Is).ShouldBeTrue();

        (await SendAsync(names, Unguarded, $"http://rebound.example:{receiver.Port}/hooks")).StatusCode.ShouldBe(204);

        receiver.Connections.ShouldBe(1);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task SendAsync_WhenTheReceiverRedirects_DoesNotFollow(int status)
    {
        await using WebhookReceiver inside = new();
        await using WebhookReceiver receiver = new() { Answer = _ => WebhookReceiver.Reply(status, "", $"Location: {inside.Url}") };

        WebhookAnswer answer = await SendAsync(new Names(), Unguarded, receiver.Url);

        (answer.StatusCode, answer.Error).ShouldBe((status, "status"));
        inside.Connections.ShouldBe(0);
    }

    [Fact]
    public async Task SendAsync_WhenTheUrlHasNoTlsAndMustHave_ConnectsToNothing()
    {
        await using WebhookReceiver receiver = new();

        (await SendAsync(new Names(), new WebhookTargets(AllowsLoopback: true), receiver.Url)).Error.ShouldBe("address_refused");

        receiver.Connections.ShouldBe(0);
    }

    private static async Task<WebhookAnswer> SendAsync(Names names, WebhookTargets targets, string url, List<IPEndPoint>? dialled = null)
    {
        GuardedConnections connections = dialled is null
            ? new GuardedConnections(names, targets)
            : new GuardedConnections(names, targets)
            {
                Dial = (address, _) =>
                {
                    dialled.Add(address);
                    throw new SocketException((int)SocketError.ConnectionRefused);
                },
            };
        using WebhookSender sender = new(connections, targets, TimeProvider.System);
        return await sender.SendAsync(new WebhookCall(url, Guid.NewGuid(), DateTimeOffset.UtcNow, "v1,", "{}"), CancellationToken.None);
    }

    /// <summary>Answers with one list of addresses after the other, and with the last one from then on.</summary>
    private sealed class Names(params string[][] answers) : IHostResolver
    {
        public int Asked { get; private set; }

        public Task<IPAddress[]> ResolveAsync(string host, CancellationToken ct) =>
            Task.FromResult(answers[Math.Min(Asked++, answers.Length - 1)].Select(IPAddress.Parse).ToArray());
    }
}
