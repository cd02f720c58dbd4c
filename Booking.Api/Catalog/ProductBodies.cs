namespace Booking.Api.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;

/// <summary>A new product with its first stock.</summary>
/// <param name="Stock">Pieces there are; of a product with variants each variant has its own.</param>
/// <param name="TaxRate">In basis points: 1900 is 19 %.</param>
/// <param name="StepPerOrder">An order has a multiple of this.</param>
/// <param name="PerCustomerLimit">The most pieces one customer may have in all orders together.</param>
/// <param name="Pictures">https addresses.</param>
internal sealed record CreateProductRequest(
    string Name,
    string Category,
    Money Price,
    int Stock = 0,
    string? Description = null,
    int? TaxRate = null,
    int? MinPerOrder = null,
    int? MaxPerOrder = null,
    int? StepPerOrder = null,
    int? PerCustomerLimit = null,
    CancellationPolicy? CancellationPolicy = null,
    int? HoldMinutes = null,
    IReadOnlyList<string>? Pictures = null)
{
    public CreateProductCommand ToCommand() => new(
        new ProductChanges(Name, Description, Category, Price, TaxRate, MinPerOrder, MaxPerOrder, StepPerOrder, PerCustomerLimit, CancellationPolicy, HoldMinutes, Pictures), Stock);
}

/// <summary>What changes; what is left out stays as it is.</summary>
/// <param name="IsActive">True offers it again where it is withdrawn.</param>
internal sealed record EditProductRequest(
    string? Name = null,
    string? Category = null,
    Money? Price = null,
    string? Description = null,
    int? TaxRate = null,
    int? MinPerOrder = null,
    int? MaxPerOrder = null,
    int? StepPerOrder = null,
    CancellationPolicy? CancellationPolicy = null,
    int? HoldMinutes = null,
    IReadOnlyList<string>? Pictures = null,
    bool? IsActive = null)
{
    private readonly Optional<int?> _perCustomerLimit;

    /// <summary>Null sells one customer as many as there are.</summary>
    public int? PerCustomerLimit
    {
        get => _perCustomerLimit.Value;
        init => _perCustomerLimit = value;
    }

    public ProductChanges ToChanges() =>
        new(Name, Description, Category, Price, TaxRate, MinPerOrder, MaxPerOrder, StepPerOrder, _perCustomerLimit, CancellationPolicy, HoldMinutes, Pictures) { IsActive = IsActive };
}

/// <summary>A new variant with its first stock.</summary>
/// <param name="Options">What tells it from the others, e.g. <c>size</c> and <c>colour</c>.</param>
/// <param name="Price">The product's when left out.</param>
internal sealed record CreateVariantRequest(string Sku, IReadOnlyDictionary<string, string> Options, int Stock = 0, Money? Price = null);

/// <summary>What changes; what is left out stays as it is.</summary>
internal sealed record EditVariantRequest(string? Sku = null, IReadOnlyDictionary<string, string>? Options = null)
{
    private readonly Optional<Money?> _price;

    /// <summary>Null takes the product's.</summary>
    public Money? Price
    {
        get => _price.Value;
        init => _price = value;
    }

    public PutVariantCommand ToCommand(Guid productId, Guid variantId, long version) => new(productId, variantId, version, Sku, Options, _price, 0);
}

/// <summary>How many pieces there are: by how many more or less, or how many all together.</summary>
/// <param name="Change">How many have come in; negative for what is lost.</param>
/// <param name="SetTo">The new total, those already sold among them.</param>
/// <param name="AddOnId">An add-on of the product with a stock of its own.</param>
internal sealed record AdjustStockRequest(int? Change = null, int? SetTo = null, Guid? VariantId = null, Guid? AddOnId = null);
