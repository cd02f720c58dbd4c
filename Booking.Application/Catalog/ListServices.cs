namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Services in the order of their ids.</summary>
public sealed record ListServicesQuery(string? Category, string? City, PageRequest Page) : IQuery<Page<ServiceView>>;

internal sealed class ListServicesHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListServicesQuery, Result<Page<ServiceView>>>
{
    private const string List = "services";

    public async Task<Result<Page<ServiceView>>> Handle(ListServicesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        List<Service> rows = await db.Services.AsNoTracking()
            .Where(service => service.IsActive && service.Id > after)
            .WithText(nameof(Service.Category), query.Category)
            .WithText(nameof(Service.City), query.City)
            .OrderBy(service => service.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        List<Guid> ids = [.. rows.SelectMany(service => service.ProviderIds).Distinct()];
        Dictionary<Guid, string> providers = await db.Providers.AsNoTracking()
            .Where(provider => ids.Contains(provider.Id))
            .Select(provider => new { provider.Id, provider.Name })
            .ToDictionaryAsync(provider => provider.Id, provider => provider.Name, cancellationToken);
        return cursors.Page(List, query.Page, rows, service => service.Id, service => ServiceView.Of(service, providers));
    }
}
