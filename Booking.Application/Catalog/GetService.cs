namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetServiceQuery(Guid Id) : IQuery<Versioned<ServiceView>>;

internal sealed class GetServiceHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetServiceQuery, Result<Versioned<ServiceView>>>
{
    public async Task<Result<Versioned<ServiceView>>> Handle(GetServiceQuery query, CancellationToken cancellationToken)
    {
        Service? service = await db.Services.AsNoTracking().SingleOrDefaultAsync(service => service.Id == query.Id && service.IsActive, cancellationToken);
        return service is null ? OfferingErrors.NotFound : await db.ViewAsync(service, await clock.NowAsync(cancellationToken), cancellationToken);
    }
}
