namespace Booking.Application.Reporting;

using System.Runtime.CompilerServices;
using Booking.Application.Abstractions;
using Booking.Domain.Cars;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>Where a row stands in the order of all: by family, then by start, then by offering and day.</summary>
/// <param name="At">Its start where it takes place once; the least instant otherwise.</param>
/// <param name="Day">Rows of the offering after this day come next; the last of days stands for all of them.</param>
internal sealed record OccupancyPosition(int Family, DateTimeOffset At, Guid Id, DateOnly Day)
{
    public static readonly OccupancyPosition Start = At0(0);

    public static OccupancyPosition At0(int family) => new(family, DateTimeOffset.MinValue, Guid.Empty, DateOnly.MaxValue);
}

/// <summary>One offering on one day.</summary>
internal sealed record OccupancyRow(
    OccupancyPosition Position, string Kind, OccupancyMeasure Measure, string Title, string TimeZone, DateTimeOffset? StartsAt, long Sold, long Capacity)
{
    public Guid Id => Position.Id;

    public DateOnly Day { get; init; } = Position.Day;
}

/// <summary>
/// Goes through the offerings in batches, each with a handful of questions whatever its size. What is sold comes from the reports, what
/// could be sold from the offerings as they are now.
/// </summary>
internal sealed class OccupancyWalk(IBookingDb db, IReports reports, ReportPeriod period, string? kind, Guid? offeringId)
{
    private const int MostAtOnce = 500;

    private readonly (DateTimeOffset From, DateTimeOffset To) _starts = (
        new DateTimeOffset(period.From.AddDays(-1), TimeOnly.MinValue, TimeSpan.Zero), new DateTimeOffset(period.Until.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero));

    private Dictionary<Guid, string>? _zonesOfProviders;

    private delegate Task<IReadOnlyList<OccupancyRow>> Load(OccupancyPosition after, int most, Progress progress, CancellationToken ct);

    private IReadOnlyList<(string Kind, Load Load)> Families =>
    [
        (ItemKinds.Car, CarsAsync), (ItemKinds.Venue, VenuesAsync), (ItemKinds.Service, ProvidersAsync), (ItemKinds.Service, SessionsAsync),
        (ItemKinds.Ticket, PlacesAsync), (ItemKinds.EventSeat, SeatsAsync), (ItemKinds.TripSeat, TripsAsync),
    ];

    /// <param name="wanted">How many rows are of use; fewer are read at once where few are wanted.</param>
    public async IAsyncEnumerable<OccupancyRow> After(OccupancyPosition start, int wanted, [EnumeratorCancellation] CancellationToken ct)
    {
        IReadOnlyList<(string Kind, Load Load)> families = Families;
        for (int family = start.Family; family < families.Count; family++)
        {
            if (kind is not null && families[family].Kind != kind)
            {
                continue;
            }

            Progress progress = new(start.Family == family ? start : OccupancyPosition.At0(family));
            while (progress.Next is { } after)
            {
                progress.Next = null;
                foreach (OccupancyRow row in await families[family].Load(after, Math.Min(wanted, MostAtOnce), progress, ct))
                {
                    yield return row;
                }
            }
        }
    }

    private async Task<IReadOnlyList<OccupancyRow>> CarsAsync(OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        List<Car> cars = await Next(offeringId is { } id ? db.Cars.Where(car => car.Id == id) : db.Cars, after, most).ToListAsync(ct);
        return await TimedAsync([.. cars.Select(car => new Timed(car.Id, car.Name, car.TimeZone, car.IsActive, window => [window]))], ItemKinds.Car, after, most, progress, ct);
    }

    private async Task<IReadOnlyList<OccupancyRow>> VenuesAsync(OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        List<Venue> venues = await Next(offeringId is { } id ? db.Venues.Where(venue => venue.Id == id) : db.Venues, after, most).ToListAsync(ct);
        return await TimedAsync([.. venues.Select(venue => new Timed(venue.Id, venue.Name, venue.TimeZone, venue.IsActive, window => venue.Opening.Of(window)))], ItemKinds.Venue, after, most, progress, ct);
    }

