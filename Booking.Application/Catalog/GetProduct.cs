namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetProductQuery(Guid Id) : IQuery<Versioned<ProductView>>;

internal sealed class GetProductHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetProductQuery, Result<Versioned<ProductView>>>
{
    public async Task<Result<Versioned<ProductView>>> Handle(GetProductQuery query, CancellationToken cancellationToken)
    {
        Product? product = await db.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == query.Id && product.IsActive, cancellationToken);
        return product is null ? OfferingErrors.NotFound : await db.ViewAsync(product, await clock.NowAsync(cancellationToken), cancellationToken);
    }
}
