namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

/// <summary>The free appointments of one local day of the service; past ones are left out.</summary>
/// <param name="ProviderId">Null asks for those of all providers.</param>
public sealed record ListServiceSlotsQuery(Guid ServiceId, LocalDate Date, Guid? ProviderId) : IQuery<ServiceSlotsView>;

/// <param name="Items">By start, then by provider.</param>
public sealed record ServiceSlotsView(Guid ServiceId, string TimeZone, IReadOnlyList<ServiceSlotView> Items);

public sealed record ServiceSlotView(DateTimeOffset From, DateTimeOffset To, Guid ProviderId, string Provider, Money Price, IReadOnlyList<string> AvailableActions);

internal sealed class ListServiceSlotsHandler(IBookingDb db, IDatabaseClock clock) : IRequestHandler<ListServiceSlotsQuery, Result<ServiceSlotsView>>
{
    public async Task<Result<ServiceSlotsView>> Handle(ListServiceSlotsQuery query, CancellationToken cancellationToken)
    {
        Service? service = await db.Services.AsNoTracking().SingleOrDefaultAsync(service => service.Id == query.ServiceId && service.IsActive, cancellationToken);
        if (service is null)
        {
            return OfferingErrors.NotFound;
        }

        List<Guid> ids = [.. service.ProviderIds.Where(id => query.ProviderId is null || id == query.ProviderId)];
        if (ids.Count == 0)
        {
            return query.ProviderId is null
                ? new ServiceSlotsView(service.Id, service.TimeZone, [])
                : Error.Rule("/providerId", "This provider does not perform the service.");
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Provider> providers = await db.Providers.AsNoTracking().Where(provider => ids.Contains(provider.Id)).ToListAsync(cancellationToken);
        var slots = providers
            .SelectMany(provider => service.Starts(provider, query.Date).Select(from => new { Provider = provider, Asked = service.Asked(from) }))
            .Where(slot => slot.Asked.From > now)
            .OrderBy(slot => slot.Asked.From).ThenBy(slot => slot.Provider.Id)
            .ToList();
        if (slots.Count == 0)
        {
            return new ServiceSlotsView(service.Id, service.TimeZone, []);
        }

        DateTimeOffset first = slots[0].Asked.From;
        DateTimeOffset last = service.Blocked(slots[^1].Asked).To;
        ILookup<Guid, TimeRange> taken = (await db.SlotClaims.Live(now)
            .Where(claim => ids.Contains(claim.UnitId) && claim.BlockedTo > first && claim.BlockedFrom < last)
            .Select(claim => new { claim.UnitId, claim.BlockedFrom, claim.BlockedTo })
            .ToListAsync(cancellationToken)).ToLookup(claim => claim.UnitId, claim => new TimeRange(claim.BlockedFrom, claim.BlockedTo));
        return new ServiceSlotsView(service.Id, service.TimeZone, [.. slots
            .Where(slot => !taken[slot.Provider.Id].Any(service.Blocked(slot.Asked).Overlaps))
            .Select(slot => new ServiceSlotView(slot.Asked.From, slot.Asked.To, slot.Provider.Id, slot.Provider.Name, service.Price, OfferingActions.When(true)))]);
    }
}