    /// <summary>Appointments take their provider's time; what classes take of it is not open to them.</summary>
    private async Task<IReadOnlyList<OccupancyRow>> ProvidersAsync(OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        _zonesOfProviders ??= await ZonesAsync(ct);
        List<Provider> providers = await Next(offeringId is { } id ? db.Providers.Where(provider => provider.Id == id) : db.Providers, after, most).ToListAsync(ct);
        List<Guid> ids = [.. providers.Select(provider => provider.Id)];
        ILookup<Guid, TimeRange> classes = (await db.ClassSessions.AsNoTracking()
            .Where(session => ids.Contains(session.ProviderId) && session.Status == ClassSessionStatus.Scheduled && session.StartsAt >= _starts.From.AddDays(-1) && session.StartsAt < _starts.To)
            .Select(session => new { session.ProviderId, session.StartsAt, session.EndsAt }).ToListAsync(ct))
            .ToLookup(session => session.ProviderId, session => new TimeRange(session.StartsAt, session.EndsAt));
        return await TimedAsync([.. providers.Select(Of)], ItemKinds.Service, after, most, progress, ct);

        Timed Of(Provider provider)
        {
            string? zone = _zonesOfProviders.GetValueOrDefault(provider.Id);
            return new Timed(
                provider.Id, provider.Name, zone ?? provider.TimeZone ?? period.TimeZone, provider.IsActive && zone is not null,
                window => provider.Worked(window, zone ?? period.TimeZone).Without(classes[provider.Id]));
        }
    }

    private async Task<IReadOnlyList<OccupancyRow>> SessionsAsync(OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        IQueryable<ClassSession> sessions = db.ClassSessions.AsNoTracking().Where(session => session.Status == ClassSessionStatus.Scheduled);
        if (offeringId is { } id)
        {
            sessions = sessions.Where(session => session.Id == id || session.ServiceId == id);
        }

        List<Occasion> occasions = await sessions
            .Where(session => session.StartsAt >= _starts.From && session.StartsAt < _starts.To && (session.StartsAt > after.At || (session.StartsAt == after.At && session.Id > after.Id)))
            .OrderBy(session => session.StartsAt).ThenBy(session => session.Id).Take(most)
            .Join(db.Services, session => session.ServiceId, service => service.Id, (session, service) => new { session, service.Name, service.TimeZone })
            .OrderBy(row => row.session.StartsAt).ThenBy(row => row.session.Id)
            .Select(row => new Occasion(row.session.Id, row.Name, row.TimeZone, row.session.StartsAt, row.session.Places))
            .ToListAsync(ct);
        ILookup<Guid, UseLine> used = await UsedAsync(ItemKinds.Service, [.. occasions.Select(session => session.Id)], ct);
        return Rows(occasions, ItemKinds.Service, OccupancyMeasure.Places, after.Family, most, progress, session => used[session.Id].Sum(line => line.Units));
    }

    private async Task<IReadOnlyList<OccupancyRow>> PlacesAsync(OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        List<Occasion> occasions = await EventsAsync(Seating.General, after, most, ct);
        List<Guid> ids = [.. occasions.Select(happening => happening.Id)];
        ILookup<Guid, TicketType> types = (await db.TicketTypes.AsNoTracking().Where(type => ids.Contains(type.EventId)).ToListAsync(ct)).ToLookup(type => type.EventId);
        List<Guid> pools = [.. types.SelectMany(type => type).SelectMany(type => type.Pools).Distinct()];
        Dictionary<Guid, int> capacities = await db.Pools.AsNoTracking().Where(pool => pools.Contains(pool.Id)).ToDictionaryAsync(pool => pool.Id, pool => pool.Capacity, ct);
        ILookup<Guid, UseLine> used = await UsedAsync(ItemKinds.Ticket, [.. types.SelectMany(type => type).Select(type => type.Id)], ct);
        return Rows(
            [.. occasions.Select(happening => happening with { Capacity = EventPlaces.Of([.. types[happening.Id]], capacities, Sold) })],
            ItemKinds.Ticket, OccupancyMeasure.Places, after.Family, most, progress, happening => types[happening.Id].Sum(Sold));

        long Sold(TicketType type) => used[type.Id].Sum(line => line.Units);
    }

    private async Task<IReadOnlyList<OccupancyRow>> SeatsAsync(OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        List<Occasion> occasions = await EventsAsync(Seating.Reserved, after, most, ct);
        List<Guid> ids = [.. occasions.Select(happening => happening.Id)];
        Dictionary<Guid, int> seats = await db.EventSeats.AsNoTracking().Where(seat => ids.Contains(seat.EventId) && !seat.IsBlocked)
            .GroupBy(seat => seat.EventId).Select(seated => new { seated.Key, Count = seated.Count() }).ToDictionaryAsync(seated => seated.Key, seated => seated.Count, ct);
        ILookup<Guid, UseLine> used = await UsedAsync(ItemKinds.EventSeat, ids, ct);
        return Rows(
            [.. occasions.Select(happening => happening with { Capacity = seats.GetValueOrDefault(happening.Id) })],
            ItemKinds.EventSeat, OccupancyMeasure.Places, after.Family, most, progress, happening => used[happening.Id].Sum(line => line.Units));
    }

