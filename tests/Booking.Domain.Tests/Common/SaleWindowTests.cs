namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using Shouldly;
using Xunit;

public sealed class SaleWindowTests
{
    private static readonly DateTimeOffset Now = Samples.Now;
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(48);
    private static readonly TimeSpan Moment = TimeSpan.FromTicks(1);

    [Fact]
    public void Check_WhenItBeginsNow_Passes() => Check(Now, Now + Shortest).ShouldBeNull();

    [Fact]
    public void Check_WhenItBeganAMomentAgo_IsRefusedAtFrom() => Check(Now - Moment, Now + Shortest).ShouldBe("/from");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Check_WhenEmptyOrReversed_IsRefusedAtTo(int hours) => Check(Now.AddHours(2), Now.AddHours(2 + hours)).ShouldBe("/to");

    [Fact]
    public void Check_WhenAsShortOrLongAsAllowed_Passes()
    {
        Check(Now, Now + Shortest).ShouldBeNull();
        Check(Now, Now + Longest).ShouldBeNull();
    }

    [Fact]
    public void Check_WhenAMomentTooShortOrLong_IsRefusedAtTo()
    {
        Check(Now, Now + Shortest - Moment).ShouldBe("/to");
        Check(Now, Now + Longest + Moment).ShouldBe("/to");
    }

    [Fact]
    public void Check_WhenItEndsAtTheHorizon_Passes() => Check(Now + SaleWindow.Horizon - Shortest, Now + SaleWindow.Horizon).ShouldBeNull();

    [Fact]
    public void Check_WhenItEndsBeyondTheHorizon_IsRefusedAtTo() =>
        Check(Now + SaleWindow.Horizon - Shortest, Now + SaleWindow.Horizon + Moment).ShouldBe("/to");

    [Fact]
    public void Check_WhenItPasses_AnswersTheRange() => SaleWindow.Check(Samples.Hours(1, 3), Shortest, Longest, Now).Value.ShouldBe(Samples.Hours(1, 3));

    private static string? Check(DateTimeOffset from, DateTimeOffset to) =>
        SaleWindow.Check(new TimeRange(from, to), Shortest, Longest, Now).Error?.Fields.Keys.Single();
}
