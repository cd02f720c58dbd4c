namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What every moment of a window is for a hall, and why.</summary>
/// <param name="From">Null begins now; a local time is meant in the hall's zone.</param>
/// <param name="To">Null ends 7 days after the start; at most 31 days.</param>
public sealed record GetVenueAvailabilityQuery(Guid Id, WallTime? From, WallTime? To) : IQuery<VenueAvailabilityView>;

/// <param name="Items">Stretches in order of time that cover the window without gaps.</param>
public sealed record VenueAvailabilityView(Guid VenueId, string TimeZone, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimeSlotView> Items);

internal sealed class GetVenueAvailabilityHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetVenueAvailabilityQuery, Result<VenueAvailabilityView>>
{
    private const int MaxRequests = 1_000;

    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(7);

    public async Task<Result<VenueAvailabilityView>> Handle(GetVenueAvailabilityQuery query, CancellationToken cancellationToken)
    {
        Venue? venue = await db.Venues.AsNoTracking().SingleOrDefaultAsync(venue => venue.Id == query.Id && venue.IsActive, cancellationToken);
        if (venue is null)
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Result<TimeRange> window = AskedWindow.Resolve(query.From, query.To, UsualWindow, venue.TimeZone, now);
        if (window.IsFailure)
        {
            return window.Error;
        }

        List<TimeSlotView> busy = await db.SlotClaims.BusyAsync(query.Id, window.Value, now, cancellationToken);
        TimeRange bookable = venue.Bookable(now);
        List<TimeRange> requested = await RequestedAsync(query.Id, window.Value, now, cancellationToken);
        IEnumerable<TimeSlotView> parts = busy
            .Select(part => part.Reason is null ? part with { Reason = part.Status } : part)
            .WithFree(window.Value)
            .Keep(venue.Opening.Of(window.Value), _ => Reason.OpeningHours)
            .Keep([bookable], part => part.From >= bookable.To ? Reason.Horizon : part.To <= now ? Reason.Past : Reason.Notice)
            .Mark(requested);
        return new VenueAvailabilityView(query.Id, venue.TimeZone, window.Value.From, window.Value.To, [.. parts]);
    }

    /// <summary>What somebody has asked for and can be had by others.</summary>
    private async Task<List<TimeRange>> RequestedAsync(Guid id, TimeRange window, DateTimeOffset now, CancellationToken ct) => [.. (await db.VenueRequests.AsNoTracking()
        .Where(request => request.VenueId == id && request.Status == VenueRequestStatus.Pending && request.Blocks == PendingBlocks.Soft && request.RespondBy > now
            && request.EndsAt > window.From && request.StartsAt < window.To)
        .OrderBy(request => request.StartsAt)
        .Take(MaxRequests)
        .Select(request => new { request.StartsAt, request.EndsAt })
        .ToListAsync(ct)).Select(request => new TimeRange(request.StartsAt, request.EndsAt))];
}
