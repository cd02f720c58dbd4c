namespace Booking.Application.Trips;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>Departures between two places, by time; those that have left or are too full are not among them.</summary>
/// <param name="Origin">A city, a stop's name or a stop's id; null is each route's first stop.</param>
/// <param name="Destination">The same; null is each route's last stop.</param>
/// <param name="Date">Local date of the departure at the stop of origin; null is any from now on.</param>
/// <param name="Passengers">At least so many seats are free all the way.</param>
public sealed record ListTripsQuery(string? Origin, string? Destination, LocalDate? Date, int Passengers, PageRequest Page) : IQuery<Page<TripView>>;

/// <param name="Route">The route's name.</param>
/// <param name="DepartsAt">From the stop of origin.</param>
/// <param name="Price">Of the cheapest class.</param>
public sealed record TripView(
    Guid Id,
    string Route,
    Guid RouteId,
    string Operator,
    DateTimeOffset DepartsAt,
    DateTimeOffset ArrivesAt,
    TripPlaceView FromStop,
    TripPlaceView ToStop,
    Money Price,
    int SeatsAvailable,
    IReadOnlyList<string> AvailableActions);

public sealed record TripPlaceView(Guid Id, string Name, int Sequence, string City, string TimeZone);

internal sealed class ListTripsHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListTripsQuery, Result<Page<TripView>>>
{
    private const string List = "trips";
    private const int BatchSize = 100;

    /// <summary>A search that finds only full buses ends here with a short page and a cursor.</summary>
    private const int MaxBatches = 10;

    public async Task<Result<Page<TripView>>> Handle(ListTripsQuery query, CancellationToken cancellationToken)
    {
        Position? position = null;
        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(List, cursor) is not [string ticks, string id])
            {
                return PageErrors.InvalidCursor;
            }

            position = new Position(new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.Parse(id));
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Dictionary<Guid, TripSection> sections = await db.SectionsAsync(query.Origin, query.Destination, cancellationToken);
        List<TripView> found = [];
        for (int batch = 0; batch < MaxBatches && sections.Count > 0; batch++)
        {
            List<TripRow> rows = await ReadAsync(sections, query, position, now, cancellationToken);
            foreach (TripRow row in rows)
            {
                position = new Position(row.DepartsAt, row.Trip.Id);
                if (row.SeatsTotal - row.SeatsTaken < query.Passengers)
                {
                    continue;
                }

                if (found.Count == query.Page.Limit)
                {
                    return new Page<TripView>(found, Cursor(new Position(found[^1].DepartsAt, found[^1].Id)));
                }

                found.Add(View(row, sections[row.Trip.RouteId]));
            }

            if (rows.Count < BatchSize)
            {
                return new Page<TripView>(found, null);
            }
        }

        return new Page<TripView>(found, position is null ? null : Cursor(position));
    }

    private string Cursor(Position position) => cursors.Encode(List, position.DepartsAt.UtcTicks.ToString(CultureInfo.InvariantCulture), position.Id.ToString());

    private static TripView View(TripRow row, TripSection section) => new(
        row.Trip.Id, section.Route.Name, section.Route.Id, section.Route.Operator, row.DepartsAt, row.Trip.ArrivalAt(section.To),
        View(section.From), View(section.To), new Money(section.CheapestFare, section.Route.Currency), row.SeatsTotal - row.SeatsTaken, OfferingActions.When(true));

    private static TripPlaceView View(Stop stop) => new(stop.Id, stop.Name, stop.Sequence, stop.City, stop.TimeZone);

    private async Task<List<TripRow>> ReadAsync(Dictionary<Guid, TripSection> sections, ListTripsQuery query, Position? after, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> origins = [.. sections.Values.Select(section => section.From.Id)];
        List<Guid> targets = [.. sections.Values.Select(section => section.To.Id)];
        IQueryable<LegClaimRow> live = db.LegClaims.Live(now);
        var trips =
            from trip in db.Trips.AsNoTracking()
            join origin in db.Stops on trip.RouteId equals origin.RouteId
            join target in db.Stops on trip.RouteId equals target.RouteId
            where trip.Status == TripStatus.Scheduled && origins.Contains(origin.Id) && targets.Contains(target.Id)
            select new { Trip = trip, Origin = origin, Target = target, DepartsAt = trip.DepartsAt.AddMinutes(origin.DepartsAfterMinutes) };
        trips = trips.Where(row => row.DepartsAt > now);
        if (after is { } position)
        {
            trips = trips.Where(row => row.DepartsAt > position.DepartsAt || (row.DepartsAt == position.DepartsAt && row.Trip.Id > position.Id));
        }

        if (query.Date is { } date)
        {
            // The widest stretch that any zone calls this date; the zone of the stop decides below.
            DateTimeOffset earliest = new DateTimeOffset(date.AtMidnight().ToDateTimeUnspecified(), TimeSpan.Zero).AddHours(-15);
            DateTimeOffset latest = earliest.AddHours(15 + 24 + 13);
            DateTime day = date.ToDateTimeUnspecified();
            DateTime next = day.AddDays(1);
            trips = trips.Where(row => row.DepartsAt >= earliest && row.DepartsAt < latest
                && TimeZoneInfo.ConvertTimeBySystemTimeZoneId(row.DepartsAt.UtcDateTime, row.Origin.TimeZone) >= day
                && TimeZoneInfo.ConvertTimeBySystemTimeZoneId(row.DepartsAt.UtcDateTime, row.Origin.TimeZone) < next);
        }

        var rows = await trips
            .OrderBy(row => row.DepartsAt).ThenBy(row => row.Trip.Id)
            .Take(BatchSize)
            .Select(row => new
            {
                row.Trip,
                row.DepartsAt,
                Taken = live
                    .Where(claim => claim.TripId == row.Trip.Id && claim.FromStop < row.Target.Sequence && claim.ToStop > row.Origin.Sequence)
                    .Select(claim => claim.Seat).Distinct().Count(),
            })
            .ToListAsync(ct);
        List<Guid> buses = [.. rows.Select(row => row.Trip.BusId).Distinct()];
        Dictionary<Guid, int> seats = (await db.Buses.AsNoTracking().Where(bus => buses.Contains(bus.Id)).ToListAsync(ct)).ToDictionary(bus => bus.Id, bus => bus.Seats.Count);
        return [.. rows.Select(row => new TripRow(row.Trip, row.DepartsAt, seats[row.Trip.BusId], row.Taken))];
    }

    private sealed record Position(DateTimeOffset DepartsAt, Guid Id);

    private sealed record TripRow(Trip Trip, DateTimeOffset DepartsAt, int SeatsTotal, int SeatsTaken);
}
