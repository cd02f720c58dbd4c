namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Services in the order of their ids.</summary>
/// <param name="Text">Beginnings of words of the name, description, category or city.</param>
/// <param name="PriceMax">Minor units.</param>
/// <param name="Managed">Only what the caller may change, also what is off sale.</param>
public sealed record ListServicesQuery(string? Text, string? Category, string? City, Guid? ProviderId, long? PriceMax, bool Managed, PageRequest Page) : IQuery<Page<ServiceView>>;

internal sealed class ListServicesHandler(IBookingDb db, IDatabaseClock clock, ICursorCodec cursors, RequestContext context)
    : IRequestHandler<ListServicesQuery, Result<Page<ServiceView>>>
{
    private const string List = "services";

    public async Task<Result<Page<ServiceView>>> Handle(ListServicesQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Result<IQueryable<Service>> shown = Shown(query.Managed);
        if (shown.IsFailure)
        {
            return shown.Error;
        }

        Guid after = position.Value;
        List<Service> rows = await Filter(shown.Value.Where(service => service.Id > after), query)
            .OrderBy(service => service.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        IReadOnlyList<ServiceView> views = await db.ViewsAsync([.. rows.Take(query.Page.Limit)], await clock.NowAsync(cancellationToken), cancellationToken);
        Dictionary<Guid, ServiceView> byId = views.ToDictionary(view => view.Id);
        return cursors.Page(List, query.Page, rows, service => service.Id, service => byId[service.Id]);
    }

    private Result<IQueryable<Service>> Shown(bool managed)
    {
        IQueryable<Service> services = db.Services.AsNoTracking();
        if (!managed)
        {
            return Result<IQueryable<Service>>.Success(services.Where(service => service.IsActive));
        }

        if (context.UserId is not { } user)
        {
            return UserErrors.NotSignedIn;
        }

        return Result<IQueryable<Service>>.Success(context.IsAdmin ? services : services.Where(service => service.OwnerId == user));
    }

    private IQueryable<Service> Filter(IQueryable<Service> services, ListServicesQuery query)
    {
        if (db.CatalogWords.AsNoTracking().Found(ServiceWords.Kind, query.Text) is { } found)
        {
            services = services.Where(service => found.Contains(service.Id));
        }

        if (query.Category?.ToLowerInvariant() is { } category)
        {
            services = services.Where(service => service.CategoryKey == category);
        }

        if (query.City?.ToLowerInvariant() is { } city)
        {
            services = services.Where(service => service.CityKey == city);
        }

        if (query.ProviderId is { } provider)
        {
            List<Guid> providers = [provider];
            services = services.Where(service => providers.All(one => service.ProviderIds.Contains(one)));
        }

        if (query.PriceMax is { } most)
        {
            services = services.Where(service => service.Price.Amount <= most);
        }

        return services;
    }
}
