namespace Booking.Application.Venues;

using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;

/// <param name="Lat">Degrees, WGS 84.</param>
public sealed record VenuePlaceView(double Lat, double Lng, string Address);

/// <summary>Opening hours of one weekday in the hall's wall time, e.g. <c>08:00</c> to <c>24:00</c>.</summary>
public sealed record OpeningHoursView(string Day, string Opens, string Closes);

/// <param name="Capacity">The most guests.</param>
/// <param name="PricePerHour">Per started hour; no 24 hours cost more than <paramref name="PricePerDay"/>.</param>
/// <param name="Hours">A weekday that is missing is closed; an empty list means always open.</param>
/// <param name="BufferBeforeMinutes">Set-up time that nobody else gets.</param>
/// <param name="DistanceKm">From the place asked for, or null when none was.</param>
public sealed record VenueView(
    Guid Id,
    string Name,
    string Description,
    VenuePlaceView Location,
    string City,
    string TimeZone,
    int Capacity,
    IReadOnlyList<string> Features,
    Money PricePerHour,
    Money PricePerDay,
    IReadOnlyList<OpeningHoursView> Hours,
    int BufferBeforeMinutes,
    int BufferAfterMinutes,
    int MinMinutes,
    int MaxMinutes,
    double? DistanceKm,
    IReadOnlyList<string> AvailableActions)
{
    internal static VenueView Of(Venue venue, SearchArea? near) => new(
        venue.Id,
        venue.Name,
        venue.Description,
        new VenuePlaceView(venue.Latitude, venue.Longitude, venue.Address),
        venue.City,
        venue.TimeZone,
        venue.Capacity,
        venue.Features,
        new Money(venue.PricePerHour, venue.Currency),
        new Money(venue.PricePerDay, venue.Currency),
        [.. venue.Hours.Select(hours => new OpeningHoursView(hours.Day.ToString().ToLowerInvariant(), Clock(hours.Opens), Clock(hours.Closes)))],
        venue.BufferBeforeMinutes,
        venue.BufferAfterMinutes,
        venue.MinMinutes,
        venue.MaxMinutes,
        near.DistanceKm(venue.Latitude, venue.Longitude),
        OfferingActions.When(true));

    private static string Clock(int minutes) => FormattableString.Invariant($"{minutes / 60:00}:{minutes % 60:00}");
}
