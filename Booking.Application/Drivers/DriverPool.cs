namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Microsoft.EntityFrameworkCore;

/// <summary>Drivers with what they do in a window of time.</summary>
internal sealed class LoadedDrivers(IReadOnlyList<Driver> drivers, ILookup<Guid, TimeRange> taken, Dictionary<Guid, DriverLocation> locations, DispatchRules rules, DateTimeOffset now)
{
    /// <param name="time">Inside the window.</param>
    public IReadOnlyList<DriverAt> At(TimeRange time) =>
        [.. drivers.Select(driver => new DriverAt(driver, time, [.. taken[driver.Id]], locations.GetValueOrDefault(driver.Id), rules, now))];
}

/// <summary>The drivers of a tenant: three reads, however many cars and times are looked at.</summary>
internal sealed class DriverPool(IBookingDb db, DispatchRules rules)
{
    /// <summary>More drivers than one search looks at around a place.</summary>
    private const int MaxDrivers = 1_000;

    /// <summary>Active drivers whose base is near enough to one of the places; all of them when none is given.</summary>
    public async Task<LoadedDrivers> AroundAsync(IReadOnlyList<GeoPoint> places, double reachKm, TimeRange window, DateTimeOffset now, CancellationToken ct)
    {
        IQueryable<Driver> drivers = db.Drivers.AsNoTracking().Where(driver => driver.IsActive);
        if (places.Count > 0)
        {
            // A degree of latitude is 111 km; the fit decides exactly, so the box may be too large.
            double height = (reachKm + rules.MaxDistanceKm) / 111;
            double south = places.Min(place => place.Latitude) - height;
            double north = places.Max(place => place.Latitude) + height;
            drivers = drivers.Where(driver => driver.Latitude >= south && driver.Latitude <= north);
        }

        return await LoadAsync(await drivers.OrderBy(driver => driver.Id).Take(MaxDrivers).ToListAsync(ct), window, now, ct);
    }

    public async Task<LoadedDrivers> LoadAsync(List<Driver> drivers, TimeRange window, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = [.. drivers.Select(driver => driver.Id)];
        DateTimeOffset earliest = window.From - TimeSpan.FromHours(rules.MaxDistanceKm / rules.SpeedKmh + 1);
        ILookup<Guid, TimeRange> taken = (await db.SlotClaims.Live(now)
            .Where(claim => ids.Contains(claim.UnitId) && claim.BlockedTo > earliest && claim.BlockedFrom < window.To)
            .Select(claim => new { claim.UnitId, claim.BlockedFrom, claim.BlockedTo })
            .ToListAsync(ct)).ToLookup(claim => claim.UnitId, claim => new TimeRange(claim.BlockedFrom, claim.BlockedTo));
        Dictionary<Guid, DriverLocation> locations = window.From - now > rules.LocationCountsFor
            ? []
            : await db.DriverLocations.Where(location => ids.Contains(location.DriverId)).ToDictionaryAsync(location => location.DriverId, ct);
        return new LoadedDrivers(drivers, taken, locations, rules, now);
    }
}
