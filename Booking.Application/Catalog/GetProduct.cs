namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="Managed">Also when it is withdrawn, for those who manage it.</param>
public sealed record GetProductQuery(Guid Id, bool Managed = false) : IQuery<Versioned<ProductView>>;

internal sealed class GetProductHandler(IBookingDb db, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetProductQuery, Result<Versioned<ProductView>>>
{
    public async Task<Result<Versioned<ProductView>>> Handle(GetProductQuery query, CancellationToken cancellationToken)
    {
        Product? product = await db.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == query.Id && (product.IsActive || query.Managed), cancellationToken);
        if (product is null)
        {
            return OfferingErrors.NotFound;
        }

        return query.Managed && !context.MayManage(product.OwnerId) ? OfferingErrors.NotTheOwner : await db.ViewAsync(product, await clock.NowAsync(cancellationToken), cancellationToken);
    }
}
