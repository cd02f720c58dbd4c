namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class PriceTests
{
    private static readonly Gen<IReadOnlyList<PriceLine>> Lines =
        from count in Gen.Choose(1, 20)
        from lines in Line().ArrayOf(count)
        select (IReadOnlyList<PriceLine>)lines;

    [Fact]
    public void Of_WhenLinesAreRandom_TotalIsTheirSum() =>
        Properties.Hold(Lines, lines => Price.Of(lines).Value!.Total == Samples.Eur(lines.Sum(line => line.Amount.Amount)));

    [Fact]
    public void Of_WhenLinesAreRandom_NetAndTaxAreTheGrossOfEachRate() => Properties.Hold(Lines, lines =>
    {
        Dictionary<int, long> gross = lines.Where(line => line.TaxRate > 0).GroupBy(line => line.TaxRate).ToDictionary(group => group.Key, group => group.Sum(line => line.Amount.Amount));
        IReadOnlyList<TaxLine> taxes = Price.Of(lines).Value!.Taxes;
        return taxes.Select(tax => tax.Rate).SequenceEqual(gross.Keys.Order())
            && taxes.All(tax => tax.Net.Amount + tax.Tax.Amount == gross[tax.Rate] && IsNearest(tax));
    });

    [Theory]
    [InlineData(11_900, 1_900, 10_000, 1_900, "VAT 19 %")]
    [InlineData(10_700, 700, 10_000, 700, "VAT 7 %")]
    [InlineData(1, 1_900, 1, 0, "VAT 19 %")]
    [InlineData(-11_900, 1_900, -10_000, -1_900, "VAT 19 %")]
    [InlineData(5, 10_000, 2, 3, "VAT 100 %")]
    [InlineData(-5, 10_000, -2, -3, "VAT 100 %")]
    [InlineData(10_550, 550, 10_000, 550, "VAT 5.5 %")]
    public void Of_WhenTaxIsInside_TakesItOutRoundedHalfAwayFromZero(long gross, int rate, long net, long tax, string label)
    {
        TaxLine line = Price.Of([Line(gross, rate)]).Value.ShouldNotBeNull().Taxes.ShouldHaveSingleItem();
        line.ShouldBe(new TaxLine(label, rate, Samples.Eur(net), Samples.Eur(tax)));
    }

    [Fact]
    public void Of_WhenCurrenciesAreMixed_IsRefused()
    {
        Error error = Price.Of([Line(1, 0), Line(1, 0) with { Amount = new Money(1, "USD") }]).Error.ShouldNotBeNull();
        error.Code.ShouldBe("rule_violated");
        error.Fields.Keys.ShouldBe(["/items"]);
    }

    [Fact]
    public void Of_WhenTheTotalLeavesTheRange_Throws() => Should.Throw<OverflowException>(() => Price.Of([Line(long.MaxValue, 0), Line(1, 0)]));

    [Fact]
    public void Of_WhenNothingIsTaxed_HasNoTaxLines() => Price.Of([Line(5, 0)]).Value.ShouldNotBeNull().Taxes.ShouldBeEmpty();

    // |tax − gross·rate/(1+rate)| ≤ ½ in whole numbers: |tax·(10000+rate) − gross·rate|·2 ≤ 10000+rate.
    private static bool IsNearest(TaxLine line)
    {
        long gross = line.Net.Amount + line.Tax.Amount;
        return Math.Abs(line.Tax.Amount * (10_000 + line.Rate) - gross * line.Rate) * 2 <= 10_000 + line.Rate;
    }

    private static Gen<PriceLine> Line() =>
        from amount in Gen.Choose(-100_000, 10_000_000)
        from rate in Gen.Elements(0, 1, 550, 700, 1_900, 2_500, 10_000)
        select Line(amount, rate);

    private static PriceLine Line(long amount, int rate) => new("ticket", "Ticket", Samples.Eur(amount), 0, 1, rate);
}
