namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;

internal static class DemoEvents
{
    /// <summary>1,000 places, two ticket types over one pool; the first event to start.</summary>
    public static readonly Guid OpenAir = SeedIds.Of(DemoData.Demo, "event", 1);

    /// <summary>2,000 named seats in three categories.</summary>
    public static readonly Guid Symphony = SeedIds.Of(DemoData.Demo, "event", 2);

    /// <summary>Admission to the evening that is sold out.</summary>
    public static readonly Guid SoldOut = SeedIds.Of(DemoData.Demo, "ticket-type", 30);

    /// <summary>Opens the hidden ticket type of <see cref="Preview"/>.</summary>
    public const string FriendsCode = "FREUNDE";

    /// <summary>Two successive prices, both out of the house's places.</summary>
    private static readonly Guid Clubs = SeedIds.Of(DemoData.Demo, "event", 8);

    /// <summary>A price for friends of the house beside the public one.</summary>
    private static readonly Guid Preview = SeedIds.Of(DemoData.Demo, "event", 9);

    private const int SeatsPerRow = 50;
    private const int FirstEvening = 10;
    private const int Evenings = 6;
    private const int ReducedTax = 700;
    private const int FullTax = 1900;

    private static readonly GeneralEvent[] General =
    [
        new(1, "Sommernacht Open Air", "Three bands under the trees of the Wuhlheide.", "concert", "Parkbühne Wuhlheide", "Berlin", 52.4596, 13.5458, SeedDay.Berlin, 6, 18, 5, 1_000, 0,
            [("Standing", 3_900), ("Reduced", 2_400)]),
        new(3, "Kabarett: Restlaufzeit", "The last evening of the season. Sold out.", "cabaret", "Lustspielhaus", "München", 48.1596, 11.5822, SeedDay.Berlin, 9, 20, 2.5, 180, 180 - DemoSales.Evening,
            [("Admission", 2_900)]),
        new(4, "Lange Nacht der Stadtbibliothek", "Readings, a treasure hunt and a late café. Free of charge.", "culture", "Zentralbibliothek", "Hamburg", 53.5521, 10.0065, SeedDay.Berlin, 12, 17, 6, 400, 0,
            [("Free ticket", 0)]),
        new(5, "Saigon Jazz Night", "A quintet on the river terrace.", "concert", "Nhà hát Sông Sài Gòn", "Hồ Chí Minh City", 10.7757, 106.7066, SeedDay.Saigon, 15, 19, 3, 350, 40,
            [("Seat at the bar", 1_500), ("Terrace", 2_200)]),
        new(6, "Vienna Startup Fair", "Sixty stands and a stage for pitches.", "fair", "Donausaal", "Wien", 48.2249, 16.3930, SeedDay.Vienna, 21, 9, 9, 500, 120,
            [("Day pass", 4_900), ("Student", 1_500)]),
        new(7, "Flohmarkt am Fluss", "Second-hand market; one euro for the river clean-up.", "market", "Rheinauhafen", "Köln", 50.9239, 6.9650, SeedDay.Berlin, 27, 10, 7, 800, 0,
            [("Entry", 100)]),
    ];

    private static readonly (string Name, long Price, int Rows)[] Categories =
    [
        ("Category 1", 8_900, 12),
        ("Category 2", 6_500, 14),
        ("Category 3", 3_900, 14),
    ];

    /// <summary>
    /// Curved rows A to AN of fifty around the stage. Wheelchair places with their companions' seats at both ends of row L; the sound desk in
    /// the middle of rows T and U is not on sale.
    /// </summary>
    private static readonly SeatLayout Hall = new(
        new PlanPoint(255, -120),
        [
            new SeatSection("Parkett", [Rows("A", 11, 0), Rows("L", 1, 132) with { Accessible = [1, 3, 5, 7, 44, 46, 48, 50], Companions = [2, 4, 6, 8, 43, 45, 47, 49] }], Categories[0].Name),
            new SeatSection("Rang 1", [Rows("M", 7, 174), Rows("T", 2, 258) with { Blocked = [24, 25, 26, 27] }, Rows("V", 5, 282)], Categories[1].Name),
            new SeatSection("Rang 2", [Rows("AA", 14, 372)], Categories[2].Name),
        ],
        [new SeatDetail("AN-1", Note: "A pillar stands in the view."), new SeatDetail("AN-50", Note: "A pillar stands in the view.")]);

    /// <summary>Forty seats, of which every evening of the series has a copy.</summary>
    private static readonly SeatLayout Salon = new(new PlanPoint(50, -40), [new SeatSection("Salon", [new SeatRows("A", 10, X: 10, Y: 0, Count: 4, AislesAfter: [5], Curve: 10)], "Salon")]);

