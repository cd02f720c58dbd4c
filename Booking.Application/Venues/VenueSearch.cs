namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Venues;

/// <summary>Finds halls: as far as the database can tell, and then by opening hours and layouts, which are judged here.</summary>
internal sealed class VenueSearch(IBookingDb db)
{
    public IQueryable<Venue> Find(IQueryable<Venue> venues, VenueFilter filter, DateTimeOffset now)
    {
        venues = venues.Within(filter.Near);
        if (filter.Text is { } text)
        {
            string words = TextKey.Of(text);
            venues = venues.Where(venue => venue.Words.Contains(words));
        }

        if (filter.City is { } city)
        {
            string key = TextKey.Of(city);
            venues = venues.Where(venue => venue.CityKey == key);
        }

        if (filter.Capacity is { } guests)
        {
            venues = venues.Where(venue => venue.Capacity >= guests);
        }

        // Said of the array as a whole, it is a question to its index.
        if (filter.Features.Count > 0)
        {
            List<string> features = [.. filter.Features];
            venues = venues.Where(venue => features.All(feature => venue.Features.Contains(feature)));
        }

        if (filter.Layout is { } layout)
        {
            List<string> layouts = [layout];
            venues = venues.Where(venue => layouts.All(one => venue.LayoutNames.Contains(one)));
        }

        if (filter.MaxPrice is { } price)
        {
            venues = venues.Where(venue => venue.PricePerHour <= price);
        }

        if (Asked(filter) is { } range)
        {
            (DateTimeOffset from, DateTimeOffset to) = range;

            // No buffer is longer; an index serves no bound that is reckoned row by row.
            DateTimeOffset first = from.AddMinutes(-VenueDetails.MaxBufferMinutes);
            IQueryable<SlotClaimRow> live = db.SlotClaims.Live(now).Where(claim => claim.BlockedTo > first);
            venues = venues.Where(venue => !live.Any(claim =>
                claim.UnitId == venue.Id && claim.BlockedTo > from.AddMinutes(-venue.BufferBeforeMinutes) && claim.BlockedFrom < to.AddMinutes(venue.BufferAfterMinutes)));
        }

        return venues;
    }

    /// <summary>Whether the database does not decide alone.</summary>
    public static bool IsDecidedLater(VenueFilter filter) => filter.From is not null || (filter.Layout is not null && filter.Capacity is not null);

    /// <summary>What the database cannot tell.</summary>
    public static bool Fits(Venue venue, VenueFilter filter, DateTimeOffset now)
    {
        VenueUse use = new(filter.Capacity ?? 1, filter.Layout, []);
        return (use.Layout is null || venue.Layouts.Any(layout => layout.Name == use.Layout && layout.Capacity >= use.Guests))
            && (Asked(filter) is not { } range || venue.Check(range, use, now) is null);
    }

    public static TimeRange? Asked(VenueFilter filter) => filter is { From: { } from, To: { } to } ? new TimeRange(from, to) : null;
}
