namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Providers in the order of their ids.</summary>
/// <param name="Managed">Only whom the caller may change, also those who take no appointments.</param>
public sealed record ListProvidersQuery(bool Managed, PageRequest Page) : IQuery<Page<ProviderView>>;

internal sealed class ListProvidersHandler(IBookingDb db, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListProvidersQuery, Result<Page<ProviderView>>>
{
    private const string List = "providers";

    public async Task<Result<Page<ProviderView>>> Handle(ListProvidersQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        if (query.Managed && context.UserId is null)
        {
            return UserErrors.NotSignedIn;
        }

        Guid after = position.Value;
        IQueryable<Provider> shown = db.Providers.AsNoTracking().Where(provider => provider.Id > after);
        if (!query.Managed)
        {
            shown = shown.Where(provider => provider.IsActive);
        }
        else if (!context.IsAdmin)
        {
            shown = shown.Where(provider => provider.UserId == context.UserId);
        }

        List<Provider> rows = await shown.OrderBy(provider => provider.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        Dictionary<Guid, RatingTotal> ratings = await db.RatingTotals.OfAsync([.. rows.Select(provider => provider.Id)], cancellationToken);
        return cursors.Page(List, query.Page, rows, provider => provider.Id,
            provider => ProviderView.Of(provider, ratings.GetValueOrDefault(provider.Id), context.MayManage(provider.UserId)));
    }
}
