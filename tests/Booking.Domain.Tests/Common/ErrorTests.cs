namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Shouldly;
using Xunit;

public sealed class ErrorTests
{
    [Fact]
    public void Under_WhenItHasFields_MovesEveryPointer() =>
        Error.Rule("/from", "Too early.").Under("/items/2").Fields.ShouldHaveSingleItem().Key.ShouldBe("/items/2/from");

    [Fact]
    public void Under_WhenItHasNone_IsTheSame()
    {
        Error gone = Error.Gone("hold_expired", "Over.");
        gone.Under("/items/2").ShouldBeSameAs(gone);
    }
}
