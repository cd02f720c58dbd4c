namespace Booking.Domain.Tests.Holds;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class HoldTests
{
    private static readonly Price Price = Samples.Price();

    [Fact]
    public void Place_WhenOfferingsDiffer_TheStrictestHoldTimeWins()
    {
        Hold hold = Place(Grant(15), Grant(10), Grant(30)).Value.ShouldNotBeNull();
        hold.HoldFor.ShouldBe(TimeSpan.FromMinutes(10));
        hold.ExpiresAt.ShouldBe(Samples.Now.AddMinutes(10));
        hold.Items.Count.ShouldBe(3);
        hold.Price.ShouldBeSameAs(Price);
    }

    [Fact]
    public void Place_WhenTheOfferingAllowsMoreThanTheCap_TheCapWins() =>
        Place(Grant(500)).Value.ShouldNotBeNull().ExpiresAt.ShouldBe(Samples.Now + Hold.HardCap);

    [Fact]
    public void Place_WhenItTakesAsMuchAsAllowed_Passes() => Place(Grant(10, 60), Grant(10, 40)).IsSuccess.ShouldBeTrue();

    [Fact]
    public void Place_WhenItTakesMoreThanAHundredClaims_IsRefused()
    {
        Error error = Place(Grant(10, 60), Grant(10, 41)).Error.ShouldNotBeNull();
        error.Code.ShouldBe("rule_violated");
        error.Fields.Keys.ShouldBe(["/items"]);
    }

    [Fact]
    public void Place_WhenGranted_TellsWhatIsHeldAndUntilWhen()
    {
        Guid customer = Guid.CreateVersion7();
        Hold hold = Hold.Place(Guid.CreateVersion7(), Guid.CreateVersion7(), customer, null, [Grant(10)], Price, Samples.Now).Value.ShouldNotBeNull();
        hold.Status.ShouldBe(HoldStatus.Active);
        hold.Events.ShouldHaveSingleItem().ShouldBe(new HoldPlaced(hold.Id, customer, hold.ExpiresAt, hold.Items, Samples.Eur(1_000)));
    }

    [Fact]
    public void Extend_WhenTheCapIsNear_EndsAtTheCap()
    {
        Hold hold = Samples.Hold(TimeSpan.FromMinutes(90));
        hold.Extend(Samples.Now.AddMinutes(80)).IsSuccess.ShouldBeTrue();
        hold.ExpiresAt.ShouldBe(Samples.Now + Hold.HardCap);
    }

    [Fact]
    public void Warn_WhenTheEndIsNear_TellsTheOwnerOnceForEachEnd()
    {
        Hold hold = Samples.Hold(TimeSpan.FromMinutes(10));
        hold.ClearEvents();

        hold.Warn(hold.ExpiresAt - Hold.WarnBefore - TimeSpan.FromMicroseconds(1));
        hold.Events.ShouldBeEmpty();
        DateTimeOffset first = hold.ExpiresAt;
        hold.Warn(first - Hold.WarnBefore);
        hold.Warn(first.AddSeconds(-1));
        hold.Extend(first.AddSeconds(-1)).IsSuccess.ShouldBeTrue();
        hold.Warn(first.AddSeconds(-1));
        hold.Warn(hold.ExpiresAt.AddSeconds(-30));

        hold.Events.OfType<HoldExpiring>().Select(warning => warning.ExpiresAt).ShouldBe([first, hold.ExpiresAt]);
    }

    [Fact]
    public void Warn_WhenItHasEnded_TellsNothing()
    {
        Hold over = Samples.Hold(TimeSpan.FromMinutes(10));
        over.Warn(over.ExpiresAt);
        over.Events.OfType<HoldExpiring>().ShouldBeEmpty();
        Hold released = Samples.Hold(TimeSpan.FromMinutes(10));
        released.Release(Samples.Now);
        released.Warn(released.ExpiresAt.AddSeconds(-5));
        released.Events.OfType<HoldExpiring>().ShouldBeEmpty();
    }

    [Fact]
    public void StatusAt_WhenItIsOverAndNobodyWroteItDown_IsExpired()
    {
        Hold hold = Samples.Hold(TimeSpan.FromMinutes(10));
        hold.StatusAt(hold.ExpiresAt.AddTicks(-1)).ShouldBe(HoldStatus.Active);
        hold.StatusAt(hold.ExpiresAt).ShouldBe(HoldStatus.Expired);
        hold.Status.ShouldBe(HoldStatus.Active);
    }

    private static Grant Grant(int minutes, int claims = 1) => Samples.Grant(TimeSpan.FromMinutes(minutes), claims: claims);

    private static Result<Hold> Place(params Grant[] grants) => Hold.Place(Guid.CreateVersion7(), Guid.CreateVersion7(), null, null, grants, Price, Samples.Now);
}
