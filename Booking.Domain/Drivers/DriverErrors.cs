namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

public static class DriverErrors
{
    public static readonly Error NotFound = Error.NotFound("driver_not_found", "There is no such driver.");

    public static readonly Error Exists = Error.Conflict("driver_exists", "This user is a driver already.");

    public static readonly Error StaleLocation = Error.Conflict("stale_location", "A later location of this driver is known already.");
}
