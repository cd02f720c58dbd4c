namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>Halls on their managers' side.</summary>
internal static class ManagedVenues
{
    /// <summary>The hall, tracked, also one that is withdrawn; refused to those who may not change it.</summary>
    public static async Task<Result<Venue>> FindManagedAsync(this IBookingDb db, Guid id, RequestContext context, CancellationToken ct)
    {
        Venue? venue = await db.Venues.SingleOrDefaultAsync(venue => venue.Id == id, ct);
        if (venue is null)
        {
            return OfferingErrors.NotFound;
        }

        return context.MayManage(venue.OwnerId) ? venue : OfferingErrors.NotTheOwner;
    }

    /// <summary>The same, and refused when the caller has seen another version of it.</summary>
    public static async Task<Result<Venue>> FindManagedAsync(this IBookingDb db, Guid id, long version, RequestContext context, CancellationToken ct)
    {
        Result<Venue> venue = await db.FindManagedAsync(id, context, ct);
        return venue.IsSuccess && venue.Value.CheckVersion(version).Error is { } stale ? stale : venue;
    }

    public static BlackoutUnit ToUnit(this Venue venue) => new(ItemKinds.Venue, venue.Id, venue.Name, venue.TimeZone);
}
