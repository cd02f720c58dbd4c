namespace Booking.Application.Catalog;

using Booking.Domain.Catalog;
using Booking.Domain.Common;

public sealed record ServiceProviderView(Guid Id, string Name);

/// <param name="BufferMinutes">Time after each appointment in which the provider takes no other.</param>
public sealed record ServiceView(
    Guid Id,
    string Name,
    string Description,
    string Category,
    string City,
    string TimeZone,
    int DurationMinutes,
    int BufferMinutes,
    Money Price,
    IReadOnlyList<ServiceProviderView> Providers,
    IReadOnlyList<string> AvailableActions)
{
    internal static ServiceView Of(Service service, IReadOnlyDictionary<Guid, string> providers) => new(
        service.Id,
        service.Name,
        service.Description,
        service.Category,
        service.City,
        service.TimeZone,
        service.DurationMinutes,
        service.BufferMinutes,
        service.Price,
        [.. service.ProviderIds.Where(providers.ContainsKey).Select(id => new ServiceProviderView(id, providers[id]))],
        OfferingActions.When(service.ProviderIds.Count > 0));
}
