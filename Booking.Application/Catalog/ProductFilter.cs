namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Microsoft.EntityFrameworkCore;

/// <summary>Which products are asked for.</summary>
/// <param name="Text">Beginnings of words of the name, description, category, options or SKU.</param>
/// <param name="PriceMin">Minor units.</param>
/// <param name="InStock">Only those of which a piece can be held now.</param>
public sealed record ProductFilter(string? Text, string? Category, long? PriceMin, long? PriceMax, bool InStock)
{
    internal IQueryable<Product> Of(IQueryable<Product> products, IBookingDb db, DateTimeOffset now)
    {
        if (db.CatalogWords.AsNoTracking().Found(ServiceWords.ProductKind, Text) is { } found)
        {
            products = products.Where(product => found.Contains(product.Id));
        }

        if (Category?.ToLowerInvariant() is { } category)
        {
            products = products.Where(product => product.CategoryKey == category);
        }

        if (PriceMin is { } least)
        {
            products = products.Where(product => product.Price.Amount >= least);
        }

        if (PriceMax is { } most)
        {
            products = products.Where(product => product.Price.Amount <= most);
        }

        return InStock ? products.Where(HasStock(db, now)) : products;
    }

    internal static System.Linq.Expressions.Expression<Func<Product, bool>> HasStock(IBookingDb db, DateTimeOffset now)
    {
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(now);
        return product => pools.Any(pool => product.PoolIds.Contains(pool.Id)
            && pool.Capacity - pool.Sold > (held.Where(claim => claim.PoolId == pool.Id).Sum(claim => (int?)claim.Quantity) ?? 0));
    }
}
