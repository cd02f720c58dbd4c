namespace Booking.Application.Drivers;

using Booking.Domain.Drivers;

/// <summary>
/// Where drivers are. Written past the unit of work's entities: a location changes every few seconds and must neither move the driver's
/// version nor make anybody forget what is cached about cars.
/// </summary>
public interface IDriverLocations
{
    /// <summary>The last location, kept locked until the transaction ends; null when there is none.</summary>
    Task<DriverLocation?> LockAsync(Guid driverId, CancellationToken ct);

    /// <summary>Replaces the location, unless a later one has come in meanwhile.</summary>
    /// <returns>False when it has.</returns>
    Task<bool> TryPutAsync(DriverLocation location, CancellationToken ct);
}
