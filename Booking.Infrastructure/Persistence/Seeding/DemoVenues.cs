namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Common;
using Booking.Domain.Holds;
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

    public static Blackout Repair(SeedDay day) => Blackout.Place(
        SeedIds.Of(DemoData.Demo, "blackout", 1), DemoData.DemoTenantId, new BlackoutUnit(ItemKinds.Venue, HallUnderRepair, "Isarsaal", SeedDay.Berlin),
        new TimeRange(day.At(SeedDay.Berlin, 7, 8), day.At(SeedDay.Berlin, 8, 20)), repeatsUntil: null, "The floor is sanded.", DemoUsers.Admin, day.Now).Value
            ?? throw new InvalidOperationException("The demo blackout breaks a rule.");

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
        yield return Hall(7, "Villa am Kahlenberg", "A villa in the vineyards; its owner likes to know who celebrates there.", "Wien", "Am Kahlenberg 2, 1190 Wien",
            48.2750, 16.3330, SeedDay.Vienna, 120, ["terrace", "kitchen", "garden"], 15_000, 110_000, Daily, 60, 60, VenueApproval.Required, DemoUsers.Provider);
    }

    /// <summary>What Speicher 7 and the villa sell along.</summary>
    public static IEnumerable<VenueExtra> Extras()
    {
        yield return Extra(1, 2, new ExtraDetails("Harbour buffet", "Warm and cold, with service.", ExtraPricing.PerGuest, 2_900, TaxRate, ExtraStock.PerDay, 2, 1));
        yield return Extra(2, 2, new ExtraDetails("Flowers", "For every table.", ExtraPricing.Fixed, 18_000, TaxRate, ExtraStock.Unlimited, null, 5));
        yield return Extra(3, 7, new ExtraDetails("String quartet", "Plays while you are there.", ExtraPricing.PerHour, 24_000, TaxRate, ExtraStock.PerDay, 1, 1));
    }

    private static VenueExtra Extra(int number, int venue, ExtraDetails details) => VenueExtra.Create(
        SeedIds.Of(DemoData.Demo, "venue-extra", number), DemoData.DemoTenantId, SeedIds.Of(DemoData.Demo, "venue", venue), details).Value
            ?? throw new InvalidOperationException($"The demo extra {details.Name} breaks a rule.");

    private static Venue Hall(
        int number, string name, string description, string city, string address, double latitude, double longitude, string timeZone, int capacity, string[] features,
        long perHour, long perDay, OpeningHours[] hours, int before, int after,
        VenueApproval approval = VenueApproval.None, Guid? owner = null) => Venue.Create(
            SeedIds.Of(DemoData.Demo, "venue", number), DemoData.DemoTenantId, owner, VenueDetails.Usual("EUR") with
            {
                Name = name,
                Description = description,
                City = city,
                Address = address,
                Location = new GeoPoint(latitude, longitude),
                TimeZone = timeZone,
                Capacity = capacity,
                Layouts = [new VenueLayout("theatre", capacity), new VenueLayout("banquet", capacity * 6 / 10)],
                Features = features,
                Rates = RateCard.Of(perHour, perDay),
                TaxRate = TaxRate,
                Hours = hours,
                BufferBeforeMinutes = before,
                BufferAfterMinutes = after,
                Approval = approval,
            }).Value ?? throw new InvalidOperationException($"The demo hall {name} breaks a rule.");
}
