namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Series, oldest first, as they were made; where the dates of one stand, it says itself.</summary>
/// <param name="Managed">Those of the halls that the caller manages, instead of the own ones.</param>
public sealed record ListVenueSeriesQuery(bool Managed, Guid? VenueId, PageRequest Page) : IQuery<Page<VenueSeriesSummaryView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

/// <param name="From">When the first date begins.</param>
/// <param name="To">When the last date ends.</param>
/// <param name="Booked">How many dates were booked when it was made.</param>
/// <param name="Requested">How many dates the owner was asked for.</param>
/// <param name="LeftOut">How many dates could not be had.</param>
public sealed record VenueSeriesSummaryView(
    Guid Id, string Number, Guid VenueId, string Rule, OnConflict OnConflict, DateTimeOffset From, DateTimeOffset To, int Booked, int Requested, int LeftOut, DateTimeOffset CreatedAt)
{
    internal static VenueSeriesSummaryView Of(VenueSeries series)
    {
        int booked = series.Occurrences.Count(date => date.Status == OccurrenceStatus.Booked);
        int requested = series.Occurrences.Count(date => date.Status == OccurrenceStatus.Requested);
        return new VenueSeriesSummaryView(
            series.Id, series.Number, series.VenueId, series.Rule, series.OnConflict, series.Occurrences[0].From, series.Occurrences[^1].To,
            booked, requested, series.Occurrences.Count - booked - requested, series.CreatedAt);
    }
}

internal sealed class ListVenueSeriesHandler(IBookingDb db, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListVenueSeriesQuery, Result<Page<VenueSeriesSummaryView>>>
{
    private const string List = "venue-series";

    public async Task<Result<Page<VenueSeriesSummaryView>>> Handle(ListVenueSeriesQuery query, CancellationToken cancellationToken)
    {
        if (query.Managed && !context.IsAdmin && !context.Roles.Contains(Roles.Provider))
        {
            return UserErrors.Forbidden;
        }

        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        Guid? user = context.UserId;
        IQueryable<VenueSeries> series = db.VenueSeries.AsNoTracking().Where(series => series.Id > after);
        if (!query.Managed)
        {
            series = series.Where(series => series.CustomerId == user);
        }
        else if (!context.IsAdmin)
        {
            IQueryable<Venue> venues = db.Venues.AsNoTracking();
            series = series.Where(series => venues.Any(venue => venue.Id == series.VenueId && venue.OwnerId == user));
        }

        if (query.VenueId is { } id)
        {
            series = series.Where(series => series.VenueId == id);
        }

        List<VenueSeries> rows = await series.OrderBy(series => series.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(List, query.Page, rows, series => series.Id, VenueSeriesSummaryView.Of);
    }
}
