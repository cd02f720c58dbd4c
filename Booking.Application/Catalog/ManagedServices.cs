namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>What all changes to services and products begin with.</summary>
internal static class ManagedServices
{
    public static Task<string> CurrencyAsync(this IBookingDb db, Guid tenantId, CancellationToken ct) =>
        db.Tenants.AsNoTracking().Where(tenant => tenant.Id == tenantId).Select(tenant => tenant.Currency).SingleAsync(ct);

    /// <summary>A service that the caller may change, in the version that the caller has seen.</summary>
    /// <param name="isOffered">False also finds one that is withdrawn.</param>
    public static async Task<Result<Service>> ManagedServiceAsync(
        this IBookingDb db, Guid id, long? version, RequestContext context, CancellationToken ct, bool isOffered = true)
    {
        Service? service = await db.Services.SingleOrDefaultAsync(service => service.Id == id && (service.IsActive || !isOffered), ct);
        return service is null ? OfferingErrors.NotFound : Allowed(service, service.OwnerId, version, context);
    }

    /// <summary>A product that the caller may change, in the version that the caller has seen.</summary>
    /// <param name="isOffered">False also finds one that is withdrawn.</param>
    public static async Task<Result<Product>> ManagedProductAsync(
        this IBookingDb db, Guid id, long? version, RequestContext context, CancellationToken ct, bool isOffered = true)
    {
        Product? product = await db.Products.SingleOrDefaultAsync(product => product.Id == id && (product.IsActive || !isOffered), ct);
        return product is null ? OfferingErrors.NotFound : Allowed(product, product.OwnerId, version, context);
    }

    public static async Task<Error?> UnknownProviderAsync(this IBookingDb db, IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        List<Guid> known = await db.Providers.AsNoTracking().Where(provider => ids.Contains(provider.Id)).Select(provider => provider.Id).ToListAsync(ct);
        return ids.Index().Where(id => !known.Contains(id.Item)).Select(id => Error.Rule($"/providers/{id.Index}/providerId", "There is no such provider.")).FirstOrDefault();
    }

    private static Result<T> Allowed<T>(T offering, Guid? ownerId, long? version, RequestContext context)
        where T : AggregateRoot
    {
        if (!context.MayManage(ownerId))
        {
            return OfferingErrors.NotTheOwner;
        }

        if (version is { } seen && offering.CheckVersion(seen) is { IsFailure: true } stale)
        {
            return stale.Error;
        }

        return offering;
    }
}
