namespace Booking.Domain.Bookings;

/// <summary>Who the booking is for, as stated at purchase.</summary>
/// <param name="Phone">E.164, or null.</param>
public sealed record Customer(string Name, string Email, string? Phone);

/// <summary>Who uses one seat or place.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="Seat">The named seat, or null for a place without one.</param>
public sealed record Passenger(int Item, string? Seat, string Name);
