namespace Booking.Domain.Trips;

using Booking.Domain.Common;

public sealed record TripDeparted(Guid TripId, Guid RouteId) : DomainEvent("trip.departed", TripId);

public sealed record TripArrived(Guid TripId, Guid RouteId) : DomainEvent("trip.arrived", TripId);

public sealed record TripCancelled(Guid TripId, Guid RouteId, DateTimeOffset DepartsAt, string? Reason) : DomainEvent("trip.cancelled", TripId);

/// <param name="Minutes">Of this delay.</param>
/// <param name="DelayMinutes">Of all delays together.</param>
/// <param name="FromSequence">The first stop that the bus reaches later.</param>
public sealed record TripDelayed(Guid TripId, Guid RouteId, int Minutes, int DelayMinutes, int FromSequence, string? Reason) : DomainEvent("trip.delayed", TripId);

/// <summary>Another bus came, and passengers sit on other seats than they bought.</summary>
public sealed record TripSeatsMoved(Guid TripId, Guid RouteId, Guid BusId, IReadOnlyList<SeatMove> Seats) : DomainEvent("trip.seats_moved", TripId);

/// <summary>Who sits where now.</summary>
/// <param name="BookingId">Null for what is only held.</param>
/// <param name="HoldId">Null for what is booked.</param>
/// <param name="Item">Index of the item in the booking or hold.</param>
/// <param name="FromSequence">The stop where the ride begins.</param>
/// <param name="IsEqual">False for a seat of another class, or one that is not accessible in the place of one that is.</param>
public sealed record SeatMove(Guid? BookingId, Guid? HoldId, int Item, string From, string To, int FromSequence, int ToSequence, bool IsEqual)
{
    public static SeatMove Of(NewSeat move) => new(
        move.Taken.IsHeld ? null : move.Taken.Buyer, move.Taken.IsHeld ? move.Taken.Buyer : null, move.Taken.Item, move.Taken.Seat, move.To, move.Taken.FromStop, move.Taken.ToStop, move.IsEqual);
}
