namespace Booking.Application.Catalog;

using Booking.Domain.Catalog;

/// <summary>What services and products are found by.</summary>
public static class ServiceWords
{
    public const string Kind = "service";

    public const string ProductKind = "product";

    public static IEnumerable<CatalogWord> Words(this Service service) => CatalogWords.Of(service.TenantId, Kind, service.Id, service.Texts());

    public static IEnumerable<CatalogWord> Words(this Product product) => CatalogWords.Of(product.TenantId, ProductKind, product.Id, product.Texts());

    internal static IEnumerable<string> Texts(this Service service) => [service.Name, service.Description, service.Category, service.City];

    internal static IEnumerable<string> Texts(this Product product) =>
        [product.Name, product.Description, product.Category, .. product.Variants.Where(variant => variant.IsActive).SelectMany(variant => variant.Options.Values.Append(variant.Sku))];
}
