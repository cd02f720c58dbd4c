namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetVenueQuery(Guid Id) : IQuery<Versioned<VenueView>>;

internal sealed class GetVenueHandler(IBookingDb db) : IRequestHandler<GetVenueQuery, Result<Versioned<VenueView>>>
{
    public async Task<Result<Versioned<VenueView>>> Handle(GetVenueQuery query, CancellationToken cancellationToken)
    {
        Venue? venue = await db.Venues.AsNoTracking().SingleOrDefaultAsync(venue => venue.Id == query.Id && venue.IsActive, cancellationToken);
        return venue is null ? OfferingErrors.NotFound : new Versioned<VenueView>(VenueView.Of(venue, null), venue.Version);
    }
}
