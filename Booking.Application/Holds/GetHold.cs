namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetHoldQuery(Guid Id) : IQuery<HoldView>;

internal sealed class GetHoldHandler(IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<GetHoldQuery, Result<HoldView>>
{
    public async Task<Result<HoldView>> Handle(GetHoldQuery query, CancellationToken cancellationToken)
    {
        Hold? hold = await db.Holds.AsNoTracking().SingleOrDefaultAsync(hold => hold.Id == query.Id, cancellationToken);
        return hold is null || !context.MayUse(hold.CustomerId, hold.TokenHash)
            ? HoldErrors.NotFound
            : HoldView.Of(hold, await clock.NowAsync(cancellationToken));
    }
}
