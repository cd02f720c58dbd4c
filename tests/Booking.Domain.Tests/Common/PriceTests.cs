namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class PriceTests
{
    private static readonly TaxRules Net = new(TaxMode.Exclusive, TaxRounding.BySum);

    private static readonly Gen<TaxRules> Rules =
        from mode in Gen.Elements(TaxMode.Inclusive, TaxMode.Exclusive)
        from rounding in Gen.Elements(TaxRounding.BySum, TaxRounding.ByLine)
        select new TaxRules(mode, rounding);

    private static readonly Gen<(IReadOnlyList<PriceLine> Lines, TaxRules Rules)> Orders =
        from count in Gen.Choose(1, 20)
        from lines in Line().ArrayOf(count)
        from rules in Rules
        where lines.Sum(line => line.Amount.Amount) > 100_000
        select ((IReadOnlyList<PriceLine>)lines, rules);

    [Fact]
    public void Of_WhenPricesIncludeTax_TotalIsTheSumOfTheLines() => Properties.Hold(
        Orders, order => order.Rules.Mode == TaxMode.Exclusive || Of(order).Total == Samples.Eur(order.Lines.Sum(line => line.Amount.Amount)));

    [Fact]
    public void Of_WhenPricesAreNet_NetIsTheSumOfTheLines() => Properties.Hold(
        Orders, order => order.Rules.Mode == TaxMode.Inclusive || Of(order).Net == Samples.Eur(order.Lines.Sum(line => line.Amount.Amount)));

    [Fact]
    public void Of_WhenLinesAreRandom_NetAndTaxAreTheTotal() => Properties.Hold(Orders, order =>
    {
        Price price = Of(order);
        long untaxed = order.Lines.Where(line => line.TaxRate == 0).Sum(line => line.Amount.Amount);
        return price.Net + price.Tax == price.Total && price.Total.Amount == untaxed + price.Taxes.Sum(tax => tax.Net.Amount + tax.Tax.Amount);
    });

    [Fact]
    public void Of_WhenLinesAreRandom_EveryRateKeepsItsShare() => Properties.Hold(Orders, order =>
    {
        Dictionary<int, long> shown = order.Lines.Where(line => line.TaxRate > 0).GroupBy(line => line.TaxRate).ToDictionary(group => group.Key, group => group.Sum(line => line.Amount.Amount));
        IReadOnlyList<TaxLine> taxes = Of(order).Taxes;
        return taxes.Select(tax => tax.Rate).SequenceEqual(shown.Keys.Order())
            && taxes.All(tax => (order.Rules.Mode == TaxMode.Inclusive ? tax.Net.Amount + tax.Tax.Amount : tax.Net.Amount) == shown[tax.Rate]);
    });

    /// <summary>By sum half a unit at most is rounded for each rate, by line half a unit for each line.</summary>
    [Fact]
    public void Of_WhenLinesAreRandom_TaxIsWithinTheStatedRounding() => Properties.Hold(Orders, order => Of(order).Taxes.All(tax =>
    {
        PriceLine[] lines = [.. order.Lines.Where(line => line.TaxRate == tax.Rate)];
        long divisor = order.Rules.Mode == TaxMode.Inclusive ? 10_000 + tax.Rate : 10_000;
        int halves = order.Rules.Rounding == TaxRounding.BySum ? 1 : lines.Length;
        return Math.Abs((tax.Tax.Amount * divisor) - (lines.Sum(line => line.Amount.Amount) * tax.Rate)) * 2 <= divisor * halves;
    }));

    [Fact]
    public void Of_WhenRoundedByLine_TaxIsTheSumOfTheTaxesOfTheLines() => Properties.Hold(Orders, order =>
    {
        if (order.Lines.Any(line => line.Amount.Amount < 0))
        {
            return true;
        }

        TaxRules byLine = order.Rules with { Rounding = TaxRounding.ByLine };
        return Price.Of(order.Lines, byLine).Value!.Tax.Amount == order.Lines.Sum(line => Price.Of([line], byLine).Value!.Tax.Amount);
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
        TaxLine line = Price.Of([Line(gross, rate), Line(20_000, 0)], TaxRules.Default).Value.ShouldNotBeNull().Taxes.ShouldHaveSingleItem();
        line.ShouldBe(new TaxLine(label, rate, Samples.Eur(net), Samples.Eur(tax)));
    }

    [Fact]
    public void Of_WhenTaxIsAdded_TotalIsNetAndTax()
    {
        Price price = Price.Of([Line(10_000, 1_900), Line(3_333, 700), Line(500, 0)], Net).Value.ShouldNotBeNull();

        price.Taxes.ShouldBe([new TaxLine("VAT 7 %", 700, Samples.Eur(3_333), Samples.Eur(233)), new TaxLine("VAT 19 %", 1_900, Samples.Eur(10_000), Samples.Eur(1_900))]);
        (price.Net, price.Tax, price.Total).ShouldBe((Samples.Eur(13_833), Samples.Eur(2_133), Samples.Eur(15_966)));
        price.TaxRules.ShouldBe(Net);
    }

    [Theory]
    [InlineData(TaxMode.Inclusive, TaxRounding.BySum, 4, 2)]
    [InlineData(TaxMode.Inclusive, TaxRounding.ByLine, 4, 3)]
    [InlineData(TaxMode.Exclusive, TaxRounding.BySum, 7, 4)]
    [InlineData(TaxMode.Exclusive, TaxRounding.ByLine, 7, 3)]
    public void Of_WhenRoundingsDiffer_TheTaxDoes(TaxMode mode, TaxRounding rounding, long amount, long tax) =>
        Price.Of([Line(amount, 1_900), Line(amount, 1_900), Line(amount, 1_900)], new TaxRules(mode, rounding)).Value.ShouldNotBeNull().Tax.ShouldBe(Samples.Eur(tax));

    /// <summary>Line by line −3 and −4 would take more tax off than 7 brings.</summary>
    [Fact]
    public void Of_WhenDiscountsTakeEverything_IsFreeInEveryMode() => Properties.Hold(Rules, rules =>
        Price.Of([Line(7, 1_900), Line(-3, 1_900), Line(-4, 1_900)], rules).Value is { Total.Amount: 0, Tax.Amount: 0 });

    [Fact]
    public void Of_WhenDiscountsAreLargerThanThePrice_IsRefused() => Refused(Price.Of([Line(100, 1_900), Line(-101, 1_900)], TaxRules.Default));

    [Fact]
    public void Of_WhenCurrenciesAreMixed_IsRefused() => Refused(Price.Of([Line(1, 0), Line(1, 0) with { Amount = new Money(1, "USD") }], TaxRules.Default));

    [Fact]
    public void Of_WhenTheSumLeavesTheRange_IsRefused()
    {
        Refused(Price.Of([Line(long.MaxValue, 0), Line(1, 0)], TaxRules.Default));
        Refused(Price.Of([Line(long.MinValue, 0), Line(1, 0)], TaxRules.Default));
        Refused(Price.Of([Line(Price.MaxAmount, 0), Line(1, 0)], TaxRules.Default));
    }

    [Fact]
    public void Of_WhenTheTaxesLeaveTheRange_IsRefused() => Refused(Price.Of([Line(Price.MaxAmount, 1_900)], Net));

    [Fact]
    public void Of_WhenItIsAsLargeAsAllowed_Passes() => Price.Of([Line(Price.MaxAmount, 1_900)], TaxRules.Default).IsSuccess.ShouldBeTrue();

    [Fact]
    public void Of_WhenNothingIsTaxed_HasNoTaxLines()
    {
        Price price = Price.Of([Line(5, 0)], Net).Value.ShouldNotBeNull();
        price.Taxes.ShouldBeEmpty();
        (price.Net, price.Total).ShouldBe((Samples.Eur(5), Samples.Eur(5)));
    }

    private static void Refused(Result<Price> price)
    {
        Error error = price.Error.ShouldNotBeNull();
        error.Code.ShouldBe("rule_violated");
        error.Fields.Keys.ShouldBe(["/items"]);
    }

    private static Price Of((IReadOnlyList<PriceLine> Lines, TaxRules Rules) order) => Price.Of(order.Lines, order.Rules).Value ?? throw new InvalidOperationException("The price was refused.");

    private static Gen<PriceLine> Line() =>
        from amount in Gen.Choose(-100_000, 10_000_000)
        from rate in Gen.Elements(0, 1, 550, 700, 1_900, 2_500, 10_000)
        select Line(amount, rate);

    private static PriceLine Line(long amount, int rate) => new("ticket", "Ticket", Samples.Eur(amount), 0, 1, rate);
}
