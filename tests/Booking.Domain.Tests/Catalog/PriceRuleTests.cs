namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class PriceRuleTests
{
    private static readonly PriceRuleDetails Usual = new("Rule", new Charge(1_000, 0), ChargePer.Item, RuleConditions.None, 0, false, true);

    private static readonly Gen<PriceRule[]> Rules =
        from count in Gen.Choose(0, 6)
        from rules in Any().ArrayOf(count)
        select rules;

    [Fact]
    public void Apply_WhenRulesAreRandom_NoItemFallsBelowZeroAndNoCentIsLost() => Properties.Hold(
        from order in Order.Random from rules in Rules select (order, rules),
        given =>
        {
            Order adjusted = given.order.With(Apply(given.order, given.rules));
            Result<Price> price = Price.Of(adjusted.Lines, TaxRules.Default);
            return Enumerable.Range(0, given.order.Items.Count).All(item => adjusted.Sum(item) >= 0)
                && price.IsSuccess && price.Value.Total.Amount == adjusted.Sum()
                && adjusted.Lines.Skip(given.order.Lines.Count).All(line => line is { Code: "rule", Item: not null });
        });

    [Fact]
    public void Apply_WhenARateIsStacked_IsOfTheOfferingsOwnPriceEachTime()
    {
        IReadOnlyList<PriceLine> lines = Apply(Order.Of((Order.ItemOf(), 10_000)), Rule(Usual), Rule(Usual with { Label = "Second", Charge = new Charge(-2_000, 0), Priority = 5 }));

        lines.Select(line => (line.Label, line.Amount.Amount)).ShouldBe([("Second", -2_000), ("Rule", 1_000)]);
    }

    [Fact]
    public void Apply_WhenAnAmountIsPerUnit_CountsTheUnits()
    {
        PriceLine line = Apply(Order.Of((Order.ItemOf(quantity: 4), 40_000)), Rule(Usual with { Charge = new Charge(0, -500), Per = ChargePer.Unit })).ShouldHaveSingleItem();
        (line.Amount, line.Quantity, line.Item, line.TaxRate).ShouldBe((Samples.Eur(-2_000), 4, 0, 1_900));
    }

    [Fact]
    public void Apply_WhenAnItemHasSeveralTaxRates_EachKeepsItsShare()
    {
        Order order = new([Order.ItemOf()], [Order.Line(0, 3_000, 700), Order.Line(0, 1_000, 1_900)]);

        Apply(order, Rule(Usual)).Select(line => (line.TaxRate, line.Amount.Amount)).ShouldBe([(700, 300), (1_900, 100)]);
    }

    [Fact]
    public void Apply_WhenADiscountIsLargerThanTheItem_ItIsFree() =>
        Apply(Order.Of((Order.ItemOf(), 300)), Rule(Usual with { Charge = new Charge(0, -1_000) })).ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(-300));

    [Fact]
    public void Apply_WhenTheHighestIsExclusive_AppliesAlone() =>
        Labels(Usual with { Label = "low", Priority = 1 }, Usual with { Label = "high", Priority = 2, IsExclusive = true }).ShouldBe(["high"]);

    [Fact]
    public void Apply_WhenAnotherHasAppliedBefore_TheExclusiveOneDoesNot() =>
        Labels(Usual with { Label = "low", Priority = 1, IsExclusive = true }, Usual with { Label = "high", Priority = 2 }, Usual with { Label = "last" }).ShouldBe(["high", "last"]);

    [Fact]
    public void Apply_WhenARuleIsSwitchedOff_DoesNothing() => Labels(Usual with { IsActive = false }).ShouldBeEmpty();

    [Fact]
    public void Apply_WhenTheItemIsInAnotherCurrency_OnlyRatesApply()
    {
        Order order = new([Order.ItemOf()], [Order.Line(0, 1_000) with { Amount = new Money(1_000, "USD") }]);

        Apply(order, Rule(Usual with { Charge = new Charge(0, 100) }), Rule(Usual)).ShouldHaveSingleItem().Amount.ShouldBe(new Money(100, "USD"));
    }

    [Theory]
    [InlineData(ItemKinds.Product, 1, true)]
    [InlineData(ItemKinds.Car, 1, false)]
    [InlineData(ItemKinds.Product, 0, false)]
    public void Conditions_WhenKindAndQuantityAreGiven_BothMustHold(string kind, int more, bool applies) =>
        Applies(RuleConditions.None with { Kinds = [ItemKinds.Product], MinQuantity = 3 }, Order.ItemOf(kind, 2 + more)).ShouldBe(applies);

    [Fact]
    public void Conditions_WhenTheyNameOfferings_AreForThoseOnly()
    {
        HoldItem item = Order.ItemOf();
        Applies(RuleConditions.None with { OfferingIds = [item.OfferingId] }, item).ShouldBeTrue();
        Applies(RuleConditions.None with { OfferingIds = [Guid.CreateVersion7()] }, item).ShouldBeFalse();
    }

    [Theory]
    [InlineData(719, false, true)]
    [InlineData(720, true, true)]
    [InlineData(23, false, true)]
    public void Conditions_WhenTheyAskForALeadTime_CountFromNow(int hours, bool early, bool notLast)
    {
        HoldItem item = Order.ItemOf(from: Samples.Now.AddHours(hours), to: Samples.Now.AddHours(hours + 1), zone: "Europe/Berlin");
        Applies(RuleConditions.None with { MinLeadHours = 720 }, item).ShouldBe(early);
        Applies(RuleConditions.None with { MaxLeadHours = 24 }, item).ShouldBe(hours < 24);
        Applies(RuleConditions.None with { MaxLeadHours = 20_000 }, item).ShouldBe(notLast);
    }

    [Fact]
    public void Conditions_WhenTheyAskForADuration_CompareTheUse()
    {
        HoldItem item = Order.ItemOf(from: Samples.Now, to: Samples.Now.AddHours(8));
        Applies(RuleConditions.None with { MinMinutes = 480 }, item).ShouldBeTrue();
        Applies(RuleConditions.None with { MinMinutes = 481 }, item).ShouldBeFalse();
    }

    [Fact]
    public void Conditions_WhenTheyAskForATime_AreNotForWhatHasNone()
    {
        Applies(RuleConditions.None with { Days = [DayOfWeek.Monday] }, Order.ItemOf()).ShouldBeFalse();
        Applies(RuleConditions.None with { MinLeadHours = 1 }, Order.ItemOf()).ShouldBeFalse();
        Applies(RuleConditions.None with { MinMinutes = 1 }, Order.ItemOf()).ShouldBeFalse();
    }

    /// <summary>Saturday from 22:00 to 2:00, in each zone's wall time on the days its clocks change.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2027-03-27T22:30:00Z", true)] // 23:30 on Saturday
    [InlineData("Europe/Berlin", "2027-03-28T00:30:00Z", false)] // 1:30 on Sunday
    [InlineData("Europe/Berlin", "2027-10-30T19:59:00Z", false)] // 21:59
    [InlineData("Europe/Berlin", "2027-10-30T20:00:00Z", true)]
    [InlineData("America/New_York", "2027-03-14T03:00:00Z", true)] // 22:00 on Saturday
    [InlineData("America/New_York", "2027-11-06T05:00:00Z", true)] // 1:00 on Saturday
    [InlineData("America/New_York", "2027-11-07T05:30:00Z", false)] // 1:30 on Sunday, for the first time
    [InlineData("Australia/Lord_Howe", "2027-04-03T11:00:00Z", true)] // 22:00
    [InlineData("Australia/Lord_Howe", "2027-10-02T11:29:00Z", false)] // 21:59
    [InlineData("Asia/Kathmandu", "2027-03-06T16:15:00Z", true)] // 22:00
    [InlineData("Asia/Kathmandu", "2027-03-06T16:14:00Z", false)]
    public void Conditions_WhenTheyNameAWindowOverMidnight_ReadTheWallClock(string zone, string from, bool applies)
    {
        RuleConditions saturdayNight = RuleConditions.None with { Days = [DayOfWeek.Saturday], FromMinute = 22 * 60, ToMinute = 2 * 60 };
        Applies(saturdayNight, Order.ItemOf(ItemKinds.Venue, from: Samples.Utc(from), to: Samples.Utc(from).AddHours(1), zone: zone)).ShouldBe(applies);
    }

    [Theory]
    [InlineData("2027-06-30T21:59:00Z", false)]
    [InlineData("2027-06-30T22:00:00Z", true)]
    [InlineData("2027-08-31T21:59:00Z", true)]
    [InlineData("2027-08-31T22:00:00Z", false)]
    public void Conditions_WhenTheyNameASeason_HoldFromItsFirstToItsLastLocalDay(string from, bool applies) =>
        Applies(
            RuleConditions.None with { SeasonFrom = new DateOnly(2027, 7, 1), SeasonTo = new DateOnly(2027, 8, 31) },
            Order.ItemOf(from: Samples.Utc(from), to: Samples.Utc(from).AddHours(1), zone: "Europe/Berlin")).ShouldBe(applies);

    [Fact]
    public void IsAmbiguousWith_WhenExclusiveRulesOfOnePriorityCanMeet_Is()
    {
        PriceRuleDetails weekend = Usual with { IsExclusive = true, Conditions = RuleConditions.None with { Days = [DayOfWeek.Saturday, DayOfWeek.Sunday] } };
        PriceRuleDetails sunday = Usual with { IsExclusive = true, Conditions = RuleConditions.None with { Days = [DayOfWeek.Sunday], FromMinute = 600, ToMinute = 120 } };

        Rule(weekend).IsAmbiguousWith(Rule(sunday)).ShouldBeTrue();
        Rule(weekend).IsAmbiguousWith(Rule(sunday with { Priority = 1 })).ShouldBeFalse();
        Rule(weekend).IsAmbiguousWith(Rule(sunday with { IsExclusive = false })).ShouldBeFalse();
        Rule(weekend).IsAmbiguousWith(Rule(sunday with { IsActive = false })).ShouldBeFalse();
        Rule(weekend).IsAmbiguousWith(Rule(sunday with { Conditions = sunday.Conditions with { Days = [DayOfWeek.Friday] } })).ShouldBeFalse();
    }

    /// <summary>Whenever one item fulfils both, the check must have said that it can.</summary>
    [Fact]
    public void CanMeet_WhenAnItemFulfilsBoth_SaysSo() => Properties.Hold(
        from one in AnyConditions() from other in AnyConditions() from hour in Gen.Choose(0, 24 * 400) from kind in Gen.Elements(ItemKinds.Car, ItemKinds.Venue) select (one, other, hour, kind),
        given =>
        {
            HoldItem item = Order.ItemOf(given.kind, 2, Samples.Now.AddHours(given.hour), Samples.Now.AddHours(given.hour + 3), "Europe/Berlin");
            bool both = Applies(given.one, item) && Applies(given.other, item);
            return !both || Rule(Usual with { IsExclusive = true, Conditions = given.one }).IsAmbiguousWith(Rule(Usual with { IsExclusive = true, Conditions = given.other }));
        });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    [InlineData(-10_001, 0)]
    [InlineData(100_001, 0)]
    [InlineData(0, 1_000_000_000_001)]
    public void Create_WhenTheChargeIsNone_IsRefused(int rate, long amount) => Refused(Usual with { Charge = new Charge(rate, amount) });

    [Fact]
    public void Create_WhenConditionsContradict_IsRefused()
    {
        RuleConditions none = RuleConditions.None;
        foreach (RuleConditions wrong in (RuleConditions[])
        [
            none with { Kinds = ["boat"] }, none with { FromMinute = 5 }, none with { FromMinute = 5, ToMinute = 5 }, none with { FromMinute = -1, ToMinute = 5 }, none with { FromMinute = 0, ToMinute = 1_441 },
            none with { SeasonFrom = new DateOnly(2027, 2, 1), SeasonTo = new DateOnly(2027, 1, 1) }, none with { MinLeadHours = 5, MaxLeadHours = 5 }, none with { MinLeadHours = -1 },
            none with { MinQuantity = 0 }, none with { MinMinutes = 0 }, none with { Days = [(DayOfWeek)9] }, none with { OfferingIds = [.. Enumerable.Range(0, 101).Select(_ => Guid.NewGuid())] },
        ])
        {
            Refused(Usual with { Conditions = wrong });
        }

        Refused(Usual with { Per = ChargePer.Order });
        Refused(Usual with { Priority = 1_001 });
    }

    private static void Refused(PriceRuleDetails details) => PriceRule.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), details).Error.ShouldNotBeNull(details.ToString()).Code.ShouldBe("rule_violated");

    private static string[] Labels(params PriceRuleDetails[] rules) => [.. Apply(Order.Of((Order.ItemOf(), 10_000)), [.. rules.Select(Rule)]).Select(line => line.Label)];

    private static bool Applies(RuleConditions conditions, HoldItem item) => Apply(Order.Of((item, 10_000)), Rule(Usual with { Conditions = conditions })).Count > 0;

    private static IReadOnlyList<PriceLine> Apply(Order order, params PriceRule[] rules) => PriceRule.Apply(rules, order.Items, order.Lines, "EUR", Samples.Now);

    private static PriceRule Rule(PriceRuleDetails details) =>
        PriceRule.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), details).Value ?? throw new InvalidOperationException("The sample rule was refused.");

    private static Gen<PriceRule> Any() =>
        from rate in Gen.Choose(-10_000, 20_000)
        from amount in Gen.Choose(-50_000, 50_000)
        from isRate in Gen.Elements(true, false)
        from perUnit in Gen.Elements(true, false)
        from isExclusive in Gen.Elements(true, false)
        from priority in Gen.Choose(0, 3)
        select Rule(Usual with
        {
            Charge = isRate ? new Charge(rate == 0 ? 1 : rate, 0) : new Charge(0, amount == 0 ? 1 : amount),
            Per = perUnit ? ChargePer.Unit : ChargePer.Item,
            IsExclusive = isExclusive,
            Priority = priority,
        });

    private static Gen<RuleConditions> AnyConditions() =>
        from kinds in Gen.Elements<string[]>([], [ItemKinds.Car], [ItemKinds.Venue, ItemKinds.Car])
        from days in Gen.Elements<DayOfWeek[]>([], [DayOfWeek.Monday, DayOfWeek.Tuesday], [DayOfWeek.Tuesday, DayOfWeek.Sunday])
        from window in Gen.Elements<(int?, int?)>((null, null), (480, 1_080), (1_000, 300), (0, 1_440))
        from season in Gen.Elements<(DateOnly?, DateOnly?)>((null, null), (new DateOnly(2027, 5, 1), new DateOnly(2027, 9, 30)), (null, new DateOnly(2027, 6, 30)))
        from lead in Gen.Elements<(int?, int?)>((null, null), (48, null), (null, 72), (24, 48))
        select RuleConditions.None with { Kinds = kinds, Days = days, FromMinute = window.Item1, ToMinute = window.Item2, SeasonFrom = season.Item1, SeasonTo = season.Item2, MinLeadHours = lead.Item1, MaxLeadHours = lead.Item2 };
}
