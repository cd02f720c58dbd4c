namespace Booking.Application.Holds;

using Booking.Domain.Common;

/// <summary>What a customer asks to hold. The members are those of API.md's core exchange.</summary>
public abstract record ItemRequest;

public sealed record CarItem(Guid CarId, WallTime From, WallTime To, bool WithDriver, PlaceRef? PickUp, PlaceRef? DropOff) : ItemRequest;

public sealed record VenueItem(Guid VenueId, WallTime From, WallTime To, int Guests) : ItemRequest;

public sealed record ServiceItem(Guid ServiceId, WallTime From, Guid? ProviderId) : ItemRequest;

public sealed record ProductItem(Guid ProductId, int Quantity) : ItemRequest;

public sealed record TicketItem(Guid TicketTypeId, int Quantity) : ItemRequest;

public sealed record EventSeatItem(Guid EventId, IReadOnlyList<string> Seats) : ItemRequest;

public sealed record TripSeatItem(Guid TripId, Guid FromStopId, Guid ToStopId, IReadOnlyList<string> Seats) : ItemRequest;

/// <summary>A place on the map with an address for people.</summary>
public sealed record PlaceRef(double Lat, double Lng, string? Address);
