namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Domain.Trips;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Brings the trips of a schedule in line with it. The caller has the schedule's lock.</summary>
internal sealed class SchedulePlanner(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork)
{
    /// <summary>Creates the trips of the days ahead that have none, and remembers how far they reach.</summary>
    public async Task<IReadOnlyList<Guid>> FillAsync(Schedule schedule, CancellationToken ct)
    {
        // The route's lock: its timetable is not replaced between reading and writing.
        await store.LockRouteAsync(schedule.RouteId, ct);
        if (await ZoneAsync(schedule, ct) is not { } zone)
        {
            return [];
        }

        (DateOnly today, DateOnly last) = Window(schedule, zone);
        HashSet<DateOnly> there = [.. await db.Trips.AsNoTracking()
            .Where(trip => trip.ScheduleId == schedule.Id && trip.LocalDate >= today)
            .Select(trip => trip.LocalDate!.Value)
            .ToListAsync(ct)];
        List<(DateOnly, DateTimeOffset)> missing = [.. schedule.Days(today, last)
            .Where(date => !there.Contains(date))
            .Select(date => (date, Schedule.Departure(date, schedule.DepartsAt, zone)))
            .Where(day => day.Item2 > unitOfWork.Now)];
        IReadOnlyList<Guid> created = missing.Count > 0 ? await store.CreateAsync(schedule, missing, ct) : [];
        await store.MarkFilledAsync(schedule.Id, last, ct);
        return created;
    }

    /// <summary>Trips ahead of which nothing is sold run as the schedule says now, or not at all; those that are sold stay.</summary>
    public async Task<(int Changed, int Withdrawn, IReadOnlyList<KeptTripView> Kept)> ReplanAsync(Schedule schedule, CancellationToken ct)
    {
        await store.LockRouteAsync(schedule.RouteId, ct);
        if (await ZoneAsync(schedule, ct) is not { } zone)
        {
            return (0, 0, []);
        }

        DateTimeOffset now = unitOfWork.Now;
        List<Guid> ids = await db.Trips.AsNoTracking()
            .Where(trip => trip.ScheduleId == schedule.Id && trip.DepartsAt > now && (trip.Status == TripStatus.Scheduled || trip.Status == TripStatus.Withdrawn))
            .Select(trip => trip.Id)
            .ToListAsync(ct);
        IReadOnlyList<Trip> trips = await store.LockAsync(ids, ct);
        ILookup<Guid, SoldSeat> sold = (await store.SoldAsync(ids, ct)).ToLookup(seat => seat.TripId);
        HashSet<DateOnly> days = trips.Count == 0 ? [] : [.. schedule.Days(trips.Min(trip => trip.LocalDate!.Value), trips.Max(trip => trip.LocalDate!.Value))];
        List<KeptTripView> kept = [];
        List<Guid> changed = [];
        int withdrawn = 0;
        foreach (Trip trip in trips.OrderBy(trip => trip.LocalDate))
        {
            DateOnly date = trip.LocalDate!.Value;
            bool runs = days.Contains(date);
            DateTimeOffset departsAt = Schedule.Departure(date, schedule.DepartsAt, zone);
            if (sold.Contains(trip.Id))
            {
                if (!runs || trip.DepartsAt != departsAt || trip.BusId != schedule.BusId)
                {
                    kept.Add(new KeptTripView(trip.Id, trip.LocalDate, trip.DepartsAt, sold[trip.Id].Select(seat => seat.Seat).Distinct().Count()));
                }
            }
            else if (runs && departsAt > now)
            {
                trip.Replan(schedule.BusId, departsAt, schedule.HoldMinutes);
                changed.Add(trip.Id);
            }
            else if (trip.Status == TripStatus.Scheduled)
            {
                trip.Withdraw();
                withdrawn++;
            }
        }

        await db.SaveChangesAsync(ct);
        await store.RenewStopsAsync(changed, ct);
        return (changed.Count, withdrawn, kept);
    }

    private (DateOnly Today, DateOnly Last) Window(Schedule schedule, string zone)
    {
        DateOnly today = unitOfWork.Now.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone]).Date.ToDateOnly();
        return (today, today.AddDays(schedule.HorizonDays));
    }

    /// <summary>Of the first stop; null for a route without stops.</summary>
    private Task<string?> ZoneAsync(Schedule schedule, CancellationToken ct) => db.Stops.AsNoTracking()
        .Where(stop => stop.RouteId == schedule.RouteId && stop.IsActive && stop.Sequence == 0)
        .Select(stop => (string?)stop.TimeZone)
        .SingleOrDefaultAsync(ct);
}
