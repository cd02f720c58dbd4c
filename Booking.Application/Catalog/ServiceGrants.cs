namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

internal sealed class ServiceGrants(IBookingDb db, IFreeProviders freeProviders) : ItemGrants<ServiceItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<ServiceItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.ServiceId);
        Dictionary<Guid, Service> services = await db.Services.AsNoTracking().Where(service => ids.Contains(service.Id)).ToDictionaryAsync(service => service.Id, ct);
        List<Guid> performers = [.. services.Values.SelectMany(service => service.ProviderIds).Distinct()];
        Dictionary<Guid, Provider> providers = await db.Providers.AsNoTracking().Where(provider => performers.Contains(provider.Id)).ToDictionaryAsync(provider => provider.Id, ct);
        List<Result<Grant>> grants = [];
        foreach (AskedItem<ServiceItem> asked in items)
        {
            grants.Add(await GrantServiceAsync(asked.Index, asked.Item, services, providers, now, ct));
        }

        return grants;
    }

    private async Task<Result<Grant>> GrantServiceAsync(int i, ServiceItem item, Dictionary<Guid, Service> services, Dictionary<Guid, Provider> providers, DateTimeOffset now, CancellationToken ct)
    {
        if (!services.TryGetValue(item.ServiceId, out Service? service))
        {
            return Unknown("/serviceId");
        }

        Result<DateTimeOffset> from = item.From.Resolve(service.TimeZone, "/from");
        if (from.IsFailure)
        {
            return from.Error;
        }

        Provider? provider = item.ProviderId is { } wanted
            ? providers.GetValueOrDefault(service.ProviderIds.Contains(wanted) ? wanted : Guid.Empty)
            : await freeProviders.FindAsync(service, [.. service.ProviderIds.Select(id => providers[id])], from.Value, ct);
        return provider is null ? Unknown("/providerId") : service.Grant(i, provider, from.Value, now);
    }
}

/// <summary>Chooses among the providers of a service when the customer does not mind which.</summary>
public interface IFreeProviders
{
    /// <returns>One that is free at <paramref name="from"/>; when none is, the first, so that the claim names who blocks it. Null without candidates.</returns>
    Task<Provider?> FindAsync(Service service, IReadOnlyList<Provider> candidates, DateTimeOffset from, CancellationToken ct);
}
