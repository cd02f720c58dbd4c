namespace Booking.Domain.Tests.Notifications;

using System.Buffers.Text;
using System.Security.Cryptography;
using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class PushSubscriptionTests
{
    private const string Endpoint = "https://push.example.net/push/1";

    private static readonly byte[] Key = Base64Url.DecodeFromChars("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");

    private static readonly byte[] Auth = Base64Url.DecodeFromChars("BTBZMqHH6r4Tts7J_aSIgg");

    [Fact]
    public void IsPoint_WhenMadeByTheCurve_IsOne()
    {
        for (int i = 0; i < 50; i++)
        {
            using ECDiffieHellman pair = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
            ECPoint point = pair.ExportParameters(includePrivateParameters: false).Q;
            byte[] bytes = [4, .. point.X!, .. point.Y!];

            PushKey.IsPoint(bytes).ShouldBeTrue();
            bytes[^1] ^= 1;
            PushKey.IsPoint(bytes).ShouldBeFalse();
        }
    }

    [Fact]
    public void IsPoint_WhenItIsNone_SaysSo()
    {
        byte[] compressed = [2, .. Key[1..33]];
        byte[] beyond = [4, .. Enumerable.Repeat((byte)255, 64)];

        foreach (byte[] bytes in (byte[][])[[], compressed, Key[..^1], [.. Key, 0], [3, .. Key[1..]], new byte[65], [4, .. new byte[64]], beyond])
        {
            PushKey.IsPoint(bytes).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("http://push.example.net/1", "/endpoint")]
    [InlineData("https://127.0.0.1/1", "/endpoint")]
    [InlineData("https://[fe80::1]/1", "/endpoint")]
    [InlineData("not a url", "/endpoint")]
    public void Create_WhenTheEndpointIsNone_RefusesIt(string endpoint, string pointer) =>
        PushSubscription.Create(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), endpoint, Key, Auth, new WebhookTargets(), Samples.Now).Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    [Fact]
    public void Create_WhenTheKeysAreNone_RefusesThem()
    {
        Create(Guid.NewGuid(), Key[..^1], Auth).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/keys/p256dh"]);
        Create(Guid.NewGuid(), Key, Auth[..^1]).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/keys/auth"]);
        Create(Guid.NewGuid(), Key, [.. Auth, 0]).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/keys/auth"]);
    }

    [Fact]
    public void Renew_WhenSomebodyElseSignsInThere_NeedsTheBrowsersSecret()
    {
        Guid owner = Guid.NewGuid();
        Guid next = Guid.NewGuid();
        PushSubscription subscription = Create(owner, Key, Auth).Value.ShouldNotBeNull();

        subscription.Renew(next, Key, new byte[16]).Answer().ShouldBe("push_endpoint_taken");
        subscription.UserId.ShouldBe(owner);
        subscription.Renew(next, Key, Auth).Answer().ShouldBe("ok");
        subscription.UserId.ShouldBe(next);
        subscription.Renew(next, Key, new byte[16]).Answer().ShouldBe("ok");
        subscription.AuthSecret.ShouldBe(new byte[16]);
    }

    private static Domain.Common.Result<PushSubscription> Create(Guid user, byte[] key, byte[] auth) =>
        PushSubscription.Create(Guid.NewGuid(), Guid.NewGuid(), user, Endpoint, key, auth, new WebhookTargets(), Samples.Now);
}
