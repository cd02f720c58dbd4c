namespace Booking.Domain.Holds;

using Booking.Domain.Common;

public static class HoldErrors
{
    public static readonly Error NotFound = Error.NotFound("hold_not_found", "There is no such hold.");

    public static readonly Error Expired = Error.Gone("hold_expired", "The hold has ended; its inventory may be sold to others.");

    public static readonly Error CapReached = Error.Conflict("hold_cap_reached", "A hold can be extended once, and never beyond its cap.");

    public static readonly Error TooMany = Error.Conflict("too_many_holds", "This customer has as many live holds as are allowed; release one first.");

    public static readonly Error Busy = new("inventory_busy", "Too many customers want this inventory at the same moment.", ErrorKind.Unavailable)
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static readonly Error OneVoucher = new("voucher_not_applicable", "An order takes one voucher, and this one has one.", ErrorKind.RuleViolated)
    {
        Fields = new Dictionary<string, string[]> { ["/voucherCode"] = ["An order takes one voucher, and this one has one."] },
    };

    public static readonly Error GuestsNotAllowed = new("not_authenticated", "This tenant sells to signed-in users only.", ErrorKind.Unauthenticated);
}
