namespace Booking.Application.Bookings;

/// <summary>Times of the life of a booking after the sale; section <c>Bookings</c>.</summary>
public sealed class BookingOptions
{
    /// <summary>How long a quote for a cancellation or a change is binding. Default: 15 min.</summary>
    public TimeSpan QuoteTime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a check-in can be taken back. Default: 10 min.</summary>
    public TimeSpan CheckInUndoTime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a customer has to answer a disruption, where the offering does not begin sooner. Default: 7 days.</summary>
    public TimeSpan CaseTime { get; set; } = TimeSpan.FromDays(7);
}
