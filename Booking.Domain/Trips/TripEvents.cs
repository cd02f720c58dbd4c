namespace Booking.Domain.Trips;

using Booking.Domain.Common;

public sealed record TripDeparted(Guid TripId, Guid RouteId) : DomainEvent("trip.departed", TripId);

public sealed record TripArrived(Guid TripId, Guid RouteId) : DomainEvent("trip.arrived", TripId);

public sealed record TripCancelled(Guid TripId, Guid RouteId, DateTimeOffset DepartsAt, string? Reason) : DomainEvent("trip.cancelled", TripId);

/// <param name="Minutes">Of this delay.</param>
/// <param name="DelayMinutes">Of all delays together.</param>
/// <param name="FromSequence">The first stop that the bus reaches later.</param>
public sealed record TripDelayed(Guid TripId, Guid RouteId, int Minutes, int DelayMinutes, int FromSequence, string? Reason) : DomainEvent("trip.delayed", TripId);

/// <summary>Passengers of this trip sit on other seats than they bought.</summary>
/// <param name="Seats">Seat sold → seat now.</param>
public sealed record TripSeatsMoved(Guid TripId, Guid BusId, IReadOnlyDictionary<string, string> Seats) : DomainEvent("trip.seats_moved", TripId);
