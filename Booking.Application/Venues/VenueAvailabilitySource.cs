namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>Halls, also those that are too small: the answer says so.</summary>
internal sealed class VenueAvailabilitySource(IBookingDb db, TimedAvailability timed) : IAvailabilitySource
{
    public OfferingKind Kind => OfferingKind.Venue;

    public async Task<IReadOnlyList<AvailabilityView>> FindAsync(AvailabilityQuestion question, Guid after, int take, CancellationToken ct)
    {
        var venues = await db.Venues.AsNoTracking()
            .Where(venue => venue.IsActive && venue.Id > after && (question.OfferingId == null || venue.Id == question.OfferingId))
            .Within(question.Near)
            .OrderBy(venue => venue.Id)
            .Take(take)
            .Select(venue => new { venue.Id, venue.Name, venue.TimeZone })
            .ToListAsync(ct);
        return await timed.TryAsync(
            Kind, [.. venues.Select(venue => (venue.Id, venue.Name, venue.TimeZone))],
            (id, time) => [new VenueItem(id, WallTime.At(time.From), WallTime.At(time.To), question.Quantity, null, [])], question, ct);
    }
}
