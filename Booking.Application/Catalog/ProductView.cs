namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;

/// <param name="Available">Pieces that can be held now.</param>
public sealed record ProductVariantView(Guid Id, string Sku, IReadOnlyDictionary<string, string> Options, Money Price, int Available);

/// <param name="Available">Pieces that can be held now; of all variants together where there are any.</param>
/// <param name="StepPerOrder">An order has a multiple of this.</param>
/// <param name="PerCustomerLimit">The most pieces one customer may have in all orders together; null without limit.</param>
public sealed record ProductView(
    Guid Id,
    string Name,
    string Description,
    string Category,
    Money Price,
    int TaxRate,
    int Available,
    int MinPerOrder,
    int MaxPerOrder,
    int StepPerOrder,
    int? PerCustomerLimit,
    int HoldMinutes,
    CancellationPolicy CancellationPolicy,
    IReadOnlyList<string> Pictures,
    IReadOnlyList<ProductVariantView> Variants,
    IReadOnlyList<AddOnView> AddOns,
    RatingSummary Rating,
    bool IsActive,
    IReadOnlyList<string> AvailableActions)
{
    internal static ProductView Of(Product product, IReadOnlyDictionary<Guid, int> left, RatingTotal? rating)
    {
        int available = product.PoolIds.Sum(pool => Math.Max(0, left.GetValueOrDefault(pool)));
        return new ProductView(
            product.Id,
            product.Name,
            product.Description,
            product.Category,
            product.Price,
            product.TaxRate,
            available,
            product.MinPerOrder,
            product.MaxPerOrder,
            product.StepPerOrder,
            product.PerCustomerLimit,
            product.HoldMinutes,
            product.Policy,
            product.Pictures,
            [.. product.Variants.Where(variant => variant.IsActive).Select(variant => new ProductVariantView(
                variant.Id, variant.Sku, variant.Options, product.PriceOf(variant), Math.Max(0, left.GetValueOrDefault(variant.PoolId))))],
            [.. product.AddOns.Where(addOn => addOn.IsActive).Select(addOn => AddOnView.Of(addOn, product.Price.Currency, left))],
            RatingSummary.Of(rating),
            product.IsActive,
            OfferingActions.When(product.IsActive && available > 0));
    }
}

/// <summary>Views of products, with one query per table for all of them.</summary>
internal static class ProductViews
{
    public static async Task<IReadOnlyList<ProductView>> ViewsAsync(this IBookingDb db, IReadOnlyList<Product> products, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> pools = [.. products.SelectMany(product => product.PoolIds.Concat(product.AddOns.Where(addOn => addOn.IsActive).Select(addOn => addOn.PoolId).OfType<Guid>()))];
        IReadOnlyDictionary<Guid, int> left = await db.LeftAsync(pools, now, ct);
        Dictionary<Guid, RatingTotal> ratings = await db.RatingTotals.OfAsync([.. products.Select(product => product.Id)], ct);
        return [.. products.Select(product => ProductView.Of(product, left, ratings.GetValueOrDefault(product.Id)))];
    }

    public static async Task<Versioned<ProductView>> ViewAsync(this IBookingDb db, Product product, DateTimeOffset now, CancellationToken ct)
    {
        ProductView view = (await db.ViewsAsync([product], now, ct))[0];

        // Two variants may change places; each counts with a factor of its own.
        long left = view.Variants.Count == 0 ? view.Available : view.Variants.Select((variant, i) => (i + 1L) * variant.Available).Sum();
        return new Versioned<ProductView>(view, product.Version, left * 31 + view.AddOns.Sum(addOn => addOn.Available ?? 0) + view.Rating.Fingerprint * 131);
    }
}
