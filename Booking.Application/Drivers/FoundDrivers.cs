namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Microsoft.EntityFrameworkCore;

/// <summary>Which driver a request is about.</summary>
internal static class FoundDrivers
{
    /// <param name="id">Null for the one who is signed in.</param>
    /// <param name="version">That the caller has seen; null where it does not matter.</param>
    public static async Task<Result<Driver>> FindDriverAsync(this IBookingDb db, Guid? id, long? version, RequestContext context, CancellationToken ct)
    {
        IQueryable<Driver> drivers = id is { } wanted ? db.Drivers.Where(driver => driver.Id == wanted) : db.Drivers.Where(driver => driver.UserId == context.UserId);
        Driver? driver = await drivers.SingleOrDefaultAsync(ct);
        if (driver is null)
        {
            return DriverErrors.NotFound;
        }

        Result<Done> current = version is { } seen ? driver.CheckVersion(seen) : Result.Success;
        return current.IsFailure ? current.Error : driver;
    }

    public static async Task<Versioned<DriverView>> ViewAsync(this IBookingDb db, Driver driver, CancellationToken ct)
    {
        DriverLocation? location = await db.DriverLocations.SingleOrDefaultAsync(location => location.DriverId == driver.Id, ct);
        return new Versioned<DriverView>(DriverView.Of(driver, location), driver.Version, location?.RecordedAt.ToUnixTimeMilliseconds() ?? 0);
    }
}
