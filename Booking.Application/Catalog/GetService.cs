namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="Managed">Also when it is withdrawn, for those who manage it.</param>
public sealed record GetServiceQuery(Guid Id, bool Managed = false) : IQuery<Versioned<ServiceView>>;

internal sealed class GetServiceHandler(IBookingDb db, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetServiceQuery, Result<Versioned<ServiceView>>>
{
    public async Task<Result<Versioned<ServiceView>>> Handle(GetServiceQuery query, CancellationToken cancellationToken)
    {
        Service? service = await db.Services.AsNoTracking().SingleOrDefaultAsync(service => service.Id == query.Id && (service.IsActive || query.Managed), cancellationToken);
        if (service is null)
        {
            return OfferingErrors.NotFound;
        }

        return query.Managed && !context.MayManage(service.OwnerId) ? OfferingErrors.NotTheOwner : await db.ViewAsync(service, await clock.NowAsync(cancellationToken), cancellationToken);
    }
}
