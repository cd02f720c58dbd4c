namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetServiceQuery(Guid Id) : IQuery<Versioned<ServiceView>>;

internal sealed class GetServiceHandler(IBookingDb db) : IRequestHandler<GetServiceQuery, Result<Versioned<ServiceView>>>
{
    public async Task<Result<Versioned<ServiceView>>> Handle(GetServiceQuery query, CancellationToken cancellationToken)
    {
        Service? service = await db.Services.AsNoTracking().SingleOrDefaultAsync(service => service.Id == query.Id && service.IsActive, cancellationToken);
        if (service is null)
        {
            return OfferingErrors.NotFound;
        }

        IReadOnlyList<Guid> ids = service.ProviderIds;
        Dictionary<Guid, string> providers = await db.Providers.AsNoTracking()
            .Where(provider => ids.Contains(provider.Id))
            .Select(provider => new { provider.Id, provider.Name })
            .ToDictionaryAsync(provider => provider.Id, provider => provider.Name, cancellationToken);
        return new Versioned<ServiceView>(ServiceView.Of(service, providers), service.Version);
    }
}
