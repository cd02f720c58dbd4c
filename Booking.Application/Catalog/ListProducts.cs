namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Products in the order of their ids.</summary>
/// <param name="Managed">Only what the caller may change, also what is off sale.</param>
public sealed record ListProductsQuery(ProductFilter Filter, bool Managed, PageRequest Page) : IQuery<Page<ProductView>>;

internal sealed class ListProductsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, RequestContext context)
    : IRequestHandler<ListProductsQuery, Result<Page<ProductView>>>
{
    private const string List = "products";

    public async Task<Result<Page<ProductView>>> Handle(ListProductsQuery query, CancellationToken cancellationToken)
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
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        IQueryable<Product> shown = db.Products.AsNoTracking().Where(product => product.Id > after);
        if (!query.Managed)
        {
            shown = shown.Where(product => product.IsActive);
        }
        else if (!context.IsAdmin)
        {
            shown = shown.Where(product => product.OwnerId == context.UserId);
        }

        List<Product> rows = await query.Filter.Of(shown, db, now).OrderBy(product => product.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        Dictionary<Guid, ProductView> views = (await db.ViewsAsync([.. rows.Take(query.Page.Limit)], now, cancellationToken)).ToDictionary(view => view.Id);
        return cursors.Page(List, query.Page, rows, product => product.Id, product => views[product.Id]);
    }
}
