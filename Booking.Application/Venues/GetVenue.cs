namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="Managed">Also when it is withdrawn, for those who manage it.</param>
public sealed record GetVenueQuery(Guid Id, bool Managed = false) : IQuery<Versioned<VenueView>>;

internal sealed class GetVenueHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetVenueQuery, Result<Versioned<VenueView>>>
{
    public async Task<Result<Versioned<VenueView>>> Handle(GetVenueQuery query, CancellationToken cancellationToken)
    {
        Venue? venue = await db.Venues.AsNoTracking().SingleOrDefaultAsync(venue => venue.Id == query.Id && (venue.IsActive || query.Managed), cancellationToken);
        if (venue is null)
        {
            return OfferingErrors.NotFound;
        }

        if (query.Managed && !context.MayManage(venue.OwnerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        RatingSummary rating = await db.RatingTotals.OfAsync(venue.Id, cancellationToken);
        return new Versioned<VenueView>(VenueView.Of(venue, null) with { Rating = rating }, venue.Version, rating.Fingerprint);
    }
}
