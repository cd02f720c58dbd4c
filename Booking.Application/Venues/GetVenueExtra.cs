namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <param name="Managed">Also when it or the hall is withdrawn, for those who manage the hall.</param>
public sealed record GetVenueExtraQuery(Guid VenueId, Guid ExtraId, bool Managed = false) : IQuery<Versioned<VenueExtraView>>;

internal sealed class GetVenueExtraHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetVenueExtraQuery, Result<Versioned<VenueExtraView>>>
{
    public async Task<Result<Versioned<VenueExtraView>>> Handle(GetVenueExtraQuery query, CancellationToken cancellationToken)
    {
        var venue = await db.Venues
            .Where(venue => venue.Id == query.VenueId && (venue.IsActive || query.Managed))
            .Select(venue => new { venue.Currency, venue.OwnerId })
            .SingleOrDefaultAsync(cancellationToken);
        VenueExtra? extra = await db.VenueExtras.AsNoTracking()
            .SingleOrDefaultAsync(extra => extra.Id == query.ExtraId && extra.VenueId == query.VenueId && (extra.IsActive || query.Managed), cancellationToken);
        if (venue is null || extra is null)
        {
            return VenueErrors.ExtraNotFound;
        }

        return query.Managed && !context.MayManage(venue.OwnerId) ? OfferingErrors.NotTheOwner : new Versioned<VenueExtraView>(VenueExtraView.Of(extra, venue.Currency), extra.Version);
    }
}
