namespace Booking.Domain.Holds;

using Booking.Domain.Common;

public sealed record HoldPlaced(Guid HoldId, Guid? CustomerId, DateTimeOffset ExpiresAt, IReadOnlyList<HoldItem> Items, Money Total)
    : DomainEvent("hold.placed", HoldId)
{
    /// <summary>The booking for whose change it keeps inventory; null where it is to become a booking.</summary>
    public Guid? BookingId { get; init; }
}

public sealed record HoldExtended(Guid HoldId, Guid? CustomerId, DateTimeOffset ExpiresAt) : DomainEvent("hold.extended", HoldId);

/// <summary>It ends soon; see <see cref="Hold.WarnBefore"/>.</summary>
public sealed record HoldExpiring(Guid HoldId, Guid? CustomerId, DateTimeOffset ExpiresAt) : DomainEvent("hold.expiring", HoldId);

public sealed record HoldReleased(Guid HoldId, Guid? CustomerId, IReadOnlyList<HoldItem> Items) : DomainEvent("hold.released", HoldId)
{
    /// <summary>The booking for whose change it keeps inventory; null where it is to become a booking.</summary>
    public Guid? BookingId { get; init; }
}

public sealed record HoldExpired(Guid HoldId, Guid? CustomerId, IReadOnlyList<HoldItem> Items) : DomainEvent("hold.expired", HoldId)
{
    /// <summary>The booking for whose change it keeps inventory; null where it is to become a booking.</summary>
    public Guid? BookingId { get; init; }
}

/// <summary>Inventory can be had again: waitlists and availability caches act on it.</summary>
public sealed record InventoryReleased(Guid SubjectId, IReadOnlyList<HoldItem> Items) : DomainEvent("inventory.released", SubjectId);
