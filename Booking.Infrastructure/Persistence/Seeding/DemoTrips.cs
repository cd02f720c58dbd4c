namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Trips;

internal static class DemoTrips
{
    /// <summary>Berlin – München: four departures a day, never more than nine hours apart.</summary>
    public static readonly Guid South = SeedIds.Of(DemoData.Demo, "route", 1);

    public static readonly Guid Berlin = SeedIds.Of(DemoData.Demo, "stop", 100);
    public static readonly Guid Leipzig = SeedIds.Of(DemoData.Demo, "stop", 101);

    /// <summary>The seeding day and two weeks after it.</summary>
    private const int Days = 14;

    private const string Standard = "standard";
    private const string Premium = "premium";

    private static readonly Company[] Companies =
    [
        new("Demo Bus", "DEMO", "kontakt@demo-bus.example", "+4930901820"),
        new("Demo Bus Việt Nam", "DEMOVN", "lienhe@demo-bus.example", "+842439424242"),
    ];

    private static readonly Line[] Lines =
    [
        new(1, "Berlin – München", "Demo Bus", 700, SeedDay.Berlin, [(6, 30), (10, 0), (14, 30), (22, 15)],
        [
            new("Berlin ZOB", "Berlin", 52.5074, 13.2799, SeedDay.Berlin, 0, 0),
            new("Leipzig Hbf", "Leipzig", 51.3455, 12.3821, SeedDay.Berlin, 150, 155),
            new("Nürnberg ZOB", "Nürnberg", 49.4467, 11.0850, SeedDay.Berlin, 360, 375),
            new("Ingolstadt ZOB", "Ingolstadt", 48.7660, 11.4228, SeedDay.Berlin, 440, 445),
            new("München ZOB", "München", 48.1425, 11.5500, SeedDay.Berlin, 505, 505),
        ]),
        new(2, "Hamburg – Basel", "Demo Bus", 700, SeedDay.Berlin, [(7, 0), (13, 15), (21, 30)],
        [
            new("Hamburg ZOB", "Hamburg", 53.5517, 10.0117, SeedDay.Berlin, 0, 0),
            new("Hannover ZOB", "Hannover", 52.3790, 9.7420, SeedDay.Berlin, 120, 130),
            new("Kassel-Wilhelmshöhe", "Kassel", 51.3128, 9.4470, SeedDay.Berlin, 245, 255),
            new("Frankfurt Hbf", "Frankfurt", 50.1052, 8.6620, SeedDay.Berlin, 390, 410),
            new("Mannheim ZOB", "Mannheim", 49.4780, 8.4710, SeedDay.Berlin, 480, 485),
            new("Basel Badischer Bahnhof", "Basel", 47.5676, 7.6076, SeedDay.Zurich, 660, 660),
        ]),
        new(3, "Hà Nội – Đà Nẵng", "Demo Bus Việt Nam", 0, SeedDay.Saigon, [(8, 0), (18, 30)],
        [
            new("Bến xe Nước Ngầm", "Hà Nội", 20.9642, 105.8420, SeedDay.Saigon, 0, 0),
            new("Bến xe Ninh Bình", "Ninh Bình", 20.2461, 105.9743, SeedDay.Saigon, 105, 115),
            new("Bến xe Vinh", "Vinh", 18.6796, 105.6813, SeedDay.Saigon, 345, 365),
            new("Bến xe phía Nam Huế", "Huế", 16.4450, 107.6060, SeedDay.Saigon, 760, 775),
            new("Bến xe trung tâm Đà Nẵng", "Đà Nẵng", 16.0560, 108.1720, SeedDay.Saigon, 895, 895),
        ]),
    ];

    public static IEnumerable<Operator> Operators() => Companies.Select(company => Operator.Create(
        OperatorId(company.Name), DemoData.DemoTenantId, null, new OperatorDetails(company.Name, company.Code, company.Email, company.Phone, false, false)).Value!);

    public static IEnumerable<Route> Routes() => Lines.Select(line => Route.Create(
        RouteId(line), DemoData.DemoTenantId, "EUR", Route.Usual(line.Name, OperatorId(line.Operator), line.TaxRate) with { PassengerTypes = [new("adult", 100), new("child", 50), new("senior", 75)] }).Value!);

    public static IEnumerable<Stop> Stops() => Lines.SelectMany(line => line.Halts.Select((halt, i) => Stop.Create(
        DemoData.DemoTenantId, StopId(line, i), RouteId(line), i, halt.Name, halt.City, halt.Latitude, halt.Longitude, halt.TimeZone, halt.Arrives, halt.Departs)));

