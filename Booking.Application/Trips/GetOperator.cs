namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetOperatorQuery(Guid Id) : IQuery<Versioned<OperatorView>>;

internal sealed class GetOperatorHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetOperatorQuery, Result<Versioned<OperatorView>>>
{
    public async Task<Result<Versioned<OperatorView>>> Handle(GetOperatorQuery query, CancellationToken cancellationToken)
    {
        Operator? company = await db.Operators.AsNoTracking().SingleOrDefaultAsync(company => company.Id == query.Id, cancellationToken);
        return company is null || !(company.IsActive || context.MayManage(company.OwnerId))
            ? OfferingErrors.NotFound
            : OperatorView.Versioned(company, context.MayManage(company.OwnerId), await db.RatingTotals.OfAsync(company.Id, cancellationToken));
    }
}
