namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

/// <summary>Where a driver was last seen. A row of its own: it changes every few seconds, and the driver does not change with it.</summary>
public sealed class DriverLocation
{
    private DriverLocation()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid DriverId { get; private init; }

    /// <summary>Degrees, WGS 84.</summary>
    public double Latitude { get; private init; }

    public double Longitude { get; private init; }

    /// <summary>By the device's clock.</summary>
    public DateTimeOffset RecordedAt { get; private init; }

    /// <summary>By ours.</summary>
    public DateTimeOffset ReceivedAt { get; private init; }

    public GeoPoint Point => new(Latitude, Longitude);

    /// <param name="at">As the device says.</param>
    /// <param name="last">Null for the first location.</param>
    public static Result<DriverLocation> Report(Guid tenantId, Guid driverId, GeoPoint point, DateTimeOffset at, DriverLocation? last, DispatchRules rules, DateTimeOffset now)
    {
        if (at > now + rules.ClockTolerance)
        {
            return Error.Rule("/at", "This time is in the future.");
        }

        if (at < now - rules.LocationIsTooOldAfter)
        {
            return Error.Rule("/at", "This time is too long ago.");
        }

        if (last is not null && at < last.RecordedAt)
        {
            return DriverErrors.StaleLocation;
        }

        if (last is not null && last.Point.DistanceTo(point) > rules.JumpKm + rules.MaxSpeedKmh * (at - last.RecordedAt).TotalHours)
        {
            return Error.Rule("/lat", $"Nobody comes here from the last location at {rules.MaxSpeedKmh} km/h.");
        }

        return new DriverLocation { TenantId = tenantId, DriverId = driverId, Latitude = point.Latitude, Longitude = point.Longitude, RecordedAt = at, ReceivedAt = now };
    }
}