    /// <summary>Every pair of stops in both classes: a base fare and so much per minute of riding.</summary>
    public static IEnumerable<Fare> Fares()
    {
        int number = 0;
        foreach (Line line in Lines)
        {
            for (int from = 0; from < line.Halts.Length; from++)
            {
                for (int to = from + 1; to < line.Halts.Length; to++)
                {
                    int minutes = line.Halts[to].Arrives - line.Halts[from].Departs;
                    long fare = line.TimeZone == SeedDay.Saigon ? 200 + minutes * 2 : 390 + minutes * 6;
                    yield return Fare.Create(DemoData.DemoTenantId, FareId(++number), RouteId(line), StopId(line, from), StopId(line, to), Standard, fare / 10 * 10 + 9);
                    yield return Fare.Create(DemoData.DemoTenantId, FareId(++number), RouteId(line), StopId(line, from), StopId(line, to), Premium, fare * 3 / 2 / 10 * 10 + 9);
                }
            }
        }
    }

    public static IEnumerable<Bus> Buses()
    {
        yield return Bus.Create(DemoData.DemoTenantId, BusId(1), "Coach, 48 seats", [.. Rows(1, 3, "AB CD", 1, Premium), .. Rows(4, 12, "AB CD", 1, Standard)], OperatorId(Lines[0].Operator));
        yield return Bus.Create(DemoData.DemoTenantId, BusId(2), "Double-decker, 73 seats",
            [.. Rows(1, 3, "AB C", 1, Premium), .. Rows(11, 26, "AB CD", 2, Standard)], OperatorId(Lines[0].Operator));
    }

    /// <summary>Every departure of a line comes daily: the job keeps two weeks of them filled, whenever the system was seeded.</summary>
    public static IEnumerable<Schedule> Schedules(SeedDay day) =>
        from line in Lines
        from departure in line.Departures.Index()
        let time = new TimeOnly(departure.Item.Hour, departure.Item.Minute)
        select Schedule.Create(ScheduleId(line, departure.Index), DemoData.DemoTenantId, RouteId(line), new ScheduleDetails(
            BusId(1 + (departure.Index % 2)), FormattableString.Invariant($"{line.Name}, daily at {time:HH\\:mm}"), time, "FREQ=DAILY", Date(day, line, 0), null, [], [], Days, 15)).Value!;

    public static IEnumerable<Trip> Trips(SeedDay day)
    {
        foreach (Line line in Lines)
        {
            for (int offset = 0; offset <= Days; offset++)
            {
                for (int i = 0; i < line.Departures.Length; i++)
                {
                    (int hour, int minute) = line.Departures[i];
                    yield return Trip.Schedule(
                        SeedIds.Of(DemoData.Demo, "trip", line.Number * 1_000 + offset * 10 + i), DemoData.DemoTenantId, RouteId(line), BusId(1 + (i % 2)),
                        day.At(line.TimeZone, offset, hour, minute), ScheduleId(line, i), Date(day, line, offset));
                }
            }
        }
    }

    public static IEnumerable<TripStop> TripStops(IReadOnlyList<Trip> trips, IReadOnlyList<Stop> stops)
    {
        ILookup<Guid, Stop> byRoute = stops.ToLookup(stop => stop.RouteId);
        return trips.SelectMany(trip => byRoute[trip.RouteId].Select(stop => TripStop.Of(trip, stop, trip.DepartsAt)));
    }

    private static IEnumerable<BusSeat> Rows(int first, int last, string letters, int deck, string seatClass) => new SeatBlock(deck, first, last - first + 1, letters, seatClass).Seats();

    private static Guid OperatorId(string name) => SeedIds.Of(DemoData.Demo, "operator", 1 + Array.FindIndex(Companies, company => company.Name == name));

    private static Guid StopId(Line line, int place) => SeedIds.Of(DemoData.Demo, "stop", line.Number * 100 + place);

    private static Guid ScheduleId(Line line, int departure) => SeedIds.Of(DemoData.Demo, "schedule", line.Number * 10 + departure);

    private static DateOnly Date(SeedDay day, Line line, int offset) =>
        NodaTime.Instant.FromDateTimeOffset(day.At(line.TimeZone, offset, 12)).InZone(NodaTime.DateTimeZoneProviders.Tzdb[line.TimeZone]).Date.ToDateOnly();

    private static Guid FareId(int number) => SeedIds.Of(DemoData.Demo, "fare", number);

    private static Guid RouteId(Line line) => SeedIds.Of(DemoData.Demo, "route", line.Number);

    private static Guid BusId(int number) => SeedIds.Of(DemoData.Demo, "bus", number);

    private sealed record Company(string Name, string Code, string Email, string Phone);

    private sealed record Halt(string Name, string City, double Latitude, double Longitude, string TimeZone, int Arrives, int Departs);

    private sealed record Line(int Number, string Name, string Operator, int TaxRate, string TimeZone, (int Hour, int Minute)[] Departures, Halt[] Halts);
}
