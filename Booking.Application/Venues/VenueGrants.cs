namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

internal sealed class VenueGrants(IBookingDb db) : ItemGrants<VenueItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<VenueItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.VenueId);
        Dictionary<Guid, Venue> venues = await db.Venues.AsNoTracking().Where(venue => ids.Contains(venue.Id)).ToDictionaryAsync(venue => venue.Id, ct);
        return [.. items.Select(asked => GrantVenue(asked.Index, asked.Item, venues, now))];
    }

    private static Result<Grant> GrantVenue(int i, VenueItem item, Dictionary<Guid, Venue> venues, DateTimeOffset now)
    {
        if (!venues.TryGetValue(item.VenueId, out Venue? venue))
        {
            return Unknown("/venueId");
        }

        Result<TimeRange> asked = Resolve(item.From, item.To, venue.TimeZone);
        return asked.IsFailure ? asked.Error : venue.Grant(i, asked.Value, item.Guests, now);
    }
}