    private async Task<IReadOnlyList<OccupancyRow>> TripsAsync(OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        IQueryable<Trip> trips = db.Trips.AsNoTracking().Where(trip => trip.Status != TripStatus.Cancelled && trip.Status != TripStatus.Withdrawn);
        if (offeringId is { } id)
        {
            trips = trips.Where(trip => trip.Id == id);
        }

        var rows = await trips
            .Where(trip => trip.DepartsAt >= _starts.From && trip.DepartsAt < _starts.To && (trip.DepartsAt > after.At || (trip.DepartsAt == after.At && trip.Id > after.Id)))
            .OrderBy(trip => trip.DepartsAt).ThenBy(trip => trip.Id).Take(most)
            .Select(trip => new
            {
                trip.Id,
                trip.DepartsAt,
                trip.BusId,
                Route = db.Routes.Where(route => route.Id == trip.RouteId).Select(route => route.Name).First(),
                Stops = db.TripStops.Count(stop => stop.TripId == trip.Id),
                TimeZone = db.TripStops.Where(stop => stop.TripId == trip.Id).OrderBy(stop => stop.Sequence)
                    .Join(db.Stops, call => call.StopId, stop => stop.Id, (call, stop) => stop.TimeZone).First(),
            })
            .ToListAsync(ct);
        List<Guid> buses = [.. rows.Select(row => row.BusId).Distinct()];
        Dictionary<Guid, int> seats = (await db.Buses.AsNoTracking().Where(bus => buses.Contains(bus.Id)).Select(bus => new { bus.Id, bus.Seats }).ToListAsync(ct))
            .ToDictionary(bus => bus.Id, bus => bus.Seats.Count(seat => !seat.IsBlocked));
        ILookup<Guid, UseLine> used = await UsedAsync(ItemKinds.TripSeat, [.. rows.Select(row => row.Id)], ct);
        return Rows(
            [.. rows.Select(row => new Occasion(row.Id, row.Route, row.TimeZone, row.DepartsAt, (long)seats[row.BusId] * Math.Max(0, row.Stops - 1)))],
            ItemKinds.TripSeat, OccupancyMeasure.SeatLegs, after.Family, most, progress, trip => used[trip.Id].Sum(line => line.Legs));
    }

    private async Task<List<Occasion>> EventsAsync(Seating seating, OccupancyPosition after, int most, CancellationToken ct)
    {
        IQueryable<Event> events = db.Events.AsNoTracking().Where(happening => happening.Status == EventStatus.Published && happening.Seating == seating);
        if (offeringId is { } id)
        {
            events = events.Where(happening => happening.Id == id);
        }

        return await events
            .Where(happening => happening.StartsAt >= _starts.From && happening.StartsAt < _starts.To
                && (happening.StartsAt > after.At || (happening.StartsAt == after.At && happening.Id > after.Id)))
            .OrderBy(happening => happening.StartsAt).ThenBy(happening => happening.Id).Take(most)
            .Select(happening => new Occasion(happening.Id, happening.Title, happening.TimeZone, happening.StartsAt, 0)).ToListAsync(ct);
    }

    /// <summary>What is left out is outside of the period by the clocks of its place.</summary>
    private List<OccupancyRow> Rows(
        IReadOnlyList<Occasion> occasions, string itemKind, OccupancyMeasure measure, int family, int most, Progress progress, Func<Occasion, long> sold)
    {
        if (occasions.Count == most)
        {
            progress.Next = new OccupancyPosition(family, occasions[^1].StartsAt, occasions[^1].Id, DateOnly.MaxValue);
        }

        return
        [
            .. from occasion in occasions
               let day = LocalDays.Of(occasion.StartsAt, occasion.TimeZone)
               where period.From <= day && day < period.Until
               select new OccupancyRow(
                   new OccupancyPosition(family, occasion.StartsAt, occasion.Id, DateOnly.MaxValue), itemKind, measure, occasion.Title, occasion.TimeZone, occasion.StartsAt, sold(occasion), occasion.Capacity)
               { Day = day },
        ];
    }

