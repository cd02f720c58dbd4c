namespace Booking.Application.Trips;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>Rides between two places; those that have left or are too full are not among them.</summary>
/// <param name="Origin">A city, a stop's name or a stop's id; null is each route's first stop, or those within <see cref="Near"/>.</param>
/// <param name="Destination">The same; null is each route's last stop.</param>
/// <param name="Date">Local date of the departure at the stop of origin; null is any from now on.</param>
/// <param name="Passengers">At least so many seats are free all the way.</param>
public sealed record ListTripsQuery(string? Origin, string? Destination, LocalDate? Date, int Passengers, PageRequest Page) : IQuery<Page<TripView>>
{
    /// <summary>The last day; null is <see cref="Date"/> alone.</summary>
    public LocalDate? DateTo { get; init; }

    public SearchArea? Near { get; init; }

    public string? Class { get; init; }

    public TripSort Sort { get; init; }

    /// <summary>Rides with one change instead of direct ones.</summary>
    public bool Connections { get; init; }
}

/// <param name="Id">Of the trip; of the first one where the ride has a change.</param>
/// <param name="Route">The route's name.</param>
/// <param name="DepartsAt">From the stop of origin.</param>
/// <param name="Price">Of the cheapest free seat.</param>
/// <param name="SeatsAvailable">Free all the way.</param>
/// <param name="Legs">The two rides where there is a change between them, null where there is none; hold a seat of each.</param>
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
    IReadOnlyList<TripLegView>? Legs,
    IReadOnlyList<string> AvailableActions);

public sealed record TripLegView(
    Guid TripId, string Route, string Operator, DateTimeOffset DepartsAt, DateTimeOffset ArrivesAt, TripPlaceView FromStop, TripPlaceView ToStop, Money Price, int SeatsAvailable);

public sealed record TripPlaceView(Guid Id, string Name, int Sequence, string City, string TimeZone);

