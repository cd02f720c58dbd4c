namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Catalog;
using Booking.Domain.Common;

internal static class DemoCatalog
{
    public static readonly Guid Shirt = SeedIds.Of(DemoData.Demo, "product", 4);
    public static readonly Guid Poster = SeedIds.Of(DemoData.Demo, "product", 5);

    private const int TaxRate = 1900;

    private static readonly (string Name, string Description, string Category, long Price, int Stock, int Sold)[] Goods =
    [
        ("Travel pillow", "Memory foam, washable cover.", "travel", 1_490, 200, 0),
        ("City map Berlin", "Waterproof, 1:15 000.", "travel", 790, 500, 0),
        ("Luggage tag", "Leather, embossed.", "travel", 990, 100, 98),
        ("Event T-shirt", "Organic cotton, sizes S to XL at the desk.", "merchandise", 2_500, 300, 43),
        ("Poster Sommernacht", "Screen print, A2, numbered.", "merchandise", 1_800, 50, 8),
        ("Picnic basket for two", "With bread, cheese and a bottle of cider.", "catering", 3_900, 25, 0),
    ];

    private static readonly (string Size, string Colour, int Stock)[] Sizes = [("S", "black", 20), ("M", "black", 35), ("L", "black", 0), ("M", "green", 12), ("XL", "green", 8)];

    /// <summary>The first works every day, so that there is an appointment tomorrow whatever day it is.</summary>
    public static IEnumerable<Provider> Providers()
    {
        yield return Provider(1, DemoUsers.Provider, "Petra Demo", Week(9, 18, Enum.GetValues<DayOfWeek>()));
        yield return Provider(2, null, "Samir Haddad", Week(8, 16, DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday));
        yield return Provider(3, null, "Greta Lindner", Week(12, 20, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday));
        yield return Provider(4, null, "Ngọc Phạm", Week(9, 17, Enum.GetValues<DayOfWeek>()));
        yield return Provider(6, null, "Yuki Tanaka", Week(7, 12, Enum.GetValues<DayOfWeek>()));
        yield return Provider(5, null, "Quang Bùi", Week(13, 21, DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday, DayOfWeek.Sunday));
    }

    public static IEnumerable<Service> Services()
    {
        yield return Service(1, "Haircut", "Wash, cut and style.", "beauty", "Berlin", SeedDay.Berlin, 45, 15, 30, 3_800, 1, 2, 3);
        Service massage = Service(2, "Back massage", "With warm oil.", "wellness", "Berlin", SeedDay.Berlin, 60, 15, 60, 5_900, 1, 3);
        massage.PutAddOn(new AddOn(SeedIds.Of(DemoData.Demo, "add-on", 1), "Hot stones", "A quarter of an hour more.", 1_500, TaxRate, null, 15, 0, 1, true));
        yield return massage;
        yield return Service(3, "Portrait session", "One hour in the studio, ten edited pictures.", "photography", "Berlin", SeedDay.Berlin, 60, 30, 90, 14_900, 2, 3);
        yield return Service(4, "Street food tour", "On a scooter through five districts.", "tour", "Hồ Chí Minh City", SeedDay.Saigon, 180, 30, 120, 4_500, 4, 5);
        Service hour = Service(5, "Morning yoga", "An hour in the park, bring a mat.", "wellness", "Berlin", SeedDay.Berlin, 60, 15, 60, 1_500, 6, 3);
        yield return Domain.Catalog.Service.Create(hour.Id, hour.TenantId, null, hour.Details with { SeatsPerSlot = 12 }).Value!;
    }

    /// <summary>The class on ten mornings, with the same teacher.</summary>
    public static IEnumerable<ClassSession> Sessions(IReadOnlyList<Service> services, IReadOnlyList<Provider> providers, SeedDay day)
    {
        Service yoga = services.Single(service => service.IsClass);
        Provider teacher = providers.Single(provider => provider.Id == ProviderId(6));
        return Enumerable.Range(1, 10).Select(days => ClassSession.Schedule(
            SeedIds.Of(DemoData.Demo, "session", days), yoga, teacher, day.At(SeedDay.Berlin, days, 7), yoga.SeatsPerSlot, day.Now).Value!);
    }

