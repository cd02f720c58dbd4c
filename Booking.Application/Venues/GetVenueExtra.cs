namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetVenueExtraQuery(Guid VenueId, Guid ExtraId) : IQuery<Versioned<VenueExtraView>>;

internal sealed class GetVenueExtraHandler(IBookingDb db) : IRequestHandler<GetVenueExtraQuery, Result<Versioned<VenueExtraView>>>
{
    public async Task<Result<Versioned<VenueExtraView>>> Handle(GetVenueExtraQuery query, CancellationToken cancellationToken)
    {
        string? currency = await db.Venues.Where(venue => venue.Id == query.VenueId && venue.IsActive).Select(venue => venue.Currency).SingleOrDefaultAsync(cancellationToken);
        VenueExtra? extra = await db.VenueExtras.AsNoTracking().SingleOrDefaultAsync(extra => extra.Id == query.ExtraId && extra.VenueId == query.VenueId && extra.IsActive, cancellationToken);
        return currency is null || extra is null ? VenueErrors.ExtraNotFound : new Versioned<VenueExtraView>(VenueExtraView.Of(extra, currency), extra.Version);
    }
}
