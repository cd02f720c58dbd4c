namespace Booking.Domain.Holds;

using System.Text.Json.Serialization;
using Booking.Domain.Common;

/// <summary>What takes a piece of inventory away from everybody else.</summary>
/// <param name="Item">Index of the item in the hold.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "claim")]
[JsonDerivedType(typeof(SlotClaim), "slot")]
[JsonDerivedType(typeof(QuotaClaim), "quota")]
[JsonDerivedType(typeof(SeatClaim), "seat")]
[JsonDerivedType(typeof(LegClaim), "leg")]
public abstract record Claim(int Item)
{
    /// <summary>In the place of an item's index: taken for the order as a whole, such as a voucher's use.</summary>
    public const int OfTheOrder = -1;
}

/// <summary>One unit (car, hall, provider) over a time range.</summary>
/// <param name="Asked">What the customer uses.</param>
/// <param name="Blocked">What nobody else gets: <paramref name="Asked"/> with the turnaround buffers.</param>
public sealed record SlotClaim(int Item, Guid UnitId, TimeRange Asked, TimeRange Blocked) : Claim(Item);

/// <summary>A number of places of a counted pool.</summary>
public sealed record QuotaClaim(int Item, Guid PoolId, int Quantity) : Claim(Item);

/// <summary>One named seat of an event.</summary>
public sealed record SeatClaim(int Item, Guid EventId, string Seat) : Claim(Item)
{
    /// <summary>What it was priced as: a seat that has another category by now is not taken. Null where any will do.</summary>
    public Guid? TicketTypeId { get; init; }
}

/// <summary>One named seat of a trip from stop to stop: half-open in stop sequence numbers, so it is free again from <paramref name="ToStop"/> on.</summary>
public sealed record LegClaim(int Item, Guid TripId, string Seat, int FromStop, int ToStop) : Claim(Item);

/// <summary>A part of what a booking has: all of an item, or named seats, or some of its places.</summary>
/// <param name="Seats">Empty where the part is not about named seats.</param>
/// <param name="Quantity">How many of <paramref name="Of"/> places; null for all of them.</param>
/// <param name="Of">How many places of the item the booking has before.</param>
public sealed record ClaimPart(int Item, IReadOnlyList<string> Seats, int? Quantity, int Of)
{
    public bool IsWhole => Seats.Count == 0 && Quantity is null;

    public static ClaimPart All(int item) => new(item, [], null, 0);
}

/// <summary>Where a claim stands. Only <see cref="Held"/> and <see cref="Booked"/> take inventory.</summary>
public enum ClaimState
{
    /// <summary>Taken until the hold ends or the payment window closes.</summary>
    Held,

    /// <summary>Sold.</summary>
    Booked,

    /// <summary>Given back by the customer.</summary>
    Released,

    /// <summary>The time was up.</summary>
    Expired,
}
