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

    private const int SeatRows = 40;
    private const int SeatsPerRow = 50;
    private const int ReducedTax = 700;
    private const int FullTax = 1900;

    private static readonly GeneralEvent[] General =
    [
        new(1, "Sommernacht Open Air", "Three bands under the trees of the Wuhlheide.", "concert", "Parkbühne Wuhlheide", "Berlin", 52.4596, 13.5458, SeedDay.Berlin, 6, 18, 5, 1_000, 0,
            [("Standing", 3_900), ("Reduced", 2_400)]),
        new(3, "Kabarett: Restlaufzeit", "The last evening of the season. Sold out.", "cabaret", "Lustspielhaus", "München", 48.1596, 11.5822, SeedDay.Berlin, 9, 20, 2.5, 180, 180,
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

    private static readonly (string Name, long Price, int FirstRow, int Rows, string Section)[] Categories =
    [
        ("Category 1", 8_900, 0, 12, "Parkett"),
        ("Category 2", 6_500, 12, 14, "Rang 1"),
        ("Category 3", 3_900, 26, 14, "Rang 2"),
    ];

    public static IEnumerable<Pool> Pools() => General.Select(show => Pool.Open(DemoData.DemoTenantId, PoolOf(show.Number), show.Places, show.Sold));

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
    }

    /// <summary>Wheelchair places at both ends of row L; the sound desk in the middle of rows T and U is not on sale.</summary>
    public static IEnumerable<EventSeat> Seats()
    {
        for (int row = 0; row < SeatRows; row++)
        {
            int category = Array.FindIndex(Categories, category => row < category.FirstRow + category.Rows);
            string name = RowName(row);
            for (int number = 1; number <= SeatsPerRow; number++)
            {
                bool isAccessible = name == "L" && number is (<= 4 or > SeatsPerRow - 4);
                bool isBlocked = name is "T" or "U" && number is >= 24 and <= 27;
                yield return EventSeat.Create(
                    DemoData.DemoTenantId, Symphony, Categories[category].Section, name, number, CategoryId(category),
                    x: number * 10, y: row * 12 + category * 30, isAccessible, isBlocked);
            }
        }
    }

    /// <summary>A to Z, then AA, AB and so on.</summary>
    private static string RowName(int row) => row < 26 ? ((char)('A' + row)).ToString() : "A" + (char)('A' + row - 26);

    private static Guid PoolOf(int number) => SeedIds.Of(DemoData.Demo, "event-pool", number);

    private static Guid CategoryId(int category) => SeedIds.Of(DemoData.Demo, "ticket-type", 20 + category);

    private sealed record GeneralEvent(
        int Number, string Title, string Description, string Category, string Venue, string City, double Latitude, double Longitude, string TimeZone,
        int Days, int Hour, double Hours, int Places, int Sold, (string Name, long Price)[] Types);
}
