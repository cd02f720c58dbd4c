namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Catalog;
using Booking.Domain.Common;

internal static class DemoCatalog
{
    private const int TaxRate = 1900;

    private static readonly (string Name, string Description, string Category, long Price, int Stock, int Sold)[] Goods =
    [
        ("Travel pillow", "Memory foam, washable cover.", "travel", 1_490, 200, 0),
        ("City map Berlin", "Waterproof, 1:15 000.", "travel", 790, 500, 0),
        ("Luggage tag", "Leather, embossed.", "travel", 990, 100, 98),
        ("Event T-shirt", "Organic cotton, sizes S to XL at the desk.", "merchandise", 2_500, 300, 45),
        ("Poster Sommernacht", "Screen print, A2, numbered.", "merchandise", 1_800, 50, 10),
        ("Picnic basket for two", "With bread, cheese and a bottle of cider.", "catering", 3_900, 25, 0),
    ];

    /// <summary>The first works every day, so that there is an appointment tomorrow whatever day it is.</summary>
    public static IEnumerable<Provider> Providers()
    {
        yield return Provider(1, DemoUsers.Provider, "Petra Demo", Week(9, 18, Enum.GetValues<DayOfWeek>()));
        yield return Provider(2, null, "Samir Haddad", Week(8, 16, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday));
        yield return Provider(3, null, "Greta Lindner", Week(12, 20, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday));
        yield return Provider(4, null, "Ngọc Phạm", Week(9, 17, Enum.GetValues<DayOfWeek>()));
        yield return Provider(5, null, "Quang Bùi", Week(13, 21, DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday, DayOfWeek.Sunday));
    }

    public static IEnumerable<Service> Services()
    {
        yield return Service(1, "Haircut", "Wash, cut and style.", "beauty", "Berlin", SeedDay.Berlin, 45, 15, 30, 3_800, 1, 2, 3);
        yield return Service(2, "Back massage", "With warm oil.", "wellness", "Berlin", SeedDay.Berlin, 60, 15, 60, 5_900, 1, 3);
        yield return Service(3, "Portrait session", "One hour in the studio, ten edited pictures.", "photography", "Berlin", SeedDay.Berlin, 60, 30, 90, 14_900, 2, 3);
        yield return Service(4, "Street food tour", "On a scooter through five districts.", "tour", "Hồ Chí Minh City", SeedDay.Saigon, 180, 30, 120, 4_500, 4, 5);
    }

    public static IEnumerable<Pool> Pools() => Goods.Select((good, i) => Pool.Open(DemoData.DemoTenantId, StockOf(i), good.Stock, good.Sold));

    public static IEnumerable<Product> Products() => Goods.Select((good, i) => Product.Create(
        SeedIds.Of(DemoData.Demo, "product", i + 1), DemoData.DemoTenantId, good.Name, good.Description, good.Category, new Money(good.Price, "EUR"), TaxRate, StockOf(i), maxPerOrder: 20));

    private static Provider Provider(int number, Guid? user, string name, IReadOnlyList<WorkingHours> hours) =>
        Domain.Catalog.Provider.Create(DemoData.DemoTenantId, ProviderId(number), user, name, hours);

    private static Service Service(
        int number, string name, string description, string category, string city, string timeZone, int minutes, int buffer, int step, long price, params int[] providers) =>
        Domain.Catalog.Service.Create(
            SeedIds.Of(DemoData.Demo, "service", number), DemoData.DemoTenantId, name, description, category, city, timeZone, minutes, buffer, step,
            new Money(price, "EUR"), TaxRate, [.. providers.Select(ProviderId)]);

    private static WorkingHours[] Week(int from, int to, params DayOfWeek[] days) => [.. days.Select(day => new WorkingHours(day, from * 60, to * 60))];

    private static Guid ProviderId(int number) => SeedIds.Of(DemoData.Demo, "provider", number);

    private static Guid StockOf(int index) => SeedIds.Of(DemoData.Demo, "stock", index + 1);
}
