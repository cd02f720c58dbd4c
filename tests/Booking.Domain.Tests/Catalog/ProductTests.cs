namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ProductTests
{
    private readonly Product _mug = CatalogSamples.Product(CatalogSamples.Mug);

    [Fact]
    public void Grant_WhenInLimits_TakesThemFromTheStock()
    {
        Grant grant = _mug.Grant(3, 10, null, []).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBe(new QuotaClaim(3, _mug.PoolId, 10));
        grant.Lines.ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(9_000));
        grant.Item.From.ShouldBeNull();
    }

    [Theory]
    [InlineData(11, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(5, 2, 2)]
    public void Grant_WhenOutsideTheLimitsOfAnOrder_IsRefused(int quantity, int least, int step)
    {
        Product mug = CatalogSamples.Product(CatalogSamples.Mug with { MinPerOrder = least, StepPerOrder = step });
        Error refused = mug.Grant(0, quantity, null, []).Error.ShouldNotBeNull();
        refused.Fields.Keys.ShouldBe(["/quantity"]);
        refused.Reason.ShouldBe(Reason.OrderLimit);
    }

    [Fact]
    public void Grant_WhenThereAreVariants_NeedsOneAndTakesItsStockAtItsPrice()
    {
        ProductVariant small = CatalogSamples.Variant("MUG-S", "S");
        ProductVariant large = CatalogSamples.Variant("MUG-L", "L", 1_200);
        _mug.PutVariant(small).IsSuccess.ShouldBeTrue();
        _mug.PutVariant(large).IsSuccess.ShouldBeTrue();

        _mug.Grant(0, 1, null, []).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/variantId"]);
        _mug.Grant(0, 1, Guid.NewGuid(), []).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/variantId"]);
        Grant grant = _mug.Grant(0, 2, large.Id, []).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBe(new QuotaClaim(0, large.PoolId, 2));
        grant.Lines.ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(2_400));
        (grant.Item.Title, grant.Item.Details["sku"]).ShouldBe(("Mug, L", "MUG-L"));
        _mug.Grant(0, 2, small.Id, []).Value.ShouldNotBeNull().Lines[0].Amount.ShouldBe(Samples.Eur(1_800));
        _mug.PoolIds.ShouldBe([small.PoolId, large.PoolId]);
    }

    [Fact]
    public void Grant_WhenTheLastVariantIsWithdrawn_SellsFromItsOwnStockAgain()
    {
        ProductVariant small = CatalogSamples.Variant("MUG-S", "S");
        _mug.PutVariant(small);
        _mug.PutVariant(small with { IsActive = false }).IsSuccess.ShouldBeTrue();

        _mug.PoolIds.ShouldBe([_mug.PoolId]);
        _mug.Grant(0, 1, null, []).IsSuccess.ShouldBeTrue();
        _mug.Grant(0, 1, small.Id, []).Error.ShouldNotBeNull().Reason.ShouldBe(Reason.NotOnSale);
    }

    [Fact]
    public void PutVariant_WhenItIsLikeAnother_IsRefused()
    {
        _mug.PutVariant(CatalogSamples.Variant("MUG-S", "S"));

        _mug.PutVariant(CatalogSamples.Variant("mug-s", "M")).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/sku"]);
        _mug.PutVariant(CatalogSamples.Variant("MUG-2", "S")).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/options"]);
        _mug.PutVariant(CatalogSamples.Variant("MUG-3", "S") with { Options = new Dictionary<string, string> { ["colour"] = "red" } }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/options"]);
        _mug.PutVariant(CatalogSamples.Variant("MUG-4", "M", -1)).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/price"]);
        _mug.Variants.ShouldHaveSingleItem();
    }

    [Fact]
    public void Grant_WithAddOns_AddsTheirLinesAndStock()
    {
        AddOn wrap = CatalogSamples.AddOn("Gift wrap", 250, pool: Guid.CreateVersion7());
        _mug.PutAddOn(wrap).IsSuccess.ShouldBeTrue();

        Grant grant = _mug.Grant(1, 2, null, [new ChosenAddOn(wrap.Id, 2)]).Value.ShouldNotBeNull();

        grant.Lines.Select(line => (line.Code, line.Amount.Amount, line.Item)).ShouldBe([("product", 1_800, 1), ("add_on", 500, 1)]);
        grant.Claims[1].ShouldBe(new QuotaClaim(1, wrap.PoolId!.Value, 2));
        grant.Item.Details["addOns"].ShouldBe("2 × Gift wrap");
    }

    [Fact]
    public void Grant_WhenAddOnsBreakTheirLimits_PointsAtThem()
    {
        AddOn wrap = CatalogSamples.AddOn("Gift wrap", max: 2);
        AddOn deposit = CatalogSamples.AddOn("Deposit", min: 1);
        _mug.PutAddOn(wrap);
        _mug.PutAddOn(deposit);
        ChosenAddOn paid = new(deposit.Id, 1);

        Pointer().ShouldBe("/addOns");
        Pointer(paid, new ChosenAddOn(wrap.Id, 3)).ShouldBe("/addOns/1/quantity");
        Pointer(paid, new ChosenAddOn(wrap.Id, 0)).ShouldBe("/addOns/1/quantity");
        Pointer(paid, new ChosenAddOn(Guid.NewGuid(), 1)).ShouldBe("/addOns/1/addOnId");
        Pointer(paid, paid).ShouldBe("/addOns/1/addOnId");
        _mug.Grant(0, 1, null, [paid]).IsSuccess.ShouldBeTrue();
        _mug.PutAddOn(wrap with { ExtraMinutes = 5 }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/extraMinutes"]);

        string Pointer(params ChosenAddOn[] chosen) => _mug.Grant(0, 1, null, chosen).Error.ShouldNotBeNull().Fields.Keys.Single();
    }

    [Fact]
    public void Edit_WhenALimitMakesNoSense_IsRefusedAndChangesNothing()
    {
        _mug.Edit(CatalogSamples.Mug with { MaxPerOrder = 0 }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/maxPerOrder"]);
        _mug.Edit(CatalogSamples.Mug with { StepPerOrder = 11 }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/stepPerOrder"]);
        _mug.Edit(CatalogSamples.Mug with { StepPerOrder = 2, MinPerOrder = 3 }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/minPerOrder"]);
        _mug.Edit(CatalogSamples.Mug with { PerCustomerLimit = 0 }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/perCustomerLimit"]);
        _mug.Edit(CatalogSamples.Mug with { Price = Samples.Eur(-1) }).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/price"]);
        _mug.Details.ShouldBe(CatalogSamples.Mug with { Policy = _mug.Policy, Pictures = _mug.Pictures });
    }
}
