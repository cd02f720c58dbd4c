namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>A series with where the booking of each date stands now; for its customer and the hall's managers.</summary>
public sealed record GetVenueSeriesQuery(Guid Id) : IQuery<VenueSeriesView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class GetVenueSeriesHandler(IBookingDb db, IDatabaseClock clock, RequestContext context) : IRequestHandler<GetVenueSeriesQuery, Result<VenueSeriesView>>
{
    public async Task<Result<VenueSeriesView>> Handle(GetVenueSeriesQuery query, CancellationToken cancellationToken)
    {
        VenueSeries? series = await db.VenueSeries.AsNoTracking().SingleOrDefaultAsync(series => series.Id == query.Id, cancellationToken);
        if (series is null)
        {
            return VenueErrors.SeriesNotFound;
        }

        Guid? owner = await db.Venues.Where(venue => venue.Id == series.VenueId).Select(venue => venue.OwnerId).SingleOrDefaultAsync(cancellationToken);
        if (!context.MayUse(series.CustomerId, null) && !context.MayManage(owner))
        {
            return VenueErrors.SeriesNotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Guid> ids = [.. series.Occurrences.Where(date => date.BookingId is not null).Select(date => date.BookingId!.Value)];
        Dictionary<Guid, BookingStatus> statuses = (await db.Bookings.AsNoTracking().Where(booking => ids.Contains(booking.Id)).ToListAsync(cancellationToken))
            .ToDictionary(booking => booking.Id, booking => booking.StatusAt(now));
        return new VenueSeriesView(
            series.Id, series.Number, series.VenueId, series.Rule, series.OnConflict, series.CreatedAt,
            [.. series.Occurrences.Select(date => VenueOccurrenceView.Of(date) with
            {
                BookingStatus = date.BookingId is { } id && statuses.TryGetValue(id, out BookingStatus status) ? status : null,
            })]);
    }
}
