namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>How many products there are by category, by price and in stock, of those that a filter lets through.</summary>
public sealed record CountProductsQuery(ProductFilter Filter) : IQuery<ProductFacetsView>;

/// <param name="From">Minor units, itself included.</param>
/// <param name="To">Minor units, itself not included; null without end.</param>
public sealed record ProductPriceBandView(long From, long? To, int Count);

/// <param name="Categories">The most frequent first, 100 at most.</param>
/// <param name="Prices">Bands of the products' own prices; those without a product are left out.</param>
public sealed record ProductFacetsView(int Total, int InStock, IReadOnlyList<FacetView> Categories, IReadOnlyList<ProductPriceBandView> Prices);

internal sealed class CountProductsHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<CountProductsQuery, Result<ProductFacetsView>>
{
    private const int MaxCategories = 100;

    private static readonly long[] Bands = [0, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000];

    public async Task<Result<ProductFacetsView>> Handle(CountProductsQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<Product> products = query.Filter.Of(db.Products.AsNoTracking().Where(product => product.IsActive), db, now);
        List<FacetView> categories = (await products
            .GroupBy(product => product.CategoryKey)
            .Select(group => new { Value = group.Min(product => product.Category), Count = group.Count() })
            .OrderByDescending(group => group.Count).ThenBy(group => group.Value)
            .Take(MaxCategories)
            .ToListAsync(cancellationToken)).ConvertAll(group => new FacetView(group.Value ?? "", group.Count));
        var prices = await products
            .GroupBy(product =>
                product.Price.Amount < Bands[1] ? 0 : product.Price.Amount < Bands[2] ? 1 : product.Price.Amount < Bands[3] ? 2 : product.Price.Amount < Bands[4] ? 3
                : product.Price.Amount < Bands[5] ? 4 : product.Price.Amount < Bands[6] ? 5 : product.Price.Amount < Bands[7] ? 6 : 7)
            .Select(group => new { Band = group.Key, Count = group.Count() })
            .OrderBy(group => group.Band)
            .ToListAsync(cancellationToken);
        int inStock = await products.Where(ProductFilter.HasStock(db, now)).CountAsync(cancellationToken);
        return new ProductFacetsView(
            prices.Sum(band => band.Count),
            inStock,
            categories,
            [.. prices.Select(band => new ProductPriceBandView(Bands[band.Band], band.Band + 1 < Bands.Length ? Bands[band.Band + 1] : null, band.Count))]);
    }
}
