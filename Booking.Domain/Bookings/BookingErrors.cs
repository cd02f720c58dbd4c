namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;

public static class BookingErrors
{
    public static readonly Error NotFound = Error.NotFound("booking_not_found", "There is no such booking.");

    public static readonly Error NotPayable = Error.Conflict("booking_not_payable", "Only a booking that awaits payment can be paid.");

    public static readonly Error PaymentWindowClosed = Error.Gone("payment_window_closed", "The time to pay this booking is over.");
}
