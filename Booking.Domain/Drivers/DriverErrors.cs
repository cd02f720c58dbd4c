namespace Booking.Domain.Drivers;

using Booking.Domain.Common;

public static class DriverErrors
{
    public static readonly Error NotFound = Error.NotFound("driver_not_found", "There is no such driver.");

    public static readonly Error Exists = Error.Conflict("driver_exists", "This user is a driver already.");

    public static readonly Error StaleLocation = Error.Conflict("stale_location", "A later location of this driver is known already.");

    public static readonly Error AssignmentNotFound = Error.NotFound("assignment_not_found", "There is no such assignment.");

    public static readonly Error RideNotFound = Error.NotFound("ride_not_found", "There is no such ride.");

    public static readonly Error OfferExpired = Error.Gone("offer_expired", "The time to answer this offer is over.");

    public static readonly Error Taken = Error.Conflict("driver_taken", "The driver has another ride at that time.");

    public static readonly Error Assigned = Error.Conflict("driver_assigned", "The driver has this ride already.");
}
