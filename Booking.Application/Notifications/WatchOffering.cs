namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Whether there is such an offering for everybody to see.</summary>
/// <param name="Kind">One of <see cref="WatchKinds"/>.</param>
public sealed record WatchOfferingQuery(string Kind, Guid OfferingId) : IQuery<Done>;

internal sealed class WatchOfferingHandler(IBookingDb db) : IRequestHandler<WatchOfferingQuery, Result<Done>>
{
    public async Task<Result<Done>> Handle(WatchOfferingQuery query, CancellationToken cancellationToken)
    {
        Guid id = query.OfferingId;
        bool isThere = query.Kind switch
        {
            WatchKinds.Event => await db.Events.AnyAsync(happening => happening.Id == id && happening.Status != EventStatus.Draft, cancellationToken),
            WatchKinds.Trip => await db.Trips.AnyAsync(trip => trip.Id == id && trip.Status != TripStatus.Withdrawn, cancellationToken),
            WatchKinds.Car => await db.Cars.AnyAsync(car => car.Id == id && car.IsActive, cancellationToken),
            WatchKinds.Venue => await db.Venues.AnyAsync(venue => venue.Id == id && venue.IsActive, cancellationToken),
            WatchKinds.Service => await db.Services.AnyAsync(service => service.Id == id && service.IsActive, cancellationToken),
            WatchKinds.Product => await db.Products.AnyAsync(product => product.Id == id && product.IsActive, cancellationToken),
            _ => false,
        };
        return isThere ? Result.Success : OfferingErrors.NotFound;
    }
}
