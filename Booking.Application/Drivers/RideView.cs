namespace Booking.Application.Drivers;

using Booking.Domain.Drivers;

/// <summary>Who is asked, or drives.</summary>
public sealed record RideDriverView(Guid AssignmentId, Guid DriverId, string Name, AssignmentStatus Status, DateTimeOffset? ExpiresAt);

/// <summary>What of a booking needs a driver.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="DropOff">Null where the ride ends where it begins.</param>
/// <param name="Offers">How many drivers were asked since the search began.</param>
/// <param name="DueAt">When the next step is taken; null when none is.</param>
/// <param name="Reason">Why it is in the queue: <c>no_driver</c>, <c>no_answer</c> or <c>past</c>; null where it is not.</param>
/// <param name="Driver">Who is asked, or drives; null when nobody is.</param>
public sealed record RideView(
    Guid Id,
    RideStatus Status,
    Guid BookingId,
    string BookingNumber,
    int Item,
    Guid CarId,
    string CarName,
    DateTimeOffset From,
    DateTimeOffset To,
    string TimeZone,
    RidePlace PickUp,
    RidePlace? DropOff,
    string LicenceClass,
    int Offers,
    DateTimeOffset? DueAt,
    string? Reason,
    RideDriverView? Driver,
    DateTimeOffset CreatedAt)
{
    internal static RideView Of(Ride ride, Assignment? current, string driver, DateTimeOffset now) => new(
        ride.Id,
        ride.Status,
        ride.BookingId,
        ride.BookingNumber,
        ride.Item,
        ride.CarId,
        ride.CarName,
        ride.StartsAt,
        ride.EndsAt,
        ride.TimeZone,
        ride.PickUp,
        ride.DropOff,
        ride.LicenceClass,
        ride.Offers,
        ride.DueAt,
        ride.Note.Length == 0 ? null : ride.Note,
        current is null ? null : new RideDriverView(current.Id, current.DriverId, driver, current.StatusAt(now), current.ExpiresAt),
        ride.CreatedAt);
}
