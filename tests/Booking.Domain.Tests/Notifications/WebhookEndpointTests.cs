namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class WebhookEndpointTests
{
    private static readonly WebhookTargets Targets = new();

    private static readonly WebhookEndpointDetails Details = new("https://shop.example/hooks", "Shop", ["booking.*", "payment.succeeded"], IsActive: true);

    [Theory]
    [InlineData("booking.confirmed", true)]
    [InlineData("booking.no_show", true)]
    [InlineData("payment.succeeded", true)]
    [InlineData("payment.failed", false)]
    [InlineData("bookings.made", false)]
    [InlineData("booking", false)]
    public void Wants_WhenAskedForAType_LooksAtTheFilters(string type, bool wanted) => New().Wants(type).ShouldBe(wanted);

    [Theory]
    [InlineData("hold.placed", true)]
    [InlineData("webhook_endpoint.disabled", true)]
    [InlineData("inventory.released", false)]
    [InlineData("notification.sent", false)]
    [InlineData("anything.at_all", false)]
    public void Wants_WhenTheFilterIsAStar_IsTrueOfWhatWebhooksAreToldOf(string type, bool wanted) => New(Details with { EventTypes = ["*"] }).Wants(type).ShouldBe(wanted);

    [Theory]
    [InlineData("booking")]
    [InlineData("Booking.*")]
    [InlineData("booking.**")]
    [InlineData("*.confirmed")]
    [InlineData("booking.%")]
    [InlineData("booking.confirmed\n")]
    [InlineData("booking.confirmd")]
    [InlineData("bookings.*")]
    [InlineData("inventory.released")]
    [InlineData("notification.sent")]
    [InlineData("")]
    public void Create_WhenAFilterIsNone_RefusesIt(string filter) =>
        WebhookEndpoint.Create(Guid.NewGuid(), Guid.NewGuid(), Details with { EventTypes = [filter] }, "sealed", Targets, Samples.Now).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/eventTypes"]);

    [Fact]
    public void RotateSecret_WhenCalled_BothSignForADay()
    {
        WebhookEndpoint endpoint = New();

        endpoint.RotateSecret("second", Samples.Now);

        endpoint.SecretsAt(Samples.Now.AddHours(23)).ShouldBe(["second", "sealed"]);
        endpoint.SecretsAt(Samples.Now.AddHours(24)).ShouldBe(["second"]);
    }

    [Fact]
    public void Reseal_WhenCalled_KeepsBothSecrets()
    {
        WebhookEndpoint endpoint = New();
        endpoint.Reseal(secret => $"{secret} anew");
        endpoint.PreviousSecret.ShouldBeNull();
        endpoint.RotateSecret("second", Samples.Now);

        endpoint.Reseal(secret => $"{secret} anew");

        endpoint.SecretsAt(Samples.Now).ShouldBe(["second anew", "sealed anew anew"]);
    }

    [Fact]
    public void Failed_WhenTheReceiverIsGone_DisablesAndTells()
    {
        WebhookEndpoint endpoint = New();

        endpoint.Failed(isGone: true, isGivenUp: true, Samples.Now);
        endpoint.Failed(isGone: true, isGivenUp: true, Samples.Now.AddSeconds(1));

        (endpoint.Status, endpoint.DisabledReason, endpoint.DisabledAt).ShouldBe((WebhookEndpointStatus.Disabled, WebhookDisabledReason.Gone, Samples.Now));
        endpoint.Events.ShouldHaveSingleItem().ShouldBe(new WebhookEndpointDisabled(endpoint.Id, endpoint.Url, WebhookDisabledReason.Gone));
    }

    [Fact]
    public void Failed_WhenADeliveryIsGivenUp_DisablesOnlyAfterSeventyTwoHoursWithoutSuccess()
    {
        WebhookEndpoint endpoint = New();
        endpoint.Failed(isGone: false, isGivenUp: false, Samples.Now);
        endpoint.Failed(isGone: false, isGivenUp: true, Samples.Now.AddHours(71));
        endpoint.IsActive.ShouldBeTrue();

        endpoint.Answered();
        endpoint.Failed(isGone: false, isGivenUp: true, Samples.Now.AddHours(73));
        endpoint.IsActive.ShouldBeTrue();

        endpoint.Failed(isGone: false, isGivenUp: true, Samples.Now.AddHours(73 + 72));
        endpoint.DisabledReason.ShouldBe(WebhookDisabledReason.Failing);
    }

    [Fact]
    public void Edit_WhenItIsSwitchedOnAgain_ForgetsWhyItWasOff()
    {
        WebhookEndpoint endpoint = New();
        endpoint.Edit(Details with { IsActive = false }, Targets, Samples.Now).IsSuccess.ShouldBeTrue();
        endpoint.DisabledReason.ShouldBe(WebhookDisabledReason.ByAdmin);

        endpoint.Edit(Details, Targets, Samples.Now.AddHours(1)).IsSuccess.ShouldBeTrue();

        (endpoint.Status, endpoint.DisabledReason, endpoint.DisabledAt, endpoint.FailingSince).ShouldBe((WebhookEndpointStatus.Active, null, null, null));
    }

    private static WebhookEndpoint New(WebhookEndpointDetails? details = null) =>
        WebhookEndpoint.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), details ?? Details, "sealed", Targets, Samples.Now).Value.ShouldNotBeNull();
}
