namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Shouldly;
using Xunit;

public sealed class WebhookSignatureTests
{
    // The vector that the libraries of Standard Webhooks share.
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Body = """{"test": 2432232314}""";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private static readonly DateTimeOffset SentAt = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    [Fact]
    public void Sign_WhenGivenTheVectorOfStandardWebhooks_MakesItsSignature() => WebhookSignature.Sign([Secret], Id, SentAt, Body).ShouldBe(Signature);

    [Fact]
    public void Sign_WhenAnythingIsAnother_MakesAnother()
    {
        WebhookSignature.Sign([Secret], Id + "x", SentAt, Body).ShouldNotBe(Signature);
        WebhookSignature.Sign([Secret], Id, SentAt.AddSeconds(1), Body).ShouldNotBe(Signature);
        WebhookSignature.Sign([Secret], Id, SentAt, Body + " ").ShouldNotBe(Signature);
        WebhookSignature.Sign([WebhookSignature.NewSecret()], Id, SentAt, Body).ShouldNotBe(Signature);
    }

    [Fact]
    public void Sign_WhenThereAreTwoSecrets_SignsWithBoth()
    {
        string next = WebhookSignature.NewSecret();

        WebhookSignature.Sign([next, Secret], Id, SentAt, Body).Split(' ').ShouldBe([WebhookSignature.Sign([next], Id, SentAt, Body), Signature]);
    }

    [Fact]
    public void NewSecret_WhenMade_HasPrefixAndThirtyTwoBytes()
    {
        string secret = WebhookSignature.NewSecret();

        secret.ShouldStartWith("whsec_");
        Convert.FromBase64String(secret["whsec_".Length..]).Length.ShouldBe(32);
        WebhookSignature.NewSecret().ShouldNotBe(secret);
    }
}
