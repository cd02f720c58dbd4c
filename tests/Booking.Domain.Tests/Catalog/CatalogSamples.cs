namespace Booking.Domain.Tests.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Tests.Common;

/// <summary>Services, providers and products that tests change one thing of.</summary>
internal static class CatalogSamples
{
    public static readonly Guid Tenant = Guid.CreateVersion7();

    public static Provider Provider(IReadOnlyList<WorkingHours> hours, string? timeZone = null, IReadOnlyList<WorkingHours>? breaks = null, IReadOnlyList<HoursException>? exceptions = null) =>
        Domain.Catalog.Provider.Create(Guid.CreateVersion7(), Tenant, new ProviderDetails("Anna", null, timeZone, true), new WorkCalendar(hours, breaks ?? [], exceptions ?? [])).Value
            ?? throw new InvalidOperationException("The sample provider was refused.");

    /// <summary>An hour every hour in Berlin, a quarter of an hour after it.</summary>
    public static ServiceDetails Details(params Provider[] providers) => ServiceDetails.Usual("EUR") with
    {
        Name = "Massage",
        Category = "health",
        City = "Berlin",
        TimeZone = "Europe/Berlin",
        DurationMinutes = 60,
        BufferMinutes = 15,
        StepMinutes = 60,
        Price = Samples.Eur(8_000),
        TaxRate = 1_900,
        Performers = [.. providers.Select(provider => new ServicePerformer(provider.Id, null, null))],
    };

    public static Service Massage(params Provider[] providers) => Service(Details(providers));

    public static Service Service(ServiceDetails details) =>
        Domain.Catalog.Service.Create(Guid.CreateVersion7(), Tenant, null, details).Value ?? throw new InvalidOperationException("The sample service was refused.");

    public static ProductDetails Mug => ProductDetails.Usual("EUR") with { Name = "Mug", Category = "shop", Price = Samples.Eur(900), TaxRate = 1_900, MaxPerOrder = 10 };

    public static Product Product(ProductDetails details) =>
        Domain.Catalog.Product.Create(Guid.CreateVersion7(), Tenant, null, Guid.CreateVersion7(), details).Value ?? throw new InvalidOperationException("The sample product was refused.");

    public static ProductVariant Variant(string sku, string size, long? price = null) =>
        new(Guid.CreateVersion7(), sku, new Dictionary<string, string> { ["size"] = size }, price, Guid.CreateVersion7(), true);

    public static AddOn AddOn(string name, long price = 500, int extraMinutes = 0, int min = 0, int max = 3, Guid? pool = null) =>
        new(Guid.CreateVersion7(), name, "", price, 1_900, pool, extraMinutes, min, max, true);
}
