namespace Booking.Infrastructure.Trips;

using Booking.Application.Trips;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

/// <summary>The stop times find the trips by index; fares and free seats are worked out for those alone, in the order of the answer until the page is full.</summary>
internal sealed class TripSearch(BookingDbContext db) : ITripSearch
{
    /// <summary>Changes with less time are missed, with more nobody waits for.</summary>
    private const string ShortestChange = "15 minutes";
    private const string LongestChange = "6 hours";

    private const int MaxConnections = 20;
    private const int MaxCandidates = 300;

    public async Task<IReadOnlyList<Ride>> FindAsync(RideSearch search, CancellationToken ct)
    {
        (string key, string position) = search.Sort switch
        {
            TripSort.Duration => ("c.arrives_at - c.departs_at", "@duration"),
            TripSort.Price => ("x.price", "@price"),
            _ => ("c.departs_at", "@departs"),
        };

        // The inner order is the outer one where it can be: then the statement ends as soon as the page is full.
        string inner = search.Sort switch
        {
            TripSort.Duration => "ORDER BY d.arrives_at - o.departs_at, o.departs_at, o.trip_id",
            TripSort.Price => "",
            _ => "ORDER BY o.departs_at, o.trip_id",
        };
        string sql =
            $"""
            SELECT {Columns("c", "x")}
            FROM ({Candidates("d.stop_id = ANY (@targets)", "AND NOT EXISTS (SELECT 1 FROM trip_stops m WHERE m.tenant_id = @tenant AND m.trip_id = o.trip_id AND m.sequence > o.sequence AND m.sequence < d.sequence AND m.stop_id = ANY (@places))")} {inner}) AS c
            CROSS JOIN LATERAL ({Seats("c")}) AS x
            WHERE x.seats >= @passengers {(search.After is null ? "" : $"AND ({key}, c.departs_at, c.trip_id) > ({position}, @departs, @after)")}
            ORDER BY {key}, c.departs_at, c.trip_id
            LIMIT @limit
            """;
        List<NpgsqlParameter> parameters = Parameters(search);
        if (search.After is { } after)
        {
            parameters.Add(new("duration", NpgsqlDbType.Interval) { Value = after.Duration });
            parameters.Add(new("price", NpgsqlDbType.Bigint) { Value = after.Price });
            parameters.Add(new("departs", NpgsqlDbType.TimestampTz) { Value = after.DepartsAt });
            parameters.Add(new("after", NpgsqlDbType.Uuid) { Value = after.TripId });
        }

        List<RideRow> rows = await db.Database.SqlQueryRaw<RideRow>(sql, [.. parameters]).ToListAsync(ct);
        return [.. rows.Select(row => row.ToRide())];
    }

    public async Task<IReadOnlyList<Connection>> ConnectAsync(RideSearch search, CancellationToken ct)
    {
        // Beneath row level security an index only serves bounds that are columns of one row: where and when one can change is worked out before the second ride is looked for.
        string sql =
            $"""
            WITH firsts AS MATERIALIZED (
                SELECT f.*, sy.id AS change_stop, sy.time_zone AS change_zone, f.arrives_at + interval '{ShortestChange}' AS change_from, f.arrives_at + interval '{LongestChange}' AS change_to
                FROM ({Candidates("NOT d.stop_id = ANY (@targets)", "")}) AS f
                JOIN stops sx ON sx.tenant_id = @tenant AND sx.id = f.to_stop
                JOIN stops sy ON sy.tenant_id = @tenant AND sy.name_key = sx.name_key AND sy.city_key = sx.city_key
                WHERE NOT f.trip_id IN (SELECT m.trip_id FROM trip_stops m WHERE m.tenant_id = @tenant AND m.trip_id = f.trip_id AND m.sequence > f.from_sequence AND m.stop_id = ANY (@targets))),
            pairs AS (
                SELECT a.*, {SecondColumns}
                FROM firsts AS a
                JOIN trip_stops y ON y.tenant_id = @tenant AND y.stop_id = a.change_stop AND y.departs_at >= a.change_from AND y.departs_at <= a.change_to AND y.trip_id <> a.trip_id
                JOIN trip_stops z ON z.tenant_id = @tenant AND z.trip_id = y.trip_id AND z.sequence > y.sequence AND z.stop_id = ANY (@targets)
                JOIN trips t2 ON t2.tenant_id = @tenant AND t2.id = y.trip_id AND t2.status IN ('scheduled', 'departed')
                JOIN routes r2 ON r2.tenant_id = @tenant AND r2.id = t2.route_id AND r2.is_active AND r2.currency = a.currency
                JOIN operators p2 ON p2.tenant_id = @tenant AND p2.id = r2.operator_id
                JOIN buses b2 ON b2.tenant_id = @tenant AND b2.id = t2.bus_id
                ORDER BY z.arrives_at, a.departs_at DESC, a.trip_id, y.trip_id, a.to_sequence
                LIMIT {MaxCandidates})
            SELECT * FROM (
                SELECT DISTINCT ON (c.trip_id, n.trip_id) {Columns("c", "x")},
                    {Columns("n", "w").Replace("AS \"", "AS \"Second", StringComparison.Ordinal)}
                FROM pairs AS c
                CROSS JOIN LATERAL ({Seats("c")}) AS x
                CROSS JOIN LATERAL (SELECT c.second_trip_id AS trip_id, c.second_from_sequence AS from_sequence, c.second_to_sequence AS to_sequence, c.second_from_stop AS from_stop,
                    c.second_to_stop AS to_stop, c.second_departs_at AS departs_at, c.second_arrives_at AS arrives_at, c.second_schedule_id AS schedule_id, c.second_route_id AS route_id,
                    c.second_route AS route, c.second_currency AS currency, c.second_operator AS operator, c.second_bus_seats AS bus_seats, c.second_day AS day) AS n
                CROSS JOIN LATERAL ({Seats("n")}) AS w
                WHERE x.seats >= @passengers AND w.seats >= @passengers
                ORDER BY c.trip_id, n.trip_id, c.to_sequence) AS found
            ORDER BY "SecondArrivesAt", "DepartsAt" DESC, "TripId", "SecondTripId"
            LIMIT {MaxConnections}
            """;
        List<ConnectionRow> rows = await db.Database.SqlQueryRaw<ConnectionRow>(sql, [.. Parameters(search)]).ToListAsync(ct);
        return [.. rows.Select(row => row.ToConnection())];
    }

