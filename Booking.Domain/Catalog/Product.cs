namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>One sort of a product: a size, a colour.</summary>
/// <param name="Sku">Unique within the product.</param>
/// <param name="Options">What tells it from the others, e.g. <c>size</c> → <c>M</c>; all variants of a product have the same names.</param>
/// <param name="Price">Minor units of the product's currency; null takes the product's price.</param>
/// <param name="PoolId">The pool that counts its stock.</param>
/// <param name="IsActive">False once it is withdrawn.</param>
public sealed record ProductVariant(Guid Id, string Sku, IReadOnlyDictionary<string, string> Options, long? Price, Guid PoolId, bool IsActive);

/// <summary>Everything about a product that its owner may change.</summary>
/// <param name="StepPerOrder">An order has a multiple of this.</param>
/// <param name="PerCustomerLimit">The most pieces one customer may have in all orders together; null without limit.</param>
public sealed record ProductDetails(
    string Name,
    string Description,
    string Category,
    Money Price,
    int TaxRate,
    int MinPerOrder,
    int MaxPerOrder,
    int StepPerOrder,
    int? PerCustomerLimit,
    CancellationPolicy Policy,
    int HoldMinutes,
    IReadOnlyList<string> Pictures)
{
    /// <summary>What a new product has where its owner says nothing.</summary>
    public static ProductDetails Usual(string currency) =>
        new("", "", "", Money.Zero(currency), 0, 1, 20, 1, null, CancellationPolicy.Default, (int)Product.DefaultHold.TotalMinutes, []);
}

/// <summary>Something with a stock.</summary>
public sealed class Product : AggregateRoot
{
    public const int MaxVariants = 100;

    public const int MaxQuantity = 10_000;

    public const int MaxStock = 100_000_000;

    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Product()
    {
    }

    /// <summary>The provider user who made it; null for the tenant's own.</summary>
    public Guid? OwnerId { get; private init; }

    public string Name { get; private set; } = "";

    public string Description { get; private set; } = "";

    public string Category { get; private set; } = "";

    /// <summary>The category in lower case, to look for.</summary>
    public string CategoryKey { get; private set; } = "";

    public Money Price { get; private set; }

    public int TaxRate { get; private set; }

    /// <summary>The pool that counts the stock of a product without variants.</summary>
    public Guid PoolId { get; private init; }

    /// <summary>The pools out of which it is sold: its variants', or its own.</summary>
    public IReadOnlyList<Guid> PoolIds { get; private set; } = [];

    public int MinPerOrder { get; private set; }

    public int MaxPerOrder { get; private set; }

    public int StepPerOrder { get; private set; }

    public int? PerCustomerLimit { get; private set; }

    public CancellationPolicy Policy { get; private set; } = CancellationPolicy.Default;

    public int HoldMinutes { get; private set; }

    public IReadOnlyList<string> Pictures { get; private set; } = [];

    public IReadOnlyList<ProductVariant> Variants { get; private set; } = [];

    public IReadOnlyList<AddOn> AddOns { get; private set; } = [];

    public bool IsActive { get; private set; }

    public ProductDetails Details =>
        new(Name, Description, Category, Price, TaxRate, MinPerOrder, MaxPerOrder, StepPerOrder, PerCustomerLimit, Policy, HoldMinutes, Pictures);

    public static Result<Product> Create(Guid id, Guid tenantId, Guid? ownerId, Guid poolId, ProductDetails details)
    {
        Product product = new() { Id = id, TenantId = tenantId, OwnerId = ownerId, PoolId = poolId, PoolIds = [poolId], IsActive = true };
        Result<Done> edited = product.Edit(details);
        return edited.IsFailure ? edited.Error : product;
    }

    /// <summary>Changes what is sold from now on. What is held or sold keeps its price and its terms.</summary>
    public Result<Done> Edit(ProductDetails details)
    {
        if (Check(details) is { } refused)
        {
            return refused;
        }

        (Name, Description, Category, CategoryKey) = (details.Name, details.Description, details.Category, details.Category.ToLowerInvariant());
        (Price, TaxRate, Policy, HoldMinutes, Pictures) = (details.Price, details.TaxRate, details.Policy, details.HoldMinutes, details.Pictures);
        (MinPerOrder, MaxPerOrder, StepPerOrder, PerCustomerLimit) = (details.MinPerOrder, details.MaxPerOrder, details.StepPerOrder, details.PerCustomerLimit);
        return Result.Success;
    }

    /// <summary>Takes it off sale; what is sold stays sold.</summary>
    public void Withdraw() => IsActive = false;

    /// <summary>Puts it back on sale, or takes it off.</summary>
    public void Offer(bool isActive) => IsActive = isActive;

