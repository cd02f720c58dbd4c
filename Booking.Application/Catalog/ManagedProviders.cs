namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>Providers on their own side.</summary>
internal static class ManagedProviders
{
    /// <summary>The provider, tracked; refused to everybody but admins and the provider.</summary>
    public static async Task<Result<Provider>> ManagedProviderAsync(this IBookingDb db, Guid id, RequestContext context, CancellationToken ct)
    {
        Provider? provider = await db.Providers.SingleOrDefaultAsync(provider => provider.Id == id, ct);
        if (provider is null)
        {
            return OfferingErrors.ProviderNotFound;
        }

        return context.MayManage(provider.UserId) ? provider : OfferingErrors.NotTheOwner;
    }
}
