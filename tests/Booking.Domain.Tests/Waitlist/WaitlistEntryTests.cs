namespace Booking.Domain.Tests.Waitlist;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Waitlist;
using Shouldly;
using Xunit;

public sealed class WaitlistEntryTests
{
    [Fact]
    public void Join_WhenMade_WaitsAndTellsOfIt()
    {
        WaitlistEntry entry = Waiters.Entry(2);
        entry.Status.ShouldBe(WaitlistStatus.Waiting);
        entry.Events.ShouldHaveSingleItem().Type.ShouldBe("waitlist.joined");
    }

    [Fact]
    public void Accept_WhenInTime_EndsIt()
    {
        WaitlistEntry entry = Waiters.Offered();
        entry.Accept(Samples.Now.AddMinutes(14)).IsSuccess.ShouldBeTrue();
        entry.Status.ShouldBe(WaitlistStatus.Accepted);
        entry.EndedAt.ShouldBe(Samples.Now.AddMinutes(14));
        entry.Events.ShouldHaveSingleItem().Type.ShouldBe("waitlist.accepted");
        entry.Accept(Samples.Now.AddMinutes(14)).Error!.Code.ShouldBe("illegal_transition");
    }

    [Fact]
    public void Accept_WhenTheOfferIsOver_IsRefusedEvenIfNobodyWroteItDown()
    {
        WaitlistEntry entry = Waiters.Offered();
        entry.StatusAt(Samples.Now.AddMinutes(15)).ShouldBe(WaitlistStatus.Expired);
        entry.Accept(Samples.Now.AddMinutes(15)).Error.ShouldBe(WaitlistErrors.OfferExpired);
        entry.Events.ShouldBeEmpty();
    }

    [Fact]
    public void Accept_WhenNothingIsOffered_IsRefused() => Waiters.Entry(1).Accept(Samples.Now).Error!.Code.ShouldBe("illegal_transition");

    [Fact]
    public void Leave_WhenRepeated_SucceedsAndTellsOnce()
    {
        WaitlistEntry entry = Waiters.Offered();
        entry.Leave(Samples.Now).IsSuccess.ShouldBeTrue();
        entry.Leave(Samples.Now).IsSuccess.ShouldBeTrue();
        entry.Events.ShouldHaveSingleItem().Type.ShouldBe("waitlist.left");
    }

    [Theory]
    [InlineData(HoldStatus.Converted, WaitlistStatus.Accepted)]
    [InlineData(HoldStatus.Released, WaitlistStatus.Declined)]
    [InlineData(HoldStatus.Expired, WaitlistStatus.Expired)]
    public void Settle_WhenTheHoldHasEnded_FollowsIt(HoldStatus hold, WaitlistStatus status)
    {
        WaitlistEntry entry = Waiters.Offered();
        entry.Settle(hold, Samples.Now).IsSuccess.ShouldBeTrue();
        entry.Status.ShouldBe(status);
    }

    [Fact]
    public void Settle_WhenTheHoldIsAlive_IsRefused() => Waiters.Offered().Settle(HoldStatus.Active, Samples.Now).Error!.Code.ShouldBe("illegal_transition");

    [Fact]
    public void Settle_WhenWhatIsWantedHasBegun_ExpiresIt()
    {
        WaitlistEntry entry = Waiters.Entry(1, time: new TimeRange(Samples.Now.AddHours(1), Samples.Now.AddHours(2)));
        entry.Settle(null, Samples.Now.AddMinutes(59)).IsFailure.ShouldBeTrue();
        entry.Settle(null, Samples.Now.AddHours(1)).IsSuccess.ShouldBeTrue();
        entry.Status.ShouldBe(WaitlistStatus.Expired);
    }

    [Fact]
    public void Competes_WhenTimesOrUnitsDoNotMeet_IsFalse()
    {
        TimeRange morning = new(Samples.Now, Samples.Now.AddHours(2));
        TimeRange noon = new(Samples.Now.AddHours(2), Samples.Now.AddHours(4));
        TimeRange between = new(Samples.Now.AddHours(1), Samples.Now.AddHours(3));
        Waiters.Entry(1, time: morning).Competes(Waiters.Entry(1, time: noon)).ShouldBeFalse();
        Waiters.Entry(1, time: morning).Competes(Waiters.Entry(1, time: between)).ShouldBeTrue();
        Waiters.Entry(1, unit: "pool/a").Competes(Waiters.Entry(1, unit: "pool/b")).ShouldBeFalse();
    }

    [Fact]
    public void TakeOffer_WhenTaken_HasTheTimeOfAnyHoldAndNeverLess()
    {
        Hold hold = Samples.Hold(TimeSpan.FromMinutes(10));
        hold.TakeOffer(Samples.Now.AddMinutes(5));
        hold.ExpiresAt.ShouldBe(Samples.Now.AddMinutes(15));
        hold.TakeOffer(Samples.Now.AddMinutes(1));
        hold.ExpiresAt.ShouldBe(Samples.Now.AddMinutes(15));
    }
}
