namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class SharesTests
{
    private static readonly Gen<(long Amount, long[] Weights)> Spreads =
        from amount in Gen.Choose(-10_000_000, 10_000_000)
        from count in Gen.Choose(1, 20)
        from weights in Gen.Choose(0, 1_000_000).Select(weight => (long)weight).ArrayOf(count)
        where weights.Any(weight => weight > 0)
        select ((long)amount, weights);

    [Fact]
    public void Spread_WhenAmountsAreRandom_LosesNothing() => Properties.Hold(Spreads, spread => Shares.Spread(spread.Amount, spread.Weights).Sum() == spread.Amount);

    [Fact]
    public void Spread_WhenAmountsAreRandom_EveryShareIsWithinOneUnitOfItsProportion() => Properties.Hold(Spreads, spread =>
    {
        decimal all = spread.Weights.Sum();
        return Shares.Spread(spread.Amount, spread.Weights).Zip(spread.Weights).All(pair => Math.Abs(pair.First - spread.Amount * pair.Second / all) < 1);
    });

    [Fact]
    public void Spread_WhenAShareIsOfNothing_IsNothing() => Shares.Spread(100, [0, 3, 0, 1]).ShouldBe([0, 75, 0, 25]);

    [Fact]
    public void Spread_WhenTheRestIsEven_TheEarlierGetsIt() => Shares.Spread(-100, [1, 1, 1]).ShouldBe([-34, -33, -33]);

    [Theory]
    [InlineData(5, 10, 1)]
    [InlineData(-5, 10, -1)]
    [InlineData(4, 10, 0)]
    [InlineData(-14, 10, -1)]
    [InlineData(-15, 10, -2)]
    public void Divide_WhenItDoesNotComeOut_RoundsHalfAwayFromZero(long dividend, long divisor, long expected) => Shares.Divide(dividend, divisor).ShouldBe(expected);

    [Fact]
    public void Percent_WhenTheAmountIsHuge_IsExact() => Shares.Percent(long.MaxValue, 10_000).ShouldBe(long.MaxValue);
}
