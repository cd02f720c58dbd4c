namespace Booking.Domain.Tests.Notifications;

using Booking.Domain.Notifications;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class WebhookDeliveryTests
{
    [Fact]
    public void Record_WhenTheReceiverAnswers_IsDone()
    {
        WebhookDelivery delivery = New();

        delivery.Record(Attempt(204), null, 0.5, Samples.Now).IsSuccess.ShouldBeTrue();

        (delivery.Status, delivery.AttemptCount, delivery.NextAttemptAt).ShouldBe((WebhookDeliveryStatus.Succeeded, 1, null));
    }

    [Fact]
    public void Record_WhenEveryAttemptFails_TriesForSeventyTwoHoursAndNoLonger()
    {
        WebhookDelivery delivery = New();
        DateTimeOffset now = Samples.Now;
        List<double> pauses = [];
        while (delivery.NextAttemptAt is { } next)
        {
            pauses.Add((next - now).TotalSeconds);
            now = next;
            delivery.Claim(now.AddMinutes(1));
            delivery.Record(Attempt(503), null, 0.5, now).IsSuccess.ShouldBeTrue();
        }

        pauses[..5].ShouldBe([0, 5, 15, 45, 135]);
        pauses.ShouldBe(pauses.Order());
        pauses[^1].ShouldBe(TimeSpan.FromHours(8).TotalSeconds);
        (now - Samples.Now).ShouldBeInRange(TimeSpan.FromHours(60), TimeSpan.FromHours(72));
        delivery.Status.ShouldBe(WebhookDeliveryStatus.Failed);
        delivery.AttemptCount.ShouldBe(pauses.Count);
        delivery.Attempts.Count.ShouldBeLessThanOrEqualTo(WebhookDelivery.MaxAttemptsKept);
    }

    [Fact]
    public void Record_WhenTheReceiverIsGone_GivesUpAtOnce()
    {
        WebhookDelivery delivery = New();
        delivery.Record(Attempt(410), null, 0.5, Samples.Now).IsSuccess.ShouldBeTrue();
        delivery.Status.ShouldBe(WebhookDeliveryStatus.Failed);
    }

    [Fact]
    public void Record_WhenTheReceiverAsksForTime_GivesIt()
    {
        WebhookDelivery delivery = New();
        delivery.Record(Attempt(429), TimeSpan.FromMinutes(10), 0.5, Samples.Now).IsSuccess.ShouldBeTrue();
        delivery.NextAttemptAt.ShouldBe(Samples.Now.AddMinutes(10));
    }

    [Fact]
    public void Record_WhenItIsDoneAlready_IsRefused()
    {
        WebhookDelivery delivery = New();
        delivery.Record(Attempt(200), null, 0.5, Samples.Now).IsSuccess.ShouldBeTrue();
        delivery.Record(Attempt(500), null, 0.5, Samples.Now).Error.ShouldNotBeNull().Code.ShouldBe("illegal_transition");
        delivery.AttemptCount.ShouldBe(1);
    }

    [Fact]
    public void Replay_WhenItIsDone_StartsAnewUnderTheSameId()
    {
        WebhookDelivery delivery = New();
        Guid id = delivery.EventId;
        delivery.Replay(Samples.Now).Error.ShouldNotBeNull().Code.ShouldBe("illegal_transition");
        delivery.Record(Attempt(410), null, 0.5, Samples.Now).IsSuccess.ShouldBeTrue();

        DateTimeOffset later = Samples.Now.AddDays(10);
        delivery.Replay(later).IsSuccess.ShouldBeTrue();

        (delivery.Status, delivery.NextAttemptAt, delivery.GiveUpAt, delivery.EventId).ShouldBe((WebhookDeliveryStatus.Pending, later, later.AddHours(72), id));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 5)]
    [InlineData(1, 6)]
    public void Pause_WhenChanceDiffers_IsSpread(double chance, double seconds) => WebhookDelivery.Retries.Pause(1, chance, null).TotalSeconds.ShouldBe(seconds, 0.001);

    [Fact]
    public void Transitions_WhenListed_AreTheLegalOnes()
    {
        WebhookDeliveryTransitions.Table.Moves.ShouldBe(
            [
                (WebhookDeliveryStatus.Pending, WebhookDeliveryStatus.Succeeded), (WebhookDeliveryStatus.Pending, WebhookDeliveryStatus.Failed),
                (WebhookDeliveryStatus.Succeeded, WebhookDeliveryStatus.Pending), (WebhookDeliveryStatus.Failed, WebhookDeliveryStatus.Pending),
            ],
            ignoreOrder: true);
        WebhookEndpointTransitions.Table.Check(WebhookEndpointStatus.Active, WebhookEndpointStatus.Active).IsFailure.ShouldBeTrue();
    }

    private static WebhookAttempt Attempt(int status) => new(Samples.Now, status, status < 300 ? null : "status", 10, null);

    private static WebhookDelivery New()
    {
        WebhookEndpoint endpoint = WebhookEndpoint.Create(
            Guid.CreateVersion7(), Guid.CreateVersion7(), new WebhookEndpointDetails("https://shop.example/", "", ["*"], IsActive: true), "sealed", new WebhookTargets(), Samples.Now).Value.ShouldNotBeNull();
        return WebhookDelivery.Plan(Guid.CreateVersion7(), endpoint, Guid.CreateVersion7(), "booking.confirmed", "{}", Samples.Now);
    }
}
