namespace Booking.Application.Trips;

using Booking.Application.Catalog;
using Booking.Domain.Trips;

/// <param name="OperatorId">Whose it is; null is the tenant itself.</param>
/// <param name="IsActive">False once it is withdrawn.</param>
public sealed record BusView(Guid Id, string Name, Guid? OperatorId, string? Plate, IReadOnlyList<BusSeatView> Seats, bool IsActive)
{
    internal static BusView Of(Bus bus) => new(
        bus.Id, bus.Name, bus.OperatorId, bus.Plate,
        [.. bus.Seats.Select(seat => new BusSeatView(seat.Seat, seat.Deck, seat.Place.Row, seat.Place.Column, seat.Class, seat.Features, seat.IsBlocked))], bus.IsActive);

    internal static Versioned<BusView> Versioned(Bus bus) => new(Of(bus), bus.Version);
}

/// <param name="Deck">1 is the lower deck.</param>
/// <param name="Row">From the front, 1 is the first.</param>
/// <param name="Column">From the left, 1 is the first; an aisle is a column without seats.</param>
/// <param name="Blocked">Never sold.</param>
public sealed record BusSeatView(string Seat, int Deck, int Row, int Column, string Class, IReadOnlyList<string> Features, bool Blocked);
