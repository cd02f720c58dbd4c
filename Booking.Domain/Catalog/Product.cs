namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Something with a stock.</summary>
public sealed class Product : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Product()
    {
    }

    public string Name { get; private init; } = "";

    public string Description { get; private init; } = "";

    public string Category { get; private init; } = "";

    public Money Price { get; private init; }

    public int TaxRate { get; private init; }

    /// <summary>The pool that counts the stock.</summary>
    public Guid PoolId { get; private init; }

    public int MaxPerOrder { get; private init; }

    public int HoldMinutes { get; private init; }

    public bool IsActive { get; private init; }

    public static Product Create(Guid id, Guid tenantId, string name, string description, string category, Money price, int taxRate, Guid poolId, int maxPerOrder) => new()
    {
        Id = id,
        TenantId = tenantId,
        Name = name,
        Description = description,
        Category = category,
        Price = price,
        TaxRate = taxRate,
        PoolId = poolId,
        MaxPerOrder = maxPerOrder,
        HoldMinutes = (int)DefaultHold.TotalMinutes,
        IsActive = true,
    };

    public Result<Grant> Grant(int item, int quantity)
    {
        if (!IsActive)
        {
            return Error.Rule("/productId", "This product is not offered any more.", Reason.NotOnSale);
        }

        if (quantity > MaxPerOrder)
        {
            return Error.Rule("/quantity", $"At most {MaxPerOrder} of these may be bought at once.", Reason.OrderLimit);
        }

        return new Grant(
            new HoldItem(ItemKinds.Product, Id, Name, quantity, null, null, null, [], new Dictionary<string, string>()),
            [new QuotaClaim(item, PoolId, quantity)],
            [new PriceLine("product", Name, Price * quantity, item, quantity, TaxRate)],
            TimeSpan.FromMinutes(HoldMinutes));
    }
}

/// <summary>A counted stock. The counters are moved by the claim store alone, never through this class.</summary>
public sealed class Pool
{
    private Pool()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public int Capacity { get; private init; }

    public int Held { get; private init; }

    public int Sold { get; private init; }

    /// <summary>Sold or held beforehand, for stock that is gone when the pool is opened.</summary>
    public static Pool Open(Guid tenantId, Guid id, int capacity, int sold = 0) => new()
    {
        TenantId = tenantId,
        Id = id,
        Capacity = capacity,
        Sold = sold,
    };
}
