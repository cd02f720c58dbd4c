namespace Booking.Domain.Tests.Common;

using Booking.Domain.Holds;
using Shouldly;
using Xunit;

public sealed class AggregateRootTests
{
    [Fact]
    public void Advance_WhenCalled_RaisesTheVersionByOne()
    {
        Hold hold = Samples.Hold(TimeSpan.FromMinutes(10));
        hold.Version.ShouldBe(1);
        hold.Advance();
        hold.Version.ShouldBe(2);
    }

    [Fact]
    public void ClearEvents_WhenThereWereSome_LeavesNone()
    {
        Hold hold = Samples.Hold(TimeSpan.FromMinutes(10));
        hold.Events.ShouldHaveSingleItem().Subject.ShouldBe(hold.Id);
        hold.ClearEvents();
        hold.Events.ShouldBeEmpty();
    }
}
