namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Shouldly;
using Xunit;

public sealed class ProductTests
{
    private static readonly Product Mug = Product.Create(Guid.CreateVersion7(), Guid.CreateVersion7(), "Mug", "", "shop", Samples.Eur(900), 1_900, Guid.CreateVersion7(), 10);

    [Fact]
    public void Grant_WhenInLimits_TakesThemFromTheStock()
    {
        Grant grant = Mug.Grant(3, 10).Value.ShouldNotBeNull();
        grant.Claims.ShouldHaveSingleItem().ShouldBe(new QuotaClaim(3, Mug.PoolId, 10));
        grant.Lines.ShouldHaveSingleItem().Amount.ShouldBe(Samples.Eur(9_000));
        grant.Item.From.ShouldBeNull();
    }

    [Fact]
    public void Grant_WhenMoreThanOneOrderMayHave_IsRefused() => Mug.Grant(0, 11).Error.ShouldNotBeNull().Fields.Keys.ShouldBe(["/quantity"]);
}
