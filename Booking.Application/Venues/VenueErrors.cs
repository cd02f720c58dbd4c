namespace Booking.Application.Venues;

using Booking.Domain.Common;

internal static class VenueErrors
{
    public static readonly Error ExtraNotFound = Error.NotFound("extra_not_found", "The hall has no such extra.");

    public static readonly Error SeriesNotFound = Error.NotFound("venue_series_not_found", "There is no such series.");

    public static readonly Error SeriesConflict = Error.Conflict("series_conflict", "Some dates of this series cannot be had.");

    public static readonly Error BelowSold = Error.Conflict("capacity_below_sold", "More than that is held or sold already.");
}
