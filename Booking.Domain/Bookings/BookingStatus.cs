namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;

/// <summary>Where a booking stands.</summary>
public enum BookingStatus
{
    /// <summary>Made from a hold; its claims are kept until <c>payBefore</c>.</summary>
    AwaitingPayment,

    /// <summary>Paid, or there was nothing to pay: the inventory is sold.</summary>
    Confirmed,

    /// <summary>Used.</summary>
    Completed,

    /// <summary>Given up by the customer or the tenant.</summary>
    Cancelled,

    /// <summary>Not paid in time.</summary>
    Expired,

    /// <summary>Confirmed, and nobody came.</summary>
    NoShow,
}

/// <summary>The legal moves of a booking.</summary>
public static class BookingTransitions
{
    public static readonly TransitionTable<BookingStatus> Table = new(
        (BookingStatus.AwaitingPayment, BookingStatus.Confirmed),
        (BookingStatus.AwaitingPayment, BookingStatus.Cancelled),
        (BookingStatus.AwaitingPayment, BookingStatus.Expired),
        // Late money: paid after the window closed, and the inventory could be taken again.
        (BookingStatus.Expired, BookingStatus.Confirmed),
        (BookingStatus.Confirmed, BookingStatus.Completed),
        (BookingStatus.Confirmed, BookingStatus.Cancelled),
        (BookingStatus.Confirmed, BookingStatus.NoShow));
}
