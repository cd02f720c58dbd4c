namespace Booking.Application.Venues;

using Booking.Application.Bookings;

/// <summary>What became of the wish to book a hall: one of its members is there.</summary>
/// <param name="Number">Of the booking, the request or the series; null in a report.</param>
/// <param name="Booking">Where the hall can be had at once.</param>
/// <param name="Request">Where the owner decides.</param>
/// <param name="Series">Where the use is repeated.</param>
public sealed record VenueBookingView(string? Number, BookingView? Booking, VenueRequestView? Request, VenueSeriesView? Series);