    public static IEnumerable<Pool> Pools() =>
    [
        .. General.Select(show => Pool.Open(DemoData.DemoTenantId, PoolOf(show.Number), show.Places, show.Sold)),
        Pool.Open(DemoData.DemoTenantId, PoolOf(80), 350),
        Pool.Open(DemoData.DemoTenantId, PoolOf(81), 100),
        Pool.Open(DemoData.DemoTenantId, PoolOf(82), 300),
        Pool.Open(DemoData.DemoTenantId, PoolOf(90), 150),
        Pool.Open(DemoData.DemoTenantId, PoolOf(91), 40),
    ];

    public static IEnumerable<Event> Events(SeedDay day)
    {
        foreach (GeneralEvent show in General)
        {
            yield return Event.Publish(
                SeedIds.Of(DemoData.Demo, "event", show.Number), DemoData.DemoTenantId, show.Title, show.Description, show.Category, show.Venue, show.City,
                new GeoPoint(show.Latitude, show.Longitude), show.TimeZone, day.Range(show.TimeZone, show.Days, show.Hour, show.Hours), Seating.General);
        }

        yield return Event.Publish(
            Symphony, DemoData.DemoTenantId, "Mahler: Symphony No. 2", "The Resurrection, with choir and organ.", "concert", "Philharmonie", "Berlin",
            new GeoPoint(52.5101, 13.3696), SeedDay.Berlin, day.Range(SeedDay.Berlin, 18, 20, 2), Seating.Reserved);
        yield return Event.Publish(
            Clubs, DemoData.DemoTenantId, "Nacht der Clubs", "Twelve stages with one ticket; the first hundred at an early price.", "concert", "Täubchenthal", "Leipzig",
            new GeoPoint(51.3276, 12.3345), SeedDay.Berlin, day.Range(SeedDay.Berlin, 20, 21, 7), Seating.General);
        yield return Event.Publish(
            Preview, DemoData.DemoTenantId, "Werkschau", "New sculptures and a talk with the artist.", "culture", "Kunsthaus", "Dresden",
            new GeoPoint(51.0504, 13.7373), SeedDay.Berlin, day.Range(SeedDay.Berlin, 23, 18, 3), Seating.General);
        for (int evening = 0; evening < Evenings; evening++)
        {
            yield return Event.Publish(
                EveningId(evening), DemoData.DemoTenantId, "Salonkonzert", "Chamber music by candlelight, every week.", "concert", "Schlosssaal", "Weimar",
                new GeoPoint(50.9803, 11.3327), SeedDay.Berlin, day.Range(SeedDay.Berlin, 19 + 7 * evening, 19, 2), Seating.Reserved);
        }
    }

    public static IEnumerable<TicketType> TicketTypes()
    {
        foreach (GeneralEvent show in General)
        {
            for (int i = 0; i < show.Types.Length; i++)
            {
                yield return TicketType.Create(
                    DemoData.DemoTenantId, SeedIds.Of(DemoData.Demo, "ticket-type", show.Number * 10 + i), SeedIds.Of(DemoData.Demo, "event", show.Number),
                    show.Types[i].Name, new Money(show.Types[i].Price, "EUR"), FullTax, PoolOf(show.Number), show.Places, maxPerOrder: 10, sortOrder: i);
            }
        }

        for (int i = 0; i < Categories.Length; i++)
        {
            yield return TicketType.Create(
                DemoData.DemoTenantId, CategoryId(i), Symphony, Categories[i].Name, new Money(Categories[i].Price, "EUR"), ReducedTax, null,
                Categories[i].Rows * SeatsPerRow, maxPerOrder: 10, sortOrder: i);
        }

        for (int evening = 0; evening < Evenings; evening++)
        {
            yield return TicketType.Create(
                DemoData.DemoTenantId, SeedIds.Of(DemoData.Demo, "ticket-type", 100 + evening), EveningId(evening), "Salon", new Money(2_800, "EUR"), ReducedTax, null,
                capacity: 40, maxPerOrder: 6, sortOrder: 0);
        }
    }

    /// <summary>What there is to buy of the events with successive prices and with a hidden one.</summary>
    /// <param name="events">Of <see cref="Events"/>.</param>
    public static IEnumerable<object> Ticketing(IReadOnlyCollection<Event> events)
    {
        Event clubs = events.Single(happening => happening.Id == Clubs);
        TicketType early = Type(80, clubs, PoolOf(81), [PoolOf(80)], Details("Early", 1_900, 100), null);
        yield return EventPool.Open(DemoData.DemoTenantId, PoolOf(80), Clubs, "The house");
        yield return early;
        yield return Type(81, clubs, PoolOf(82), [PoolOf(80)], Details("Regular", 2_900, 300) with { SortOrder = 1 }, early);
        Event preview = events.Single(happening => happening.Id == Preview);
        TicketType friends = Type(91, preview, PoolOf(91), [], Details("Friends of the house", 600, 40) with { IsHidden = true, SortOrder = 1 }, null);
        yield return Type(90, preview, PoolOf(90), [], Details("Admission", 1_200, 150), null);
        yield return friends;
        yield return AccessCode.Create(DemoData.DemoTenantId, SeedIds.Of(DemoData.Demo, "access-code", 1), Preview, "Friends of the house", FriendsCode, [friends.Id], null);
    }

