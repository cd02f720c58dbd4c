namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Common;
using Booking.Domain.Venues;

internal static class DemoVenues
{
    /// <summary>Has a blackout in the week after seeding.</summary>
    public static readonly Guid HallUnderRepair = SeedIds.Of(DemoData.Demo, "venue", 3);

    private const int TaxRate = 1900;

    private static readonly OpeningHours[] Daily = [.. Enum.GetValues<DayOfWeek>().Select(day => new OpeningHours(day, 8 * 60, 24 * 60))];

    private static readonly OpeningHours[] Working =
    [
        .. Enum.GetValues<DayOfWeek>().Where(day => day is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Select(day => new OpeningHours(day, 7 * 60, 22 * 60)),
        new OpeningHours(DayOfWeek.Saturday, 9 * 60, 18 * 60),
    ];

    public static TimeRange Repair(SeedDay day)
    {
        DateTimeOffset from = day.At(SeedDay.Berlin, 7, 8);
        return new TimeRange(from, day.At(SeedDay.Berlin, 8, 20));
    }

    public static IEnumerable<Venue> All()
    {
        yield return Hall(1, "Kulturhalle am Spreeufer", "A bright hall by the river with a stage, open around the clock.", "Berlin", "Köpenicker Straße 18, 10997 Berlin",
            52.5075, 13.4326, SeedDay.Berlin, 300, ["stage", "sound system", "kitchen"], 12_000, 90_000, [], 0, 0);
        yield return Hall(2, "Speicher 7", "A brick warehouse in the harbour for celebrations and fairs.", "Hamburg", "Am Sandtorkai 23, 20457 Hamburg",
            53.5437, 9.9925, SeedDay.Berlin, 450, ["bar", "sound system", "parking"], 18_000, 140_000, Daily, 60, 60);
        yield return Hall(3, "Isarsaal", "A panelled concert hall with a grand piano.", "München", "Rosenheimer Straße 5, 81667 München",
            48.1324, 11.5906, SeedDay.Berlin, 220, ["grand piano", "stage", "cloakroom"], 16_000, 120_000, Daily, 30, 45);
        yield return Hall(4, "Seminarhaus Mitte", "Four rooms around a courtyard for workshops and meetings.", "Berlin", "Linienstraße 40, 10119 Berlin",
            52.5269, 13.4071, SeedDay.Berlin, 60, ["projector", "whiteboard", "catering"], 4_500, 32_000, Working, 15, 15);
        yield return Hall(5, "Donausaal", "A ballroom of 1894 with chandeliers.", "Wien", "Lassallestraße 9, 1020 Wien",
            48.2249, 16.3930, SeedDay.Vienna, 500, ["dance floor", "stage", "cloakroom"], 20_000, 160_000, Daily, 60, 90);
        yield return Hall(6, "Nhà hát Sông Sài Gòn", "A riverside theatre with a terrace.", "Hồ Chí Minh City", "15 Tôn Đức Thắng, Quận 1",
            10.7757, 106.7066, SeedDay.Saigon, 350, ["stage", "terrace", "air conditioning"], 7_000, 52_000, Daily, 30, 30);
    }

    private static Venue Hall(
        int number, string name, string description, string city, string address, double latitude, double longitude, string timeZone, int capacity, string[] features,
        long perHour, long perDay, OpeningHours[] hours, int before, int after) => Venue.Create(
            SeedIds.Of(DemoData.Demo, "venue", number), DemoData.DemoTenantId, name, description, city, address, new GeoPoint(latitude, longitude), timeZone, capacity, features,
            new Money(perHour, "EUR"), perDay, TaxRate, hours, before, after);
}