    /// <summary>Adds a variant, or replaces the one with its id.</summary>
    public Result<Done> PutVariant(ProductVariant variant)
    {
        List<ProductVariant> others = [.. Variants.Where(other => other.Id != variant.Id)];
        if (others.Count >= MaxVariants)
        {
            return Error.Rule("", $"A product has at most {MaxVariants} variants.");
        }

        if (variant.Price < 0)
        {
            return Error.Rule("/price", "A price is 0 or more.");
        }

        if (variant.Options.Count is 0 or > 5)
        {
            return Error.Rule("/options", "One to five options tell a variant from the others.");
        }

        if (others.Any(other => string.Equals(other.Sku, variant.Sku, StringComparison.OrdinalIgnoreCase)))
        {
            return Error.Rule("/sku", "Another variant has this number.");
        }

        List<ProductVariant> sold = variant.IsActive ? [.. others.Where(other => other.IsActive)] : [];
        if (sold.Any(other => !other.Options.Keys.Order().SequenceEqual(variant.Options.Keys.Order())))
        {
            return Error.Rule("/options", "All variants of a product have the same options.");
        }

        if (sold.Any(other => other.Options.All(option => variant.Options[option.Key] == option.Value)))
        {
            return Error.Rule("/options", "Another variant is just like this.");
        }

        Variants = Variants.Any(other => other.Id == variant.Id) ? [.. Variants.Select(other => other.Id == variant.Id ? variant : other)] : [.. Variants, variant];
        List<Guid> pools = [.. Variants.Where(other => other.IsActive).Select(other => other.PoolId)];
        PoolIds = pools.Count > 0 ? pools : [PoolId];
        return Result.Success;
    }

    /// <summary>Adds an add-on, or replaces the one with its id. What is sold with the old one stays.</summary>
    public Result<Done> PutAddOn(AddOn addOn)
    {
        Result<AddOn> sound = Catalog.AddOns.Check(addOn);
        if (sound.IsFailure)
        {
            return sound.Error;
        }

        if (addOn.ExtraMinutes > 0)
        {
            return Error.Rule("/extraMinutes", "A product takes no time.");
        }

        if (AddOns.Count >= Catalog.AddOns.MaxCount && AddOns.All(known => known.Id != addOn.Id))
        {
            return Error.Rule("", $"An offering has at most {Catalog.AddOns.MaxCount} add-ons.");
        }

        AddOns = Catalog.AddOns.With(AddOns, addOn);
        return Result.Success;
    }

    public Money PriceOf(ProductVariant? variant) => variant?.Price is { } own ? Price with { Amount = own } : Price;

    /// <param name="variantId">Needed exactly where the product has variants.</param>
    public Result<Grant> Grant(int item, int quantity, Guid? variantId, IReadOnlyList<ChosenAddOn> addOns)
    {
        if (!IsActive)
        {
            return Error.Rule("/productId", "This product is not offered any more.", Reason.NotOnSale);
        }

        Result<ProductVariant?> variant = Find(variantId);
        if (variant.IsFailure)
        {
            return variant.Error;
        }

        if (quantity > MaxPerOrder)
        {
            return Error.Rule("/quantity", $"At most {MaxPerOrder} of these may be bought at once.", Reason.OrderLimit);
        }

        if (quantity < MinPerOrder)
        {
            return Error.Rule("/quantity", $"At least {MinPerOrder} of these are bought at once.", Reason.OrderLimit);
        }

        if (quantity % StepPerOrder != 0)
        {
            return Error.Rule("/quantity", $"These are bought in steps of {StepPerOrder}.", Reason.OrderLimit);
        }

        Result<ChosenTerms> chosen = Catalog.AddOns.Choose(AddOns, addOns, Price.Currency, item);
        if (chosen.IsFailure)
        {
            return chosen.Error;
        }

        Dictionary<string, string> details = [];
        string title = Name;
        if (variant.Value is { } sort)
        {
            title = $"{Name}, {string.Join(", ", sort.Options.OrderBy(option => option.Key, StringComparer.Ordinal).Select(option => option.Value))}";
            (details["variantId"], details["sku"]) = (sort.Id.ToString(), sort.Sku);
        }

        if (chosen.Value.Text.Length > 0)
        {
            details["addOns"] = chosen.Value.Text;
        }

        return new Grant(
            new HoldItem(ItemKinds.Product, Id, title, quantity, null, null, null, [], details) { Policy = Policy },
            [new QuotaClaim(item, variant.Value?.PoolId ?? PoolId, quantity), .. chosen.Value.Claims],
            [new PriceLine("product", title, PriceOf(variant.Value) * quantity, item, quantity, TaxRate), .. chosen.Value.Lines],
            TimeSpan.FromMinutes(HoldMinutes));
    }

    private Result<ProductVariant?> Find(Guid? variantId)
    {
        List<ProductVariant> offered = [.. Variants.Where(variant => variant.IsActive)];
        if (variantId is null)
        {
            return offered.Count == 0
                ? Result<ProductVariant?>.Success(null)
                : Error.Rule("/variantId", "Say which of its variants; see the product.");
        }

        return offered.Find(variant => variant.Id == variantId) is { } found
            ? found
            : Error.Rule("/variantId", "The product has no such variant.", Reason.NotOnSale);
    }

    private static Error? Check(ProductDetails details)
    {
        if (details.MaxPerOrder is < 1 or > MaxQuantity)
        {
            return Error.Rule("/maxPerOrder", $"One order has at most 1 to {MaxQuantity} pieces.");
        }

        if (details.StepPerOrder < 1 || details.StepPerOrder > details.MaxPerOrder)
        {
            return Error.Rule("/stepPerOrder", "The step is 1 or more and fits into one order.");
        }

        if (details.MinPerOrder < 1 || details.MinPerOrder > details.MaxPerOrder || details.MinPerOrder % details.StepPerOrder != 0 && details.MinPerOrder > 1)
        {
            return Error.Rule("/minPerOrder", "The least is 1 or a multiple of the step, and not above the most.");
        }

        return details.PerCustomerLimit is < 1
            ? Error.Rule("/perCustomerLimit", "A limit is 1 or more.")
            : Service.CheckTerms(details.Price, details.TaxRate, details.HoldMinutes, details.Policy);
    }
}