    /// <summary>The series of evenings with their seats; its events are saved before.</summary>
    /// <param name="events">Of <see cref="Events"/>; those of the series join it.</param>
    public static IEnumerable<object> Series(IReadOnlyCollection<Event> events, SeedDay day)
    {
        Event[] evenings = [.. Enumerable.Range(0, Evenings).Select(evening => events.Single(happening => happening.Id == EveningId(evening)))];
        EventSeries series = EventSeries.Create(SeedIds.Of(DemoData.Demo, "event-series", 1), evenings[0], $"FREQ=WEEKLY;COUNT={Evenings}", [], [], day.Now).Value!;
        IReadOnlyList<Occurrence> occurrences = series.Extend(EventSeries.LocalOf(evenings[^1].StartsAt, SeedDay.Berlin).Date).Value!;
        for (int i = 0; i < occurrences.Count; i++)
        {
            evenings[i + 1].Join(series.Id, occurrences[i].Name);
        }

        TicketType[] types = [.. TicketTypes().Where(type => type.Name == "Salon")];
        EventSeatPlan first = EventSeatPlan.Begin(evenings[0].Id, DemoData.DemoTenantId);
        int seats = first.Draw(Salon, new Dictionary<string, Guid>(), [types[0]], forbidsOrphans: true).Value!.Count;
        EventSeatPlan[] plans = [first, .. types[1..].Select(type => first.CopyFor(type.EventId, new Dictionary<Guid, Guid> { [types[0].Id] = type.Id }, seats))];
        foreach (EventSeatPlan plan in plans)
        {
            plan.ClearEvents();
        }

        return [series, .. plans, .. plans.SelectMany(plan => plan.Seats)];
    }

    /// <summary>The hall of the evenings as a template.</summary>
    public static SeatMap SmallHall() =>
        SeatMap.Create(SeedIds.Of(DemoData.Demo, "seat-map", 2), DemoData.DemoTenantId, null, new SeatMapDetails("Salon", "Schlosssaal", Salon)).Value!;

    /// <summary>The great hall as a template, for further events.</summary>
    public static SeatMap GreatHall() =>
        SeatMap.Create(SeedIds.Of(DemoData.Demo, "seat-map", 1), DemoData.DemoTenantId, null, new SeatMapDetails("Großer Saal, concert", "Philharmonie", Hall)).Value!;

    /// <summary>The symphony's copy of the great hall, and its seats.</summary>
    public static IEnumerable<object> Seats()
    {
        EventSeatPlan plan = EventSeatPlan.Begin(Symphony, DemoData.DemoTenantId);
        IReadOnlyList<EventSeat> seats = plan.Draw(Hall, new Dictionary<string, Guid>(), [.. TicketTypes().Where(type => type.EventId == Symphony)], forbidsOrphans: false).Value!;
        plan.ClearEvents();
        return [plan, .. seats];
    }

    private static SeatRows Rows(string label, int count, int y) => new(label, SeatsPerRow, X: 10, y, count, Curve: 60);

    private static TicketTypeDetails Details(string name, long price, int capacity) => new() { Name = name, Price = new Money(price, "EUR"), TaxRate = ReducedTax, Capacity = capacity };

    private static TicketType Type(int number, Event happening, Guid pool, IReadOnlyList<Guid> shared, TicketTypeDetails details, TicketType? after) =>
        TicketType.Create(SeedIds.Of(DemoData.Demo, "ticket-type", number), happening, pool, shared, details, after, after is null ? [] : [after]).Value!;

    private static Guid EveningId(int evening) => SeedIds.Of(DemoData.Demo, "event", FirstEvening + evening);

    private static Guid PoolOf(int number) => SeedIds.Of(DemoData.Demo, "event-pool", number);

    private static Guid CategoryId(int category) => SeedIds.Of(DemoData.Demo, "ticket-type", 20 + category);

    private sealed record GeneralEvent(
        int Number, string Title, string Description, string Category, string Venue, string City, double Latitude, double Longitude, string TimeZone,
        int Days, int Hour, double Hours, int Places, int Sold, (string Name, long Price)[] Types);
}
