namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Halls in the order of their ids.</summary>
/// <param name="City">The whole name, in any case of letters.</param>
/// <param name="Capacity">Room for at least so many guests.</param>
public sealed record ListVenuesQuery(SearchArea? Near, string? City, int? Capacity, PageRequest Page) : IQuery<Page<VenueView>>;

internal sealed class ListVenuesHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListVenuesQuery, Result<Page<VenueView>>>
{
    private const string List = "venues";

    public async Task<Result<Page<VenueView>>> Handle(ListVenuesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        IQueryable<Venue> venues = db.Venues.AsNoTracking().Where(venue => venue.IsActive && venue.Id > after).Within(query.Near).WithText(nameof(Venue.City), query.City);
        if (query.Capacity is { } guests)
        {
            venues = venues.Where(venue => venue.Capacity >= guests);
        }

        List<Venue> rows = await venues.OrderBy(venue => venue.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, venue => venue.Id, venue => VenueView.Of(venue, query.Near));
    }
}