    private const string SecondColumns =
        """
        y.trip_id AS second_trip_id, y.sequence AS second_from_sequence, z.sequence AS second_to_sequence, y.stop_id AS second_from_stop, z.stop_id AS second_to_stop,
        y.departs_at AS second_departs_at, z.arrives_at AS second_arrives_at, t2.schedule_id AS second_schedule_id, r2.id AS second_route_id, r2.name AS second_route,
        r2.currency AS second_currency, p2.name AS second_operator, b2.seats AS second_bus_seats, (y.departs_at AT TIME ZONE a.change_zone)::date AS second_day
        """;

    private static string Candidates(string targets, string condition) =>
        $"""
        SELECT o.trip_id, o.sequence AS from_sequence, d.sequence AS to_sequence, o.stop_id AS from_stop, d.stop_id AS to_stop, o.departs_at, d.arrives_at,
            t.schedule_id, r.id AS route_id, r.name AS route, r.currency, p.name AS operator, b.seats AS bus_seats, (o.departs_at AT TIME ZONE s.time_zone)::date AS day
        FROM unnest(@origins, @earliest, @latest) AS v (stop_id, earliest, latest)
        JOIN trip_stops o ON o.tenant_id = @tenant AND o.stop_id = v.stop_id AND o.departs_at >= v.earliest AND o.departs_at < v.latest AND o.departs_at > @now AND o.departs_at >= @first AND o.departs_at < @last
        JOIN stops s ON s.tenant_id = @tenant AND s.id = o.stop_id
        JOIN trip_stops d ON d.tenant_id = @tenant AND d.trip_id = o.trip_id AND d.sequence > o.sequence AND {targets}
        JOIN trips t ON t.tenant_id = @tenant AND t.id = o.trip_id AND t.status IN ('scheduled', 'departed')
        JOIN routes r ON r.tenant_id = @tenant AND r.id = t.route_id AND r.is_active
        JOIN operators p ON p.tenant_id = @tenant AND p.id = r.operator_id
        JOIN buses b ON b.tenant_id = @tenant AND b.id = t.bus_id
        WHERE o.departs_at > @now + r.sale_closes_minutes * interval '1 minute' {condition}
        """;

