namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;

public static class BookingErrors
{
    public static readonly Error NotFound = Error.NotFound("booking_not_found", "There is no such booking.");

    public static readonly Error NotPayable = Error.Conflict("booking_not_payable", "Only a booking that awaits payment can be paid.");

    public static readonly Error PaymentWindowClosed = Error.Gone("payment_window_closed", "The time to pay this booking is over.");

    public static readonly Error QuoteNotFound = Error.NotFound("quote_not_found", "There is no such quote.");

    public static readonly Error QuoteExpired = Error.Gone("quote_expired", "The time to accept this quote is over; ask for a new one.");

    public static readonly Error QuoteOutdated = Error.Conflict("quote_outdated", "The booking has changed since this was quoted; ask for a new one.");

    public static readonly Error NotConfirmed = Error.Conflict("booking_not_confirmed", "Only a confirmed booking can be changed or used.");

    public static readonly Error ChangePending = Error.Conflict("change_pending", "Another change of this booking waits for its payment.");

    public static readonly Error AlreadyCheckedIn = Error.Conflict("already_checked_in", "This has been checked in before.");

    public static readonly Error GivenUp = Error.Conflict("given_up", "Nobody came in time, and this was given up.");

    public static readonly Error CheckInNotFound = Error.NotFound("check_in_not_found", "There is no such check-in.");

    public static readonly Error CheckInFinal = Error.Conflict("check_in_final", "The time to take this check-in back is over.");

    public static readonly Error CaseNotFound = Error.NotFound("case_not_found", "There is no such case.");

    public static readonly Error NoAppointment = Error.Rule("/item", "This is no appointment, or not any more.");

    public static readonly Error ProviderAssigned = Error.Conflict("provider_assigned", "This provider performs the appointment already.");

    public static readonly Error ProviderTaken = Error.Conflict("provider_taken", "The provider has something else at that time.");

    public static readonly Error ProviderSought = Error.Conflict("provider_sought", "It is known already that the provider cannot: somebody else is looked for, or the customer has a case.");

    public static readonly Error HoldOfChange = Error.Conflict("hold_of_change", "This hold keeps inventory for the change of a booking; pay for the change instead.");
}
