namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="Id">Null means the caller's own.</param>
public sealed record GetProviderQuery(Guid? Id) : IQuery<Versioned<ProviderView>>;

internal sealed class GetProviderHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetProviderQuery, Result<Versioned<ProviderView>>>
{
    public async Task<Result<Versioned<ProviderView>>> Handle(GetProviderQuery query, CancellationToken cancellationToken)
    {
        if (query.Id is null && context.UserId is null)
        {
            return UserErrors.NotSignedIn;
        }

        Provider? provider = query.Id is { } id
            ? await db.Providers.AsNoTracking().SingleOrDefaultAsync(provider => provider.Id == id, cancellationToken)
            : await db.Providers.AsNoTracking().SingleOrDefaultAsync(provider => provider.UserId == context.UserId, cancellationToken);
        return provider is null || (!provider.IsActive && !context.MayManage(provider.UserId))
            ? OfferingErrors.ProviderNotFound
            : await db.ViewAsync(provider, context, cancellationToken);
    }
}
