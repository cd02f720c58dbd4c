namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class MoneyTests
{
    private static readonly Money Euro = new(1, "EUR");
    private static readonly Money Dollar = new(1, "USD");

    [Fact]
    public void Add_WhenCurrenciesDiffer_Throws() => Should.Throw<InvalidOperationException>(() => Euro + Dollar);

    [Fact]
    public void Subtract_WhenCurrenciesDiffer_Throws() => Should.Throw<InvalidOperationException>(() => Euro - Dollar);

    [Fact]
    public void Add_WhenTheSumLeavesTheRange_Throws() => Should.Throw<OverflowException>(() => new Money(long.MaxValue, "EUR") + Euro);

    [Fact]
    public void Subtract_WhenTheDifferenceLeavesTheRange_Throws() => Should.Throw<OverflowException>(() => new Money(long.MinValue, "EUR") - Euro);

    [Fact]
    public void Multiply_WhenTheProductLeavesTheRange_Throws() => Should.Throw<OverflowException>(() => new Money(long.MaxValue / 2 + 1, "EUR") * 2);

    [Fact]
    public void Equals_WhenOnlyTheCurrencyDiffers_IsFalse() => Euro.ShouldNotBe(Dollar);

    [Fact]
    public void Arithmetic_WhenInRange_IsThatOfTheAmounts() => Properties.Hold(
        Gen.Choose(-1_000_000, 1_000_000).Three(),
        n => Samples.Eur(n.Item1) + Samples.Eur(n.Item2) == Samples.Eur((long)n.Item1 + n.Item2)
            && Samples.Eur(n.Item1) - Samples.Eur(n.Item2) == Samples.Eur((long)n.Item1 - n.Item2)
            && Samples.Eur(n.Item1) * n.Item3 == Samples.Eur((long)n.Item1 * n.Item3));
}