    /// <summary>The stock of the goods, of the T-shirt's sizes, of the add-ons that run out, and the places of the class.</summary>
    public static IEnumerable<Pool> Pools() =>
    [
        .. Goods.Select((good, i) => Pool.Open(DemoData.DemoTenantId, StockOf(i), good.Stock, good.Sold)),
        .. Sizes.Select((size, i) => Pool.Open(DemoData.DemoTenantId, SizeStock(i), size.Stock)),
        Pool.Open(DemoData.DemoTenantId, GiftWrapStock, 40),
    ];

    public static IEnumerable<Product> Products() => Goods.Select((good, i) =>
    {
        Product product = Domain.Catalog.Product.Create(
            SeedIds.Of(DemoData.Demo, "product", i + 1), DemoData.DemoTenantId, null, StockOf(i),
            ProductDetails.Usual("EUR") with { Name = good.Name, Description = good.Description, Category = good.Category, Price = new Money(good.Price, "EUR"), TaxRate = TaxRate }).Value!;
        if (good.Category == "catering")
        {
            product.PutAddOn(new AddOn(SeedIds.Of(DemoData.Demo, "add-on", 2), "Gift wrap", "Paper and a ribbon.", 250, TaxRate, GiftWrapStock, 0, 0, 5, true));
        }

        return product;
    }).Append(Hoodie());

    private static Product Hoodie()
    {
        Product hoodie = Domain.Catalog.Product.Create(
            SeedIds.Of(DemoData.Demo, "product", Goods.Length + 1), DemoData.DemoTenantId, null, SizeStock(0),
            ProductDetails.Usual("EUR") with
            {
                Name = "Hoodie Sommernacht",
                Description = "Heavy cotton, printed in Berlin.",
                Category = "merchandise",
                Price = new Money(4_900, "EUR"),
                TaxRate = TaxRate,
                MaxPerOrder = 4,
                PerCustomerLimit = 6,
            }).Value!;
        foreach ((int i, (string size, string colour, int _)) in Sizes.Index())
        {
            hoodie.PutVariant(new ProductVariant(
                SeedIds.Of(DemoData.Demo, "variant", i + 1), $"HOOD-{colour[..3].ToUpperInvariant()}-{size}", new Dictionary<string, string> { ["colour"] = colour, ["size"] = size },
                size == "XL" ? 5_200 : null, SizeStock(i), true));
        }

        return hoodie;
    }

    private static Provider Provider(int number, Guid? user, string name, IReadOnlyList<WorkingHours> hours) =>
        Domain.Catalog.Provider.Create(ProviderId(number), DemoData.DemoTenantId, new ProviderDetails(name, user, null, true), WorkCalendar.Of(hours)).Value!;

    private static Service Service(
        int number, string name, string description, string category, string city, string timeZone, int minutes, int buffer, int step, long price, params int[] providers) =>
        Domain.Catalog.Service.Create(
            SeedIds.Of(DemoData.Demo, "service", number), DemoData.DemoTenantId, null,
            ServiceDetails.Usual("EUR") with
            {
                Name = name,
                Description = description,
                Category = category,
                City = city,
                TimeZone = timeZone,
                DurationMinutes = minutes,
                BufferMinutes = buffer,
                StepMinutes = step,
                Price = new Money(price, "EUR"),
                TaxRate = TaxRate,
                Performers = [.. providers.Select(provider => new ServicePerformer(ProviderId(provider), null, null))],
                Languages = timeZone == SeedDay.Saigon ? ["vi", "en"] : ["de", "en"],
            }).Value!;

    private static WorkingHours[] Week(int from, int to, params DayOfWeek[] days) => [.. days.Select(day => new WorkingHours(day, from * 60, to * 60))];

    private static Guid ProviderId(int number) => SeedIds.Of(DemoData.Demo, "provider", number);

    private static Guid StockOf(int index) => SeedIds.Of(DemoData.Demo, "stock", index + 1);

    private static Guid SizeStock(int index) => SeedIds.Of(DemoData.Demo, "size-stock", index + 1);

    private static Guid GiftWrapStock => SeedIds.Of(DemoData.Demo, "add-on-stock", 1);
}
