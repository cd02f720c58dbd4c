namespace Booking.Application.Drivers;

using Booking.Domain.Bookings;
using Booking.Domain.Drivers;

/// <summary>Who is driven; told to who drives.</summary>
public sealed record RideCustomerView(string Name, string? Phone);

/// <summary>A ride that a driver is asked to take, has taken, or had.</summary>
/// <param name="Status">An offer whose time is over says <c>expired</c>, written down or not.</param>
/// <param name="SetOutAt">When the driver has to leave to be there in time.</param>
/// <param name="DropOff">Null where the ride ends where it begins.</param>
/// <param name="ExpiresAt">Until when an offer can be answered; null where nobody was asked.</param>
/// <param name="EndedAt">When it was finished, declined, withdrawn, or its time was over.</param>
/// <param name="Reason">Why it was declined or withdrawn; null where there is none.</param>
/// <param name="Customer">Once the driver has taken the ride, and until it is done.</param>
/// <param name="Actions">What the driver can do: <c>accept</c>, <c>decline</c>, <c>start</c>, <c>finish</c>, <c>cancel</c>.</param>
public sealed record AssignmentView(
    Guid Id,
    AssignmentStatus Status,
    Guid RideId,
    Guid BookingId,
    string BookingNumber,
    Guid DriverId,
    Guid CarId,
    string CarName,
    DateTimeOffset From,
    DateTimeOffset To,
    string TimeZone,
    DateTimeOffset SetOutAt,
    RidePlace PickUp,
    RidePlace? DropOff,
    DateTimeOffset OfferedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string? Reason,
    RideCustomerView? Customer,
    IReadOnlyList<string> Actions)
{
    internal static AssignmentView Of(Assignment assignment, Ride ride, Customer customer, DateTimeOffset now)
    {
        AssignmentStatus status = assignment.StatusAt(now);
        return new AssignmentView(
            assignment.Id,
            status,
            ride.Id,
            ride.BookingId,
            ride.BookingNumber,
            assignment.DriverId,
            ride.CarId,
            ride.CarName,
            assignment.StartsAt,
            assignment.EndsAt,
            ride.TimeZone,
            assignment.SetOutAt,
            ride.PickUp,
            ride.DropOff,
            assignment.OfferedAt,
            assignment.ExpiresAt,
            assignment.AcceptedAt,
            assignment.StartedAt,
            assignment.EndedAt,
            assignment.Reason.Length == 0 ? null : assignment.Reason,
            status is AssignmentStatus.Accepted or AssignmentStatus.Started ? new RideCustomerView(customer.Name, customer.Phone) : null,
            ActionsOf(status));
    }

    private static IReadOnlyList<string> ActionsOf(AssignmentStatus status) => status switch
    {
        AssignmentStatus.Offered => ["accept", "decline"],
        AssignmentStatus.Accepted => ["start", "cancel"],
        AssignmentStatus.Started => ["finish"],
        _ => [],
    };
}
