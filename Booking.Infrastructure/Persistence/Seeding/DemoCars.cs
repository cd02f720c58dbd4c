namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Drivers;

internal static class DemoCars
{
    /// <summary>The electric car in Berlin, one of Petra's.</summary>
    public static readonly Guid Electric = SeedIds.Of(DemoData.Demo, "car", 4);

    private const int TaxRate = 1900;

    internal static readonly Station Berlin = new("Berlin", "Europaplatz 1, 10557 Berlin", 52.5251, 13.3694, SeedDay.Berlin);
    internal static readonly Station Hamburg = new("Hamburg", "Hachmannplatz 16, 20099 Hamburg", 53.5530, 10.0067, SeedDay.Berlin);
    internal static readonly Station Munich = new("München", "Arnulfstraße 21, 80335 München", 48.1413, 11.5556, SeedDay.Berlin);
    internal static readonly Station Vienna = new("Wien", "Am Hauptbahnhof 1, 1100 Wien", 48.1853, 16.3769, SeedDay.Vienna);
    internal static readonly Station Cologne = new("Köln", "Breslauer Platz 2, 50668 Köln", 50.9436, 6.9598, SeedDay.Berlin);
    internal static readonly Station Saigon = new("Hồ Chí Minh City", "135 Nam Kỳ Khởi Nghĩa, Quận 1", 10.7770, 106.6953, SeedDay.Saigon);
    internal static readonly Station Hanoi = new("Hà Nội", "120 Lê Duẩn, Hoàn Kiếm", 21.0245, 105.8412, SeedDay.Saigon);
    internal static readonly Station Danang = new("Đà Nẵng", "202 Hải Phòng, Thanh Khê", 16.0713, 108.2094, SeedDay.Saigon);

    private static readonly Offer[] Offers =
    [
        new(Berlin, "VW Polo", "compact", 5, 900, 4_500, ["air conditioning", "manual"]),
        new(Berlin, "Opel Astra", "compact", 5, 1_000, 4_900, ["air conditioning", "manual"]),
        new(Berlin, "VW Passat Variant", "estate", 5, 1_300, 6_900, ["air conditioning", "automatic", "roof rack"]),
        new(Berlin, "Tesla Model 3", "electric", 5, 1_800, 9_900, ["air conditioning", "automatic", "autopilot"]),
        new(Berlin, "Mercedes V-Class", "van", 8, 2_600, 14_900, ["air conditioning", "automatic", "conference seating"]),
        new(Berlin, "BMW 7 Series", "luxury", 5, 3_900, 22_900, ["air conditioning", "automatic", "massage seats"]),
        new(Hamburg, "VW Golf", "compact", 5, 1_000, 4_900, ["air conditioning", "manual"]),
        new(Hamburg, "Škoda Octavia Combi", "estate", 5, 1_200, 6_400, ["air conditioning", "automatic"]),
        new(Hamburg, "Ford Transit", "van", 9, 2_200, 12_900, ["air conditioning", "manual"]),
        new(Hamburg, "VW ID.4", "electric", 5, 1_600, 8_900, ["air conditioning", "automatic"]),
        new(Munich, "Audi A3", "compact", 5, 1_200, 5_900, ["air conditioning", "automatic"]),
        new(Munich, "BMW 3 Series Touring", "estate", 5, 1_700, 8_900, ["air conditioning", "automatic", "winter tyres"]),
        new(Munich, "BMW iX", "electric", 5, 2_900, 16_900, ["air conditioning", "automatic"]),
        new(Munich, "Mercedes S-Class", "luxury", 5, 4_200, 24_900, ["air conditioning", "automatic"]),
        new(Vienna, "Seat León", "compact", 5, 1_000, 5_200, ["air conditioning", "manual", "motorway toll sticker"]),
        new(Vienna, "VW Multivan", "van", 7, 2_300, 13_500, ["air conditioning", "automatic", "motorway toll sticker"]),
        new(Vienna, "Polestar 2", "electric", 5, 1_900, 10_400, ["air conditioning", "automatic"]),
        new(Cologne, "Toyota Yaris Hybrid", "compact", 5, 900, 4_600, ["air conditioning", "automatic"]),
        new(Saigon, "Toyota Vios", "compact", 5, 500, 2_900, ["air conditioning", "automatic"]),
        new(Saigon, "Toyota Innova", "van", 7, 700, 4_200, ["air conditioning", "manual"]),
        new(Saigon, "VinFast VF 8", "electric", 5, 900, 5_400, ["air conditioning", "automatic"]),
        new(Saigon, "Ford Transit Limousine", "van", 10, 1_200, 7_800, ["air conditioning", "manual", "Wi-Fi"]),
        new(Hanoi, "Hyundai Accent", "compact", 5, 500, 2_800, ["air conditioning", "automatic"]),
        new(Danang, "Kia Carnival", "van", 8, 1_000, 6_200, ["air conditioning", "automatic"]),
    ];

    public static IEnumerable<Car> All() => Offers.Select((offer, i) => Car.Create(SeedIds.Of(DemoData.Demo, "car", i + 1), DemoData.DemoTenantId, Details(offer, i)).Value!);

    private static CarDetails Details(Offer offer, int i) => new(
        offer.Name, offer.Class, offer.Seats, offer.Features, [],
        offer.Station.City, offer.Station.Address, offer.Station.Place, offer.Station.TimeZone, "EUR", RateCard.Of(offer.PerHour, offer.PerDay), TaxRate)
    {
        OwnerId = offer.Station == Berlin ? DemoUsers.Provider : null,
        LicenceClass = offer.Seats > 9 ? LicenceClasses.D1 : LicenceClasses.B,
        DriverFeePerDay = offer.Station.TimeZone == SeedDay.Saigon ? 3_000 : 12_000,
        BufferMinutes = i % 3 == 0 ? 60 : 30,
    };

    /// <summary>Where cars and their drivers are at home.</summary>
    internal sealed record Station(string City, string Address, double Latitude, double Longitude, string TimeZone)
    {
        public GeoPoint Place => new(Latitude, Longitude);
    }

    private sealed record Offer(Station Station, string Name, string Class, int Seats, long PerHour, long PerDay, string[] Features);
}