    /// <summary>Days on which nothing is open and nothing was booked are left out, and of what is withdrawn those on which nothing was booked.</summary>
    private async Task<IReadOnlyList<OccupancyRow>> TimedAsync(
        IReadOnlyList<Timed> offerings, string itemKind, OccupancyPosition after, int most, Progress progress, CancellationToken ct)
    {
        if (offerings.Count == OfferingsOf(most))
        {
            progress.Next = after with { Id = offerings[^1].Id, Day = DateOnly.MaxValue };
        }

        List<Guid> ids = [.. offerings.Select(offering => offering.Id)];
        ILookup<Guid, TimeRange> closed = (await db.Blackouts.AsNoTracking().Where(blackout => ids.Contains(blackout.UnitId) && blackout.LiftedAt == null).ToListAsync(ct))
            .SelectMany(blackout => blackout.Times.Select(time => (blackout.UnitId, Time: new TimeRange(time.From, time.To))))
            .ToLookup(blackout => blackout.UnitId, blackout => blackout.Time);
        ILookup<Guid, UseLine> used = (await reports.ReadUseAsync(itemKind, ids, period.From, period.Until, ct)).ToLookup(line => line.Id);
        List<OccupancyRow> rows = [];
        foreach (Timed offering in offerings)
        {
            TimeRange window = LocalDays.Span(period.From, period.Until, offering.TimeZone);
            Dictionary<DateOnly, long> booked = used[offering.Id].Where(line => line.Minutes != 0).ToDictionary(line => line.Day, line => line.Minutes);
            IReadOnlyDictionary<DateOnly, long> open = LocalDays.Minutes(offering.Open(window).Within(window).Without(closed[offering.Id].Within(window)), offering.TimeZone);
            for (DateOnly day = offering.Id == after.Id ? Later(period.From, after.Day) : period.From; day < period.Until; day = day.AddDays(1))
            {
                long minutes = open.GetValueOrDefault(day);
                long sold = booked.GetValueOrDefault(day);
                if (sold != 0 || (offering.IsActive && minutes > 0))
                {
                    rows.Add(new OccupancyRow(after with { Id = offering.Id, Day = day }, itemKind, OccupancyMeasure.Minutes, offering.Title, offering.TimeZone, null, sold, minutes));
                }
            }
        }

        return rows;
    }

    /// <summary>The next offerings by id, that of the position itself as long as days of it are left.</summary>
    private IQueryable<TOffering> Next<TOffering>(IQueryable<TOffering> offerings, OccupancyPosition after, int most)
        where TOffering : AggregateRoot
    {
        IQueryable<TOffering> left = after.Day == DateOnly.MaxValue ? offerings.Where(offering => offering.Id > after.Id) : offerings.Where(offering => offering.Id >= after.Id);
        return left.AsNoTracking().OrderBy(offering => offering.Id).Take(OfferingsOf(most));
    }

    /// <summary>Each has a row for every day.</summary>
    private int OfferingsOf(int most) => most == MostAtOnce ? MostAtOnce : most / (period.Until.DayNumber - period.From.DayNumber) + 2;

    /// <summary>By whose clock those who take appointments are booked; of several services the first.</summary>
    private async Task<Dictionary<Guid, string>> ZonesAsync(CancellationToken ct) =>
        (await db.Services.AsNoTracking().Where(service => service.IsActive && service.SeatsPerSlot == 1).OrderBy(service => service.Id).Select(service => new { service.TimeZone, service.ProviderIds }).ToListAsync(ct))
        .SelectMany(service => service.ProviderIds.Select(provider => (Provider: provider, service.TimeZone)))
        .GroupBy(row => row.Provider)
        .ToDictionary(rows => rows.Key, rows => rows.First().TimeZone);

    /// <summary>What was sold of what takes place once, on whatever day it was meant to.</summary>
    private async Task<ILookup<Guid, UseLine>> UsedAsync(string itemKind, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        (await reports.ReadUseAsync(itemKind, ids, DateOnly.MinValue, DateOnly.MaxValue, ct)).ToLookup(line => line.Id);

    private static DateOnly Later(DateOnly first, DateOnly after) => after < first ? first : after == DateOnly.MaxValue ? after : after.AddDays(1);

    /// <summary>Something that is sold by time.</summary>
    /// <param name="Open">When it can be used at all, within or around a window.</param>
    private sealed record Timed(Guid Id, string Title, string TimeZone, bool IsActive, Func<TimeRange, IEnumerable<TimeRange>> Open);

    /// <summary>Something that takes place once.</summary>
    private sealed record Occasion(Guid Id, string Title, string TimeZone, DateTimeOffset StartsAt, long Capacity);

    /// <summary>Where a family goes on after a batch.</summary>
    private sealed class Progress(OccupancyPosition start)
    {
        /// <summary>Null when there is nothing more.</summary>
        public OccupancyPosition? Next { get; set; } = start;
    }
}
