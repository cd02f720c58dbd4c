namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What every moment of a window is for a hall.</summary>
/// <param name="From">Null begins now; a local time is meant in the hall's zone.</param>
/// <param name="To">Null ends 7 days after the start; at most 31 days.</param>
public sealed record GetVenueAvailabilityQuery(Guid Id, WallTime? From, WallTime? To) : IQuery<VenueAvailabilityView>;

/// <param name="Items">Stretches in order of time that cover the window without gaps.</param>
public sealed record VenueAvailabilityView(Guid VenueId, string TimeZone, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<TimeSlotView> Items);

internal sealed class GetVenueAvailabilityHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetVenueAvailabilityQuery, Result<VenueAvailabilityView>>
{
    private static readonly TimeSpan UsualWindow = TimeSpan.FromDays(7);

    public async Task<Result<VenueAvailabilityView>> Handle(GetVenueAvailabilityQuery query, CancellationToken cancellationToken)
    {
        var venue = await db.Venues.AsNoTracking()
            .Where(venue => venue.Id == query.Id && venue.IsActive)
            .Select(venue => new { venue.TimeZone, venue.Hours })
            .SingleOrDefaultAsync(cancellationToken);
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
        List<TimeRange> open = OpenTimes.Of(venue.Hours, venue.TimeZone, window.Value);
        return new VenueAvailabilityView(query.Id, venue.TimeZone, window.Value.From, window.Value.To, [.. busy.WithFree(window.Value).SelectMany(part => Open(part, open))]);
    }

    /// <summary>Splits a free stretch at the opening hours; what is taken stays as it is.</summary>
    private static IEnumerable<TimeSlotView> Open(TimeSlotView part, List<TimeRange> open)
    {
        if (part.Status != InventoryStatus.Free)
        {
            yield return part;
            yield break;
        }

        DateTimeOffset at = part.From;
        foreach (TimeRange hours in open.Where(hours => hours.Overlaps(new TimeRange(part.From, part.To))))
        {
            if (at < hours.From)
            {
                yield return new TimeSlotView(at, hours.From, InventoryStatus.Blackout, "closed");
                at = hours.From;
            }

            DateTimeOffset end = hours.To < part.To ? hours.To : part.To;
            yield return part with { From = at, To = end };
            at = end;
        }

        if (at < part.To)
        {
            yield return new TimeSlotView(at, part.To, InventoryStatus.Blackout, "closed");
        }
    }
}
