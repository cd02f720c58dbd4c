namespace Booking.Application.Trips;

/// <summary>Finds rides between stops, with fares and free seats, in one statement.</summary>
public interface ITripSearch
{
    Task<IReadOnlyList<Ride>> FindAsync(RideSearch search, CancellationToken ct);

    /// <summary>Rides with one change at a stop that both trips call at, earliest arrival first; a bounded number.</summary>
    Task<IReadOnlyList<Connection>> ConnectAsync(RideSearch search, CancellationToken ct);
}

/// <summary>What rides are ordered by; the departure decides among equals.</summary>
public enum TripSort
{
    /// <summary>By the departure from the stop of origin.</summary>
    Departs,

    /// <summary>Shortest ride first.</summary>
    Duration,

    /// <summary>Cheapest ride first.</summary>
    Price,
}

/// <summary>Where and when somebody would get on.</summary>
public sealed record Boarding(Guid StopId, DateTimeOffset From, DateTimeOffset To);

/// <param name="Class">Only seats of this class; null counts all.</param>
public sealed record RideSearch(
    IReadOnlyList<Boarding> Origins, IReadOnlyList<Guid> Targets, int Passengers, string? Class, TripSort Sort, RidePosition? After, int Limit, DateTimeOffset Now);

/// <summary>The last ride of a page.</summary>
public sealed record RidePosition(TimeSpan Duration, long Price, DateTimeOffset DepartsAt, Guid TripId);

/// <param name="Price">Of the cheapest free seat, in minor units.</param>
/// <param name="Seats">Free all the way.</param>
public sealed record Ride(
    Guid TripId,
    Guid RouteId,
    string Route,
    string Operator,
    string Currency,
    Guid FromStopId,
    int FromSequence,
    Guid ToStopId,
    int ToSequence,
    DateTimeOffset DepartsAt,
    DateTimeOffset ArrivesAt,
    long Price,
    int Seats)
{
    public RidePosition Position => new(ArrivesAt - DepartsAt, Price, DepartsAt, TripId);
}

public sealed record Connection(Ride First, Ride Second);
