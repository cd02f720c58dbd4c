namespace Booking.Domain.Waitlist;

using Booking.Domain.Common;

public static class WaitlistErrors
{
    public static readonly Error NotFound = Error.NotFound("waitlist_entry_not_found", "There is no such entry.");

    public static readonly Error StillAvailable = Error.Conflict("still_available", "This can be had now: place a hold.");

    public static readonly Error AlreadyWaiting = Error.Conflict("already_waiting", "This customer waits for this already.");

    public static readonly Error TooMany = Error.Conflict("too_many_waitlist_entries", "This customer waits for as many things as are allowed; leave one first.");

    public static readonly Error Full = Error.Conflict("waitlist_full", "As many wait for this already as are allowed.");

    public static readonly Error OfferExpired = Error.Gone("offer_expired", "The offer has ended; its inventory goes to the next.");
}
