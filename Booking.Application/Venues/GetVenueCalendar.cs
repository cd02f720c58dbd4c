namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Venues;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>A month of a hall, day by day in its own wall time.</summary>
/// <param name="FirstDay">The first day of the month.</param>
public sealed record GetVenueCalendarQuery(Guid Id, LocalDate FirstDay) : IQuery<VenueCalendarView>;

public sealed record VenueCalendarView(Guid VenueId, string TimeZone, IReadOnlyList<VenueDayView> Days);

/// <param name="Open">Whether the hall is open on that day at all.</param>
/// <param name="FreeMinutes">Time of the day in which the hall can be used, turnaround taken off; stretches that are shorter than the shortest use do not count.</param>
/// <param name="FirstFree">The first stretch of the day that a use can begin in; it may reach beyond the day.</param>
/// <param name="Reason">Why nothing is free: <c>past</c>, <c>opening_hours</c>, <c>notice</c>, <c>horizon</c>, <c>blackout</c>, <c>booked</c> or <c>held</c>; null where something is.</param>
/// <param name="Note">What the owner says about the day, e.g. <c>Christmas</c>.</param>
public sealed record VenueDayView(DateOnly Date, bool Open, int FreeMinutes, FreeTimeView? FirstFree, string? Reason, string? Note);

public sealed record FreeTimeView(DateTimeOffset From, DateTimeOffset To);

internal sealed class GetVenueCalendarHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<GetVenueCalendarQuery, Result<VenueCalendarView>>
{
    private const int MaxClaims = 5_000;

    public async Task<Result<VenueCalendarView>> Handle(GetVenueCalendarQuery query, CancellationToken cancellationToken)
    {
        Venue? venue = await db.Venues.AsNoTracking().SingleOrDefaultAsync(venue => venue.Id == query.Id && venue.IsActive, cancellationToken);
        if (venue is null)
        {
            return OfferingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[venue.TimeZone];
        List<LocalDate> dates = [.. Enumerable.Range(0, CalendarSystem.Iso.GetDaysInMonth(query.FirstDay.Year, query.FirstDay.Month)).Select(query.FirstDay.PlusDays)];

        // A free stretch of the last evening may go on in the next month.
        TimeRange window = new(Midnight(dates[0], zone), Midnight(dates[^1].PlusDays(2), zone));
        DateTimeOffset reachFrom = window.From.AddMinutes(-venue.BufferBeforeMinutes);
        DateTimeOffset reachTo = window.To.AddMinutes(venue.BufferAfterMinutes);
        List<SlotClaimRow> claims = await db.SlotClaims.Live(now)
            .Where(claim => claim.UnitId == venue.Id && claim.BlockedTo > reachFrom && claim.BlockedFrom < reachTo)
            .OrderBy(claim => claim.BlockedFrom)
            .Take(MaxClaims)
            .ToListAsync(cancellationToken);
        TimeRange bookable = venue.Bookable(now);
        List<TimeRange> open = venue.Opening.Of(window);
        List<TimeRange> free = [.. open
            .Select(stretch => Shared(stretch, bookable))
            .Where(stretch => !stretch.IsEmpty)
            .Without([.. claims.Select(claim => new TimeRange(claim.BlockedFrom.AddMinutes(-venue.BufferAfterMinutes), claim.BlockedTo.AddMinutes(venue.BufferBeforeMinutes)))])
            .Where(stretch => stretch.Duration >= TimeSpan.FromMinutes(venue.MinMinutes))];
        Dictionary<DateOnly, string> notes = venue.Exceptions.ToDictionary(day => day.Date, day => day.Note);
        return new VenueCalendarView(venue.Id, venue.TimeZone, [.. dates.Select(date =>
        {
            TimeRange day = new(Midnight(date, zone), Midnight(date.PlusDays(1), zone));
            List<TimeRange> own = [.. free.Where(day.Overlaps)];
            List<TimeRange> hours = [.. open.Where(day.Overlaps)];
            DateOnly label = date.ToDateOnly();
            FreeTimeView? first = own.Select(stretch => stretch with { From = stretch.From < day.From ? day.From : stretch.From })
                .Where(stretch => stretch.Duration >= TimeSpan.FromMinutes(venue.MinMinutes))
                .Select(stretch => new FreeTimeView(stretch.From, stretch.To))
                .FirstOrDefault();
            return new VenueDayView(
                label,
                hours.Count > 0,
                (int)own.Sum(stretch => Shared(stretch, day).Duration.TotalMinutes),
                first,
                own.Count > 0 ? null : WhyNot(day, hours, claims, bookable, now),
                notes.GetValueOrDefault(label) is { Length: > 0 } note ? note : null);
        })]);
    }

    private static string WhyNot(TimeRange day, List<TimeRange> hours, List<SlotClaimRow> claims, TimeRange bookable, DateTimeOffset now)
    {
        if (day.To <= now)
        {
            return Reason.Past;
        }

        if (hours.Count == 0)
        {
            return Reason.OpeningHours;
        }

        if (day.To <= bookable.From || day.From >= bookable.To)
        {
            return day.From >= bookable.To ? Reason.Horizon : Reason.Notice;
        }

        List<SlotClaimRow> taking = [.. claims.Where(claim => day.Overlaps(new TimeRange(claim.BlockedFrom, claim.BlockedTo)))];
        return taking.Exists(claim => claim.IsBlackout) ? Reason.Blackout
            : taking.Exists(claim => claim.State == Domain.Holds.ClaimState.Booked) ? Reason.Booked
            : taking.Count > 0 ? Reason.Held
            : hours.TrueForAll(open => open.To <= bookable.From) ? Reason.Notice
            : Reason.Duration;
    }

    private static TimeRange Shared(TimeRange one, TimeRange other) => new(one.From > other.From ? one.From : other.From, one.To < other.To ? one.To : other.To);

    private static DateTimeOffset Midnight(LocalDate date, DateTimeZone zone) => zone.AtStartOfDay(date).ToInstant().ToDateTimeOffset();
}