internal sealed class ListTripsHandler(IBookingDb db, ITripSearch trips, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListTripsQuery, Result<Page<TripView>>>
{
    public const int MaxDays = 7;

    /// <summary>More stops of one city than any network has.</summary>
    private const int MaxStops = 2_000;

    /// <summary>No trip is further ahead.</summary>
    private static readonly TimeSpan Horizon = TimeSpan.FromDays(800);

    public async Task<Result<Page<TripView>>> Handle(ListTripsQuery query, CancellationToken cancellationToken)
    {
        string list = $"trips by {query.Sort}";
        RidePosition? after = null;
        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(list, cursor) is not [string duration, string price, string departs, string id])
            {
                return PageErrors.InvalidCursor;
            }

            after = new RidePosition(new TimeSpan(Number(duration)), Number(price), new DateTimeOffset(Number(departs), TimeSpan.Zero), Guid.Parse(id));
        }

        if (query.DateTo is { } last && (query.Date is not { } first || last < first || last > first.PlusDays(MaxDays - 1)))
        {
            return AskedWindow.Invalid("/dateTo", $"The last of at most {MaxDays} days that begin with date.");
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Stop> origins = await MatchAsync(query.Origin, query.Near, first: true, cancellationToken);
        List<Stop> targets = await MatchAsync(query.Destination, null, first: false, cancellationToken);
        if (origins.Count == 0 || targets.Count == 0)
        {
            return new Page<TripView>([], null);
        }

        RideSearch search = new(
            [.. origins.Select(stop => Boarding(stop, query, now))], [.. targets.Select(stop => stop.Id)], query.Passengers, query.Class, query.Sort, after, query.Page.Limit + 1, now);
        if (query.Connections)
        {
            return await ConnectAsync(search, cancellationToken);
        }

        IReadOnlyList<Ride> rides = await trips.FindAsync(search, cancellationToken);
        Dictionary<Guid, Stop> stops = origins.Concat(targets).DistinctBy(stop => stop.Id).ToDictionary(stop => stop.Id);
        string? next = rides.Count > query.Page.Limit ? Cursor(list, rides[query.Page.Limit - 1].Position) : null;
        return new Page<TripView>([.. rides.Take(query.Page.Limit).Select(ride => View(ride, stops))], next);
    }

    private async Task<Page<TripView>> ConnectAsync(RideSearch search, CancellationToken ct)
    {
        IReadOnlyList<Connection> connections = await trips.ConnectAsync(search, ct);
        List<Guid> ids = [.. connections.SelectMany(connection => (Guid[])[connection.First.FromStopId, connection.First.ToStopId, connection.Second.FromStopId, connection.Second.ToStopId]).Distinct()];
        Dictionary<Guid, Stop> stops = await db.Stops.AsNoTracking().Where(stop => ids.Contains(stop.Id)).ToDictionaryAsync(stop => stop.Id, ct);
        return new Page<TripView>([.. connections.Select(connection => View(connection.First, connection.Second, stops))], null);
    }

    private static TripView View(Ride ride, Dictionary<Guid, Stop> stops) => new(
        ride.TripId, ride.Route, ride.RouteId, ride.Operator, ride.DepartsAt, ride.ArrivesAt, Place(stops[ride.FromStopId], ride.FromSequence), Place(stops[ride.ToStopId], ride.ToSequence),
        new Money(ride.Price, ride.Currency), ride.Seats, null, OfferingActions.When(true));

    private static TripView View(Ride first, Ride second, Dictionary<Guid, Stop> stops) => View(first, stops) with
    {
        ArrivesAt = second.ArrivesAt,
        ToStop = Place(stops[second.ToStopId], second.ToSequence),
        Price = new Money(first.Price + second.Price, first.Currency),
        SeatsAvailable = Math.Min(first.Seats, second.Seats),
        Legs = [Leg(first, stops), Leg(second, stops)],
    };

    private static TripLegView Leg(Ride ride, Dictionary<Guid, Stop> stops) => new(
        ride.TripId, ride.Route, ride.Operator, ride.DepartsAt, ride.ArrivesAt, Place(stops[ride.FromStopId], ride.FromSequence), Place(stops[ride.ToStopId], ride.ToSequence),
        new Money(ride.Price, ride.Currency), ride.Seats);

    private static TripPlaceView Place(Stop stop, int sequence) => new(stop.Id, stop.Name, sequence, stop.City, stop.TimeZone);

    /// <summary>The days asked for as the clock at the stop counts them.</summary>
    private static Boarding Boarding(Stop stop, ListTripsQuery query, DateTimeOffset now)
    {
        if (query.Date is not { } date)
        {
            return new Boarding(stop.Id, now, now + Horizon);
        }

        DateTimeZone zone = DateTimeZoneProviders.Tzdb[stop.TimeZone];
        return new Boarding(stop.Id, zone.AtStartOfDay(date).ToDateTimeOffset().ToUniversalTime(), zone.AtStartOfDay((query.DateTo ?? date).PlusDays(1)).ToDateTimeOffset().ToUniversalTime());
    }

    private async Task<List<Stop>> MatchAsync(string? place, SearchArea? near, bool first, CancellationToken ct)
    {
        IQueryable<Stop> all = db.Stops;
        IQueryable<Stop> stops = db.Stops.AsNoTracking().Where(stop => stop.IsActive);
        if (place is not null)
        {
            string key = TextKey.Of(place);
            stops = Guid.TryParse(place, out Guid id) ? stops.Where(stop => stop.Id == id) : stops.Where(stop => stop.CityKey == key || stop.NameKey == key);
        }
        else if (near is null)
        {
            stops = first
                ? stops.Where(stop => stop.Sequence == 0)
                : stops.Where(stop => !all.Any(later => later.RouteId == stop.RouteId && later.Sequence > stop.Sequence && later.IsActive));
        }

        return await stops.Within(near).OrderBy(stop => stop.Id).Take(MaxStops).ToListAsync(ct);
    }

    private string Cursor(string list, RidePosition position) =>
        cursors.Encode(list, Text(position.Duration.Ticks), Text(position.Price), Text(position.DepartsAt.UtcTicks), position.TripId.ToString());

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
