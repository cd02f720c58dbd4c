namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Cars;
using Booking.Application.Events;
using Booking.Application.Trips;
using Booking.Application.Venues;

/// <summary>
/// Which queries may be answered from the cache: those about what is for sale. Their answers decide nothing, for what a hold says counts,
/// and they are the same for everybody of a tenant.
/// </summary>
internal static class CachedQueries
{
    /// <returns>Null for a query that is always answered anew.</returns>
    public static CachePolicy? PolicyOf(IReadOnly request) => request switch
    {
        ListCarsQuery { Managed: false } => Available(CacheTags.Cars),
        CountCarsQuery => Available(CacheTags.Cars),
        GetCarQuery { Managed: false } query => Available(CacheTags.Of(query.Id)),
        GetCarAvailabilityQuery query => Available(CacheTags.Of(query.Id)),
        ListVenuesQuery { Managed: false } => Available(CacheTags.Venues),
        CountVenuesQuery => Available(CacheTags.Venues),
        GetVenueQuery { Managed: false } query => Available(CacheTags.Of(query.Id)),
        GetVenueAvailabilityQuery query => Available(CacheTags.Of(query.Id)),
        GetVenueCalendarQuery query => Available(CacheTags.Of(query.Id)),
        ListEventsQuery { Filter.IsManaged: true } => null,
        GetEventFacetsQuery => Available(CacheTags.Events),
        ListEventsQuery => Available(CacheTags.Events),
        GetEventQuery { IsManaged: true } => null,
        GetEventQuery query => Available(CacheTags.Of(query.Id)),
        GetEventSeatsQuery query => Available(CacheTags.Of(query.EventId)),
        ListTripsQuery => Available(CacheTags.Trips),
        GetTripQuery query => Available(CacheTags.Of(query.Id), CacheTags.TermsOf(CacheTags.Trips)),
        GetTripSeatsQuery query => Available(CacheTags.Of(query.TripId), CacheTags.TermsOf(CacheTags.Trips)),
        ListRoutesQuery { Managed: false } => new CachePolicy(CacheLifetimes.Routes, CacheTags.TermsOf(CacheTags.Trips)),
        ListServicesQuery { Managed: false } => Available(CacheTags.Catalog),
        GetServiceQuery { Managed: false } query => Available(CacheTags.Of(query.Id), CacheTags.TermsOf(CacheTags.Catalog)),
        ListServiceSlotsQuery => Available(CacheTags.Catalog),
        ListProductsQuery { Managed: false } => Available(CacheTags.Catalog),
        CountProductsQuery => Available(CacheTags.Catalog),
        GetProductQuery { Managed: false } query => Available(CacheTags.Of(query.Id)),
        FindAvailabilityQuery { OfferingId: null } => Available(CacheTags.Cars, CacheTags.Venues, CacheTags.Events, CacheTags.Trips, CacheTags.Catalog),
        _ => null,
    };

    private static CachePolicy Available(params IReadOnlyList<string> tags) => new(CacheLifetimes.Availability, tags);
}
