namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The tenant's drivers in the order of their ids.</summary>
/// <param name="Near">Where their base is.</param>
/// <param name="OnlyActive">Without those who take no rides at present.</param>
public sealed record ListDriversQuery(SearchArea? Near, bool OnlyActive, PageRequest Page) : IQuery<Page<DriverView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListDriversHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListDriversQuery, Result<Page<DriverView>>>
{
    private const string List = "drivers";

    public async Task<Result<Page<DriverView>>> Handle(ListDriversQuery query, CancellationToken cancellationToken)
    {
        Result<Guid> position = cursors.After(List, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        Guid after = position.Value;
        IQueryable<Driver> drivers = db.Drivers.AsNoTracking().Where(driver => driver.Id > after).Within(query.Near);
        if (query.OnlyActive)
        {
            drivers = drivers.Where(driver => driver.IsActive);
        }

        List<Driver> rows = await drivers.OrderBy(driver => driver.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        List<Guid> ids = [.. rows.Select(driver => driver.Id)];
        Dictionary<Guid, DriverLocation> locations = await db.DriverLocations.Where(location => ids.Contains(location.DriverId)).ToDictionaryAsync(location => location.DriverId, cancellationToken);
        return cursors.Page(List, query.Page, rows, driver => driver.Id, driver => DriverView.Of(driver, locations.GetValueOrDefault(driver.Id)));
    }
}