    /// <summary>The seats of a ride that are free on the whole of it and have a fare, and the cheapest fare among them.</summary>
    private static string Seats(string ride) =>
        $"""
        SELECT min(f.amount) AS price, count(*)::int AS seats
        FROM jsonb_to_recordset({ride}.bus_seats) AS seat (seat text, class text, "isBlocked" boolean)
        JOIN (
            SELECT DISTINCT ON (class) class, amount FROM fares
            WHERE tenant_id = @tenant AND route_id = {ride}.route_id AND from_stop_id = {ride}.from_stop AND to_stop_id = {ride}.to_stop
              AND (schedule_id IS NULL OR schedule_id = {ride}.schedule_id)
              AND (valid_from IS NULL OR valid_from <= {ride}.day) AND (valid_to IS NULL OR valid_to >= {ride}.day)
            ORDER BY class, schedule_id IS NULL, valid_from IS NULL AND valid_to IS NULL) AS f ON f.class = seat.class
        WHERE seat."isBlocked" IS NOT TRUE AND (@class IS NULL OR seat.class = @class)
          AND seat.seat NOT IN (
            SELECT k.seat FROM leg_claims k
            WHERE k.tenant_id = @tenant AND k.trip_id = {ride}.trip_id AND k.state IN ('held', 'booked')
              AND k.from_stop < {ride}.to_sequence AND k.to_stop > {ride}.from_sequence AND (k.state = 'booked' OR k.expires_at > @now))
        """;

    private static string Columns(string ride, string seats) =>
        $"""
        {ride}.trip_id AS "TripId", {ride}.route_id AS "RouteId", {ride}.route AS "Route", {ride}.operator AS "Operator", {ride}.currency AS "Currency",
        {ride}.from_stop AS "FromStopId", {ride}.from_sequence AS "FromSequence", {ride}.to_stop AS "ToStopId", {ride}.to_sequence AS "ToSequence",
        {ride}.departs_at AS "DepartsAt", {ride}.arrives_at AS "ArrivesAt", {seats}.price AS "Price", {seats}.seats AS "Seats"
        """;

    private List<NpgsqlParameter> Parameters(RideSearch search) =>
    [
        new("tenant", NpgsqlDbType.Uuid) { Value = db.TenantId },
        new("origins", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = search.Origins.Select(origin => origin.StopId).ToArray() },
        new("earliest", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = search.Origins.Select(origin => origin.From).ToArray() },
        new("latest", NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = search.Origins.Select(origin => origin.To).ToArray() },
        // The bounds of all origins together: the index is read between them, whatever order the planner joins in.
        new("first", NpgsqlDbType.TimestampTz) { Value = search.Origins.Select(origin => origin.From).DefaultIfEmpty(search.Now).Min().ToUniversalTime() },
        new("last", NpgsqlDbType.TimestampTz) { Value = search.Origins.Select(origin => origin.To).DefaultIfEmpty(search.Now).Max().ToUniversalTime() },
        new("targets", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = search.Targets.ToArray() },
        new("places", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = search.Targets.Concat(search.Origins.Select(origin => origin.StopId)).Distinct().ToArray() },
        new("passengers", NpgsqlDbType.Integer) { Value = search.Passengers },
        new("class", NpgsqlDbType.Text) { Value = (object?)search.Class ?? DBNull.Value },
        new("now", NpgsqlDbType.TimestampTz) { Value = search.Now.ToUniversalTime() },
        new("limit", NpgsqlDbType.Integer) { Value = search.Limit },
    ];

    private sealed class RideRow : RideColumns;

    private abstract class RideColumns
    {
        public Guid TripId { get; init; }

        public Guid RouteId { get; init; }

        public string Route { get; init; } = "";

        public string Operator { get; init; } = "";

        public string Currency { get; init; } = "";

        public Guid FromStopId { get; init; }

        public int FromSequence { get; init; }

        public Guid ToStopId { get; init; }

        public int ToSequence { get; init; }

        public DateTimeOffset DepartsAt { get; init; }

        public DateTimeOffset ArrivesAt { get; init; }

        public long Price { get; init; }

        public int Seats { get; init; }

        public Ride ToRide() => new(TripId, RouteId, Route, Operator, Currency, FromStopId, FromSequence, ToStopId, ToSequence, DepartsAt, ArrivesAt, Price, Seats);
    }

    private sealed class ConnectionRow : RideColumns
    {
        public Guid SecondTripId { get; init; }

        public Guid SecondRouteId { get; init; }

        public string SecondRoute { get; init; } = "";

        public string SecondOperator { get; init; } = "";

        public string SecondCurrency { get; init; } = "";

        public Guid SecondFromStopId { get; init; }

        public int SecondFromSequence { get; init; }

        public Guid SecondToStopId { get; init; }

        public int SecondToSequence { get; init; }

        public DateTimeOffset SecondDepartsAt { get; init; }

        public DateTimeOffset SecondArrivesAt { get; init; }

        public long SecondPrice { get; init; }

        public int SecondSeats { get; init; }

        public Connection ToConnection() => new(ToRide(), new Ride(
            SecondTripId, SecondRouteId, SecondRoute, SecondOperator, SecondCurrency, SecondFromStopId, SecondFromSequence, SecondToStopId, SecondToSequence,
            SecondDepartsAt, SecondArrivesAt, SecondPrice, SecondSeats));
    }
}
