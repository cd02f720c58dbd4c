namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class VoucherTests
{
    private static readonly VoucherDetails Percent = new("Welcome", VoucherKind.Percent, 1_000, 0, [], [], null, null, null, null, 0, true);

    private static readonly VoucherDetails Fixed = Percent with { Kind = VoucherKind.Fixed, Rate = 0, Amount = 1_000 };

    private static readonly VoucherDetails FreeItem = Percent with { Kind = VoucherKind.FreeItem, Rate = 0 };

    private static readonly Gen<VoucherDetails> Any = Gen.OneOf(
        from rate in Gen.Choose(1, 10_000) select Percent with { Rate = rate },
        from amount in Gen.Choose(1, 500_000) select Fixed with { Amount = amount },
        Gen.Constant(FreeItem));

    private static readonly Gen<TaxRules> Rules =
        from mode in Gen.Elements(TaxMode.Inclusive, TaxMode.Exclusive)
        from rounding in Gen.Elements(TaxRounding.BySum, TaxRounding.ByLine)
        select new TaxRules(mode, rounding);

    /// <summary>Every item and tax rate keeps something between nothing and all of itself, and what is taken off is exactly what was promised.</summary>
    [Fact]
    public void Redeem_WhenOrdersAreRandom_TakesOffWhatItPromisesAndNoMore() => Properties.Hold(
        from order in Order.Random from details in Any from rules in Rules where order.Sum() > 0 select (order, details, rules),
        given =>
        {
            IReadOnlyList<PriceLine> off = Redeem(given.details, given.order).Value ?? [];
            Order reduced = given.order.With(off);
            long expected = given.details.Kind switch
            {
                VoucherKind.Percent => Shares.Percent(given.order.Sum(), given.details.Rate),
                VoucherKind.Fixed => Math.Min(given.details.Amount, given.order.Sum()),
                _ => -off.Sum(line => line.Amount.Amount),
            };
            Result<Price> price = Price.Of(reduced.Lines, given.rules);
            return -off.Sum(line => line.Amount.Amount) == expected
                && off.All(line => line.Amount.Amount < 0 && line.Code == PriceLine.Voucher)
                && reduced.Lines.GroupBy(line => (line.Item, line.TaxRate)).All(group => group.Sum(line => line.Amount.Amount) >= 0)
                && price.IsSuccess && price.Value.Net + price.Value.Tax == price.Value.Total;
        });

    [Fact]
    public void Redeem_WhenFixed_SpreadsOverItemsAndRatesInProportion()
    {
        Order order = new([Order.ItemOf(), Order.ItemOf()], [Order.Line(0, 6_000, 1_900), Order.Line(0, 2_000, 700), Order.Line(1, 2_000, 700)]);

        Redeem(Fixed, order).Value.ShouldNotBeNull().Select(line => (line.Item, line.TaxRate, line.Amount.Amount, line.Label))
            .ShouldBe([(0, 1_900, -600, "Welcome (SPRING-27)"), (0, 700, -200, "Welcome (SPRING-27)"), (1, 700, -200, "Welcome (SPRING-27)")]);
    }

    [Fact]
    public void Redeem_WhenItIsForAKindOrAnOffering_LeavesTheRest()
    {
        Order order = Order.Of((Order.ItemOf(), 1_000), (Order.ItemOf(ItemKinds.Car), 5_000));

        Redeem(Percent with { Kinds = [ItemKinds.Car] }, order).Value.ShouldNotBeNull().ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(-500));
        Redeem(Percent with { OfferingIds = [order.Items[0].OfferingId] }, order).Value.ShouldNotBeNull().ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(-100));
        Redeem(Percent with { Kinds = [ItemKinds.Venue] }, order).Error.ShouldNotBeNull().Code.ShouldBe("voucher_not_applicable");
    }

    [Fact]
    public void Redeem_WhenThereAreFees_NeverTakesThemOff()
    {
        Order order = Order.Of((Order.ItemOf(), 1_000)).With([new PriceLine(PriceLine.Fee, "Fee", Samples.Eur(500), null, 1, 0), new PriceLine(PriceLine.Fee, "Fee", Samples.Eur(500), 0, 1, 0)]);

        Redeem(Percent with { Rate = 10_000 }, order).Value.ShouldNotBeNull().ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(-1_000));
    }

    [Fact]
    public void Redeem_WhenAnItemIsFree_ItIsTheCheapestUnit()
    {
        Order pieces = Order.Of((Order.ItemOf(quantity: 3), 9_000), (Order.ItemOf(quantity: 2), 5_000), (Order.ItemOf(), 0));
        PriceLine line = Redeem(FreeItem, pieces).Value.ShouldNotBeNull().ShouldHaveSingleItem();
        (line.Item, line.Amount).ShouldBe((1, Samples.Eur(-2_500)));

        Order seats = new([Order.ItemOf(ItemKinds.EventSeat, 2, seats: ["A-1", "B-1"])], [Order.Line(0, 8_900, seat: "A-1"), Order.Line(0, 4_900, seat: "B-1"), Order.Line(0, 200)]);
        Redeem(FreeItem, seats).Value.ShouldNotBeNull().ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(-5_000));
    }

    [Fact]
    public void Redeem_WhenTheOrderIsTooSmall_IsRefused()
    {
        VoucherDetails details = Percent with { MinOrder = 1_000 };
        Redeem(details, Order.Of((Order.ItemOf(), 999))).Error.ShouldNotBeNull().Code.ShouldBe("voucher_not_applicable");
        Redeem(details, Order.Of((Order.ItemOf(), 1_000))).IsSuccess.ShouldBeTrue();
        Redeem(Percent, Order.Of((Order.ItemOf(), 0))).Error.ShouldNotBeNull().Code.ShouldBe("voucher_not_applicable");
    }

    [Theory]
    [InlineData(-1, "voucher_expired")]
    [InlineData(0, "ok")]
    [InlineData(59, "ok")]
    [InlineData(60, "voucher_expired")]
    public void Redeem_WhenItHasAnEnd_HoldsUntilJustBefore(int minutes, string answer)
    {
        Voucher voucher = Make(Percent with { ValidFrom = Samples.Now, ValidUntil = Samples.Now.AddHours(1) });
        Order order = Order.Of((Order.ItemOf(), 1_000));
        voucher.Redeem(order.Items, order.Lines, "EUR", Samples.Now.AddMinutes(minutes)).Answer().ShouldBe(answer);
    }

    [Fact]
    public void Redeem_WhenItWasWithdrawn_IsUnknown()
    {
        Voucher voucher = Make(Percent);
        voucher.Withdraw();
        Order order = Order.Of((Order.ItemOf(), 1_000));
        voucher.Redeem(order.Items, order.Lines, "EUR", Samples.Now).Answer().ShouldBe("voucher_unknown");
    }

    [Theory]
    [InlineData("welcome10", "WELCOME10")]
    [InlineData("  Fair-7 ", "FAIR-7")]
    [InlineData("abc", null)]
    [InlineData("with blank", null)]
    [InlineData("ümlaut", null)]
    [InlineData("ABCD\0", null)]
    [InlineData("", null)]
    public void Normalise_WhenTextsAreWrittenByCustomers_IsTheStoredCodeOrNone(string text, string? code) => Voucher.Normalise(text).ShouldBe(code);

    [Fact]
    public void NewCode_WhenItIsMade_IsACodeThatIsNotMadeAgain()
    {
        string[] codes = [.. Enumerable.Range(0, 1_000).Select(_ => Voucher.NewCode("FAIR-"))];
        codes.Distinct().Count().ShouldBe(codes.Length);
        codes.ShouldAllBe(code => Voucher.Normalise(code) == code);
    }

    [Fact]
    public void Create_WhenWhatItTakesOffIsNotClear_IsRefused()
    {
        foreach (VoucherDetails wrong in (VoucherDetails[])
        [
            Percent with { Rate = 0 }, Percent with { Rate = 10_001 }, Percent with { Amount = 1 }, Fixed with { Amount = 0 }, Fixed with { Rate = 1 }, FreeItem with { Rate = 1 },
            Percent with { Kinds = ["boat"] }, Percent with { UsageLimit = 0 }, Percent with { PerCustomerLimit = 0 }, Percent with { MinOrder = -1 },
            Percent with { ValidFrom = Samples.Now, ValidUntil = Samples.Now },
        ])
        {
            Voucher.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), "CODE", null, Guid.CreateVersion7(), wrong).Answer().ShouldBe("rule_violated", wrong.ToString());
        }
    }

    [Fact]
    public void Edit_WhenALimitComesOrGoes_IsRefused()
    {
        Make(Percent).Edit(Percent with { UsageLimit = 5 }).Answer().ShouldBe("rule_violated");
        Voucher limited = Make(Percent with { UsageLimit = 5 });
        limited.PoolId.ShouldNotBeNull();
        limited.Edit(Percent with { UsageLimit = 6 }).Answer().ShouldBe("ok");
    }

    private static Result<IReadOnlyList<PriceLine>> Redeem(VoucherDetails details, Order order) => Make(details).Redeem(order.Items, order.Lines, "EUR", Samples.Now);

    private static Voucher Make(VoucherDetails details) =>
        Voucher.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), "SPRING-27", null, Guid.CreateVersion7(), details).Value ?? throw new InvalidOperationException("The sample voucher was refused.");
}
