namespace Booking.Domain.Tests.Attribution;

using Booking.Domain.Attribution;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ConversionDeliveryTests
{
    [Fact]
    public void Transitions_WhenListed_LeadFromPendingOnly()
    {
        foreach (ConversionDeliveryStatus from in Enum.GetValues<ConversionDeliveryStatus>())
        {
            foreach (ConversionDeliveryStatus to in Enum.GetValues<ConversionDeliveryStatus>())
            {
                ConversionDeliveryTransitions.Table.Allows(from, to).ShouldBe(from == ConversionDeliveryStatus.Pending && to != ConversionDeliveryStatus.Pending, $"{from} to {to}");
            }
        }
    }

    [Fact]
    public void Record_WhenTaken_IsSentAndForgetsTheEvent()
    {
        ConversionDelivery delivery = New();

        delivery.Record(Attempt(null), isFinal: false, null, 0.5, Samples.Now).IsSuccess.ShouldBeTrue();

        (delivery.Status, delivery.SentAt, delivery.NextAttemptAt, delivery.Event, delivery.AttemptCount).ShouldBe((ConversionDeliveryStatus.Sent, Samples.Now, null, null, 1));
        delivery.Record(Attempt("timeout"), isFinal: false, null, 0.5, Samples.Now).Answer().ShouldBe("illegal_transition");
        delivery.Skip(ConversionSkipReason.BookingCancelled).Answer().ShouldBe("illegal_transition");
        delivery.AttemptCount.ShouldBe(1);
    }

    [Fact]
    public void Record_WhenItFails_IsTriedAgainLaterAndLater()
    {
        ConversionDelivery delivery = New();
        DateTimeOffset now = Samples.Now;
        List<double> pauses = [];
        while (delivery.Status == ConversionDeliveryStatus.Pending)
        {
            delivery.Record(Attempt("timeout"), isFinal: false, null, 0.5, now).IsSuccess.ShouldBeTrue();
            if (delivery.NextAttemptAt is { } next)
            {
                pauses.Add((next - now).TotalSeconds);
                now = next;
            }
        }

        pauses.Take(6).ShouldBe([5, 20, 80, 320, 1_280, 5_120]);
        pauses.Skip(6).ShouldAllBe(seconds => seconds == 7_200);
        (delivery.Status, delivery.NextAttemptAt, delivery.Event).ShouldBe((ConversionDeliveryStatus.Failed, null, null));
        now.ShouldBeLessThanOrEqualTo(delivery.GiveUpAt);
        (now - Samples.Now).ShouldBeGreaterThan(TimeSpan.FromHours(21));
        delivery.AttemptCount.ShouldBe(pauses.Count + 1);
    }

    [Fact]
    public void Record_WhenRefusedForGood_IsNotTriedAgain()
    {
        ConversionDelivery delivery = New();

        delivery.Record(Attempt("refused"), isFinal: true, null, 0.5, Samples.Now);

        (delivery.Status, delivery.NextAttemptAt).ShouldBe((ConversionDeliveryStatus.Failed, null));
    }

    [Fact]
    public void Record_WhenTheNetworkAsksForAPause_WaitsAtLeastAsLong()
    {
        ConversionDelivery delivery = New();

        delivery.Record(Attempt("refused"), isFinal: false, TimeSpan.FromMinutes(10), 0.5, Samples.Now);

        delivery.NextAttemptAt.ShouldBe(Samples.Now.AddMinutes(10));
    }

    [Fact]
    public void PlanSkipped_WhenThereIsNoConsent_NeverHasAnEvent()
    {
        ConversionDelivery delivery = ConversionDelivery.PlanSkipped(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "BK-7F3K9Q", ConversionSkipReason.NoConsent, Samples.Now);

        (delivery.Status, delivery.SkipReason, delivery.Event, delivery.NextAttemptAt).ShouldBe((ConversionDeliveryStatus.Skipped, ConversionSkipReason.NoConsent, null, null));
    }

    private static ConversionAttempt Attempt(string? error) => new(Samples.Now, 200, error is null ? 0 : 40_002, error, null, null);

    private static ConversionDelivery New() => ConversionDelivery.Plan(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), "BK-7F3K9Q", "{}", Samples.Now);
}
