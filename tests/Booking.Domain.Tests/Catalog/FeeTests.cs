namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class FeeTests
{
    private static readonly FeeDetails Usual = new("Fee", new Charge(0, 250), ChargePer.Order, [], null, false, true);

    private static readonly Order Order = Order.Of((Catalog.Order.ItemOf(quantity: 3), 9_000), (Catalog.Order.ItemOf(ItemKinds.Car), 5_000));

    [Fact]
    public void Apply_WhenItIsForTheOrder_IsOneLineOfNoItemAtTheTenantsRate()
    {
        PriceLine line = Apply(Usual).ShouldHaveSingleItem();
        (line.Code, line.Amount, line.Item, line.Quantity, line.TaxRate, line.IsRefundable).ShouldBe((PriceLine.Fee, Samples.Eur(250), null, 1, 700, false));
    }

    [Fact]
    public void Apply_WhenItIsForItems_IsALineForEach() =>
        Apply(Usual with { Per = ChargePer.Item, TaxRate = 0, IsRefundable = true }).Select(line => (line.Item, line.Amount.Amount, line.TaxRate, line.IsRefundable))
            .ShouldBe([(0, 250, 0, true), (1, 250, 0, true)]);

    [Fact]
    public void Apply_WhenItIsForUnits_CountsThem() => Apply(Usual with { Per = ChargePer.Unit }).Select(line => line.Amount.Amount).ShouldBe([750, 250]);

    [Fact]
    public void Apply_WhenItIsARate_IsOfWhatItsKindsCost()
    {
        Apply(Usual with { Charge = new Charge(1_000, 0) }).ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(1_400));
        Apply(Usual with { Charge = new Charge(1_000, 0), Kinds = [ItemKinds.Car] }).ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(500));
    }

    [Fact]
    public void Apply_WhenNothingInTheOrderIsMeant_IsNoLine()
    {
        Apply(Usual with { Kinds = [ItemKinds.Venue] }).ShouldBeEmpty();
        Apply(Usual with { IsActive = false }).ShouldBeEmpty();
    }

    [Fact]
    public void Create_WhenItTakesOff_IsRefused()
    {
        Refused(Usual with { Charge = new Charge(0, -1) }, "/amount");
        Refused(Usual with { Charge = new Charge(-1, 0) }, "/rate");
        Refused(Usual with { Charge = new Charge(1, 1) }, "/rate");
        Refused(Usual with { Kinds = ["boat"] }, "/kinds");
        Refused(Usual with { TaxRate = 10_001 }, "/taxRate");
    }

    private static void Refused(FeeDetails details, string pointer) => Fee.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), details).Error.ShouldNotBeNull().Fields.Keys.ShouldBe([pointer]);

    private static IReadOnlyList<PriceLine> Apply(FeeDetails details) => Fee.Apply(
        [Fee.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), details).Value ?? throw new InvalidOperationException("The sample fee was refused.")],
        Order.Items, Order.Lines, "EUR", tenantTaxRate: 700);
}
