namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>A series with where the booking or request of each date stands now; for its customer and the hall's managers.</summary>
public sealed record GetVenueSeriesQuery(Guid Id) : IQuery<VenueSeriesView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class GetVenueSeriesHandler(IBookingDb db, IDatabaseClock clock, VenueSeriesViewer viewer, RequestContext context) : IRequestHandler<GetVenueSeriesQuery, Result<VenueSeriesView>>
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

        return await viewer.ViewAsync(series, await clock.NowAsync(cancellationToken), cancellationToken);
    }
}
