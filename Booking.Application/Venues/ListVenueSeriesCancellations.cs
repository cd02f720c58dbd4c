namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The cancellations of a series, quoted and carried out, newest first.</summary>
public sealed record ListVenueSeriesCancellationsQuery(Guid SeriesId) : IQuery<VenueSeriesCancellationList>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

public sealed record VenueSeriesCancellationList(IReadOnlyList<VenueSeriesCancellationView> Items);

internal sealed class ListVenueSeriesCancellationsHandler(IBookingDb db, RequestContext context, IDatabaseClock clock)
    : IRequestHandler<ListVenueSeriesCancellationsQuery, Result<VenueSeriesCancellationList>>
{
    // Quotes cost nothing, so there may be many; the newest tell all that matters.
    private const int Most = 50;

    public async Task<Result<VenueSeriesCancellationList>> Handle(ListVenueSeriesCancellationsQuery query, CancellationToken cancellationToken)
    {
        VenueSeries? series = await db.VenueSeries.AsNoTracking().SingleOrDefaultAsync(series => series.Id == query.SeriesId, cancellationToken);
        if (series is null || !context.MayUse(series.CustomerId, null))
        {
            return VenueErrors.SeriesNotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<VenueSeriesCancellation> cancellations = await db.VenueSeriesCancellations.AsNoTracking()
            .Where(cancellation => cancellation.SeriesId == series.Id)
            .OrderByDescending(cancellation => cancellation.CreatedAt).ThenByDescending(cancellation => cancellation.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        return new VenueSeriesCancellationList([.. cancellations.Select(cancellation => VenueSeriesCancellationView.Of(cancellation, now))]);
    }
}
