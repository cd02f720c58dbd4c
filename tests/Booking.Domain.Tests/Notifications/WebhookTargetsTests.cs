namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Shouldly;
using Xunit;

public sealed class WebhookTargetsTests
{
    private static readonly WebhookTargets Strict = new();

    private static readonly WebhookTargets OfDevelopment = new(AllowsHttp: true, AllowsLoopback: true);

    [Theory]
    [InlineData("https://shop.example/hooks")]
    [InlineData("https://shop.example:8443/hooks?of=booking")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    public void Read_WhenTheTargetIsPublic_TakesIt(string url) => Strict.Read(url).IsSuccess.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("shop.example")]
    [InlineData("/hooks")]
    [InlineData("http://shop.example/")]
    [InlineData("ftp://shop.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://shop.example/")]
    [InlineData("https://user:secret@shop.example/")]
    [InlineData("https://shop.example/#part")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:7f00:1]/")]
    [InlineData("https://[fd00::1]/")]
    public void Read_WhenTheTargetIsNot_RefusesIt(string url) => Strict.Read(url).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/url"]);

    [Theory]
    [InlineData("http://127.0.0.1:5000/hooks")]
    [InlineData("http://[::1]:5000/hooks")]
    public void Read_WhenLoopbackIsAllowed_TakesIt(string url)
    {
        OfDevelopment.Read(url).IsSuccess.ShouldBeTrue();
        OfDevelopment.Read("http://10.0.0.1/").IsFailure.ShouldBeTrue();
        OfDevelopment.Read("http://[::ffff:127.0.0.1]/").IsFailure.ShouldBeTrue();
    }

    [Fact]
    public void Read_WhenTheUrlIsTooLong_RefusesIt() => Strict.Read("https://shop.example/" + new string('a', WebhookTargets.UrlMaxLength)).IsFailure.ShouldBeTrue();
}
