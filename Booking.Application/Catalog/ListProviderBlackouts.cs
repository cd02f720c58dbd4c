namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>The blackouts of a provider that hold, oldest first.</summary>
public sealed record ListProviderBlackoutsQuery(Guid ProviderId, PageRequest Page) : IQuery<Page<BlackoutView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Provider, Roles.Admin];
}

internal sealed class ListProviderBlackoutsHandler(IBookingDb db, Blackouts blackouts, RequestContext context) : IRequestHandler<ListProviderBlackoutsQuery, Result<Page<BlackoutView>>>
{
    public async Task<Result<Page<BlackoutView>>> Handle(ListProviderBlackoutsQuery query, CancellationToken cancellationToken)
    {
        Result<Provider> provider = await db.ManagedProviderAsync(query.ProviderId, context, cancellationToken);
        return provider.IsFailure ? provider.Error : await blackouts.ListAsync(provider.Value.Id, query.Page, cancellationToken);
    }
}
