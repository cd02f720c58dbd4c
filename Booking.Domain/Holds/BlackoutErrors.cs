namespace Booking.Domain.Holds;

using Booking.Domain.Common;

public static class BlackoutErrors
{
    public static readonly Error NotFound = Error.NotFound("blackout_not_found", "There is no such blackout.");

    public static readonly Error OverSold = Error.Conflict("inventory_conflict", "Something is held or sold in this time; with force it is blacked out all the same.");
}
