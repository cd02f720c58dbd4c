namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetProductQuery(Guid Id) : IQuery<Versioned<ProductView>>;

internal sealed class GetProductHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetProductQuery, Result<Versioned<ProductView>>>
{
    public async Task<Result<Versioned<ProductView>>> Handle(GetProductQuery query, CancellationToken cancellationToken)
    {
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<Pool> pools = db.Pools.AsNoTracking();
        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(now);
        var row = await db.Products.AsNoTracking()
            .Where(product => product.Id == query.Id && product.IsActive)
            .Select(product => new
            {
                Product = product,
                Unsold = pools.Where(pool => pool.Id == product.PoolId).Select(pool => pool.Capacity - pool.Sold).FirstOrDefault(),
                Held = held.Where(claim => claim.PoolId == product.PoolId).Sum(claim => (int?)claim.Quantity) ?? 0,
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (row is null)
        {
            return OfferingErrors.NotFound;
        }

        ProductView view = ProductView.Of(row.Product, row.Unsold - row.Held);
        return new Versioned<ProductView>(view, row.Product.Version, view.Available);
    }
}
