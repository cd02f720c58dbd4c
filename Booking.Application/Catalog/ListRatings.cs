namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Ratings of an offering or a provider, newest first; hidden ones for admins only.</summary>
/// <param name="OfferingId">Of any kind; for tickets the event. Null where a provider is asked for.</param>
public sealed record ListRatingsQuery(Guid? OfferingId, Guid? ProviderId, PageRequest Page) : IQuery<Page<RatingView>>;

internal sealed class ListRatingsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListRatingsQuery, Result<Page<RatingView>>>
{
    public async Task<Result<Page<RatingView>>> Handle(ListRatingsQuery query, CancellationToken cancellationToken)
    {
        string list = $"ratings of {query.OfferingId}{query.ProviderId}";
        Result<Guid> position = cursors.After(list, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        IQueryable<Rating> ratings = db.Ratings.AsNoTracking().Where(rating => query.OfferingId != null ? rating.OfferingId == query.OfferingId : rating.ProviderId == query.ProviderId);
        if (query.Page.Cursor is not null)
        {
            Guid before = position.Value;
            ratings = ratings.Where(rating => rating.Id < before);
        }

        if (!context.IsAdmin)
        {
            ratings = ratings.Where(rating => rating.HiddenReason == null || (rating.CustomerId != null && rating.CustomerId == context.UserId));
        }

        List<Rating> rows = await ratings.OrderByDescending(rating => rating.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        return cursors.Page(list, query.Page, rows, rating => rating.Id, rating => RatingView.Of(rating, context, context.IsAdmin, now));
    }
}
