namespace Booking.Infrastructure.Drivers;

using Booking.Application.Drivers;
using Booking.Domain.Drivers;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

/// <summary>One statement per location.</summary>
internal sealed class DriverLocations(BookingDbContext db) : IDriverLocations
{
    public Task<DriverLocation?> LockAsync(Guid driverId, CancellationToken ct) => db.Set<DriverLocation>()
        .FromSql($"SELECT * FROM driver_locations WHERE tenant_id = {db.TenantId} AND driver_id = {driverId} FOR UPDATE")
        .AsNoTracking()
        .SingleOrDefaultAsync(ct);

    public async Task<bool> TryPutAsync(DriverLocation location, CancellationToken ct) => await db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO driver_locations AS known (tenant_id, driver_id, latitude, longitude, recorded_at, received_at)
        VALUES ({location.TenantId}, {location.DriverId}, {location.Latitude}, {location.Longitude}, {location.RecordedAt}, {location.ReceivedAt})
        ON CONFLICT (tenant_id, driver_id) DO UPDATE
        SET latitude = excluded.latitude, longitude = excluded.longitude, recorded_at = excluded.recorded_at, received_at = excluded.received_at
        WHERE known.recorded_at <= excluded.recorded_at
        """,
        ct) == 1;
}
