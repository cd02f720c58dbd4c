namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What a hall sells along with itself, in the order of their ids.</summary>
public sealed record ListVenueExtrasQuery(Guid VenueId, PageRequest Page) : IQuery<Page<VenueExtraView>>;

internal sealed class ListVenueExtrasHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListVenueExtrasQuery, Result<Page<VenueExtraView>>>
{
    public async Task<Result<Page<VenueExtraView>>> Handle(ListVenueExtrasQuery query, CancellationToken cancellationToken)
    {
        string list = $"extras of {query.VenueId}";
        Result<Guid> position = cursors.After(list, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        string? currency = await db.Venues.Where(venue => venue.Id == query.VenueId && venue.IsActive).Select(venue => venue.Currency).SingleOrDefaultAsync(cancellationToken);
        if (currency is null)
        {
            return OfferingErrors.NotFound;
        }

        Guid after = position.Value;
        List<VenueExtra> rows = await db.VenueExtras.AsNoTracking()
            .Where(extra => extra.VenueId == query.VenueId && extra.IsActive && extra.Id > after)
            .OrderBy(extra => extra.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        return cursors.Page(list, query.Page, rows, extra => extra.Id, extra => VenueExtraView.Of(extra, currency));
    }
}
