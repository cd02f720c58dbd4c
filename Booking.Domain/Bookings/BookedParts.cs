namespace Booking.Domain.Bookings;

using global::Booking.Domain.Holds;

/// <summary>What was sold of an item, and its share of what was paid for the order as a whole. Stays when parts are given up.</summary>
/// <param name="Revision">Rises with every change of the item.</param>
/// <param name="Shared">The item's share of the order's lines that can be paid back, in minor units; negative for a discount.</param>
/// <param name="Kept">The item's share of the order's lines that are not paid back.</param>
public sealed record SoldItem(int Quantity, IReadOnlyList<string> Seats, int Revision, long Shared, long Kept);

/// <summary>What a customer wants to give up: all of an item, or named seats, or some of its pieces.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="Seats">Empty where it is not about named seats.</param>
/// <param name="Quantity">Null for all that is left.</param>
public sealed record ItemPart(int Item, IReadOnlyList<string> Seats, int? Quantity);

/// <summary>A part of a booking, fixed: these seats, or these pieces counted from the first one sold.</summary>
/// <param name="Revision">Of the item when this was fixed.</param>
/// <param name="First">The first of the pieces, from 0.</param>
public sealed record CancelledPart(int Item, int Revision, IReadOnlyList<string> Seats, int First, int Quantity)
{
    /// <summary>The same part as the claim store knows it.</summary>
    public ClaimPart ToClaims() => Seats.Count > 0
        ? new ClaimPart(Item, Seats, null, 0)
        : First == 0 ? ClaimPart.All(Item) : new ClaimPart(Item, [], Quantity, First + Quantity);
}

/// <summary>Somebody has come.</summary>
/// <param name="Seat">Whose seat; null where it counts for all of the item.</param>
/// <param name="By">The user who let them in.</param>
public sealed record CheckIn(Guid Id, int Item, string? Seat, Guid By, DateTimeOffset At);

/// <summary>What nobody has come for in time.</summary>
/// <param name="Seat">Null for all of the item.</param>
public sealed record MissedPart(int Item, string? Seat, DateTimeOffset At);
