namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Products in the order of their ids.</summary>
public sealed record ListProductsQuery(string? Category, PageRequest Page) : IQuery<Page<ProductView>>;

internal sealed class ListProductsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListProductsQuery, Result<Page<ProductView>>>
{
    private const string List = "products";

    public async Task<Result<Page<ProductView>>> Handle(ListProductsQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(now);
        var rows = await db.Products.AsNoTracking()
            .Where(product => product.IsActive && product.Id > after)
            .WithText(nameof(Product.Category), query.Category)
            .OrderBy(product => product.Id)
            .Take(query.Page.Limit + 1)
            .Select(product => new
            {
                Product = product,
                Unsold = pools.Where(pool => pool.Id == product.PoolId).Select(pool => pool.Capacity - pool.Sold).FirstOrDefault(),
                Held = held.Where(claim => claim.PoolId == product.PoolId).Sum(claim => (int?)claim.Quantity) ?? 0,
            })
            .ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, row => row.Product.Id, row => ProductView.Of(row.Product, row.Unsold - row.Held));
    }
}
