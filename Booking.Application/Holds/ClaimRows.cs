namespace Booking.Application.Holds;

using Booking.Domain.Holds;

/// <summary>A unit's taken time, for reading availability. Only the claim store writes these rows.</summary>
public sealed class SlotClaimRow
{
    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid UnitId { get; private init; }

    /// <summary>The hold, or the blackout.</summary>
    public Guid? HoldId { get; private init; }

    /// <summary>Null while it is only held, and for what the tenant itself takes.</summary>
    public Guid? BookingId { get; private init; }

    /// <summary>Index of the item in the hold or booking.</summary>
    public int Item { get; private init; }

    public DateTimeOffset AskedFrom { get; private init; }

    public DateTimeOffset AskedTo { get; private init; }

    public DateTimeOffset BlockedFrom { get; private init; }

    public DateTimeOffset BlockedTo { get; private init; }

    public ClaimState State { get; private init; }

    /// <summary>When a held claim lapses; null once sold.</summary>
    public DateTimeOffset? ExpiresAt { get; private init; }

    /// <summary>True for time that the tenant keeps for itself.</summary>
    public bool IsBlackout { get; private init; }
}

/// <summary>A taken seat of an event.</summary>
public sealed class SeatClaimRow
{
    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid EventId { get; private init; }

    public string Seat { get; private init; } = "";

    public ClaimState State { get; private init; }

    public DateTimeOffset? ExpiresAt { get; private init; }
}

/// <summary>A taken seat of a trip between two stops, half-open in stop sequence numbers.</summary>
public sealed class LegClaimRow
{
    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid HoldId { get; private init; }

    /// <summary>Null while it is only held.</summary>
    public Guid? BookingId { get; private init; }

    /// <summary>Index of the item in the hold or booking.</summary>
    public int Item { get; private init; }

    public Guid TripId { get; private init; }

    public string Seat { get; private init; } = "";

    public int FromStop { get; private init; }

    public int ToStop { get; private init; }

    public ClaimState State { get; private init; }

    public DateTimeOffset? ExpiresAt { get; private init; }
}

/// <summary>Places taken from a pool.</summary>
public sealed class QuotaClaimRow
{
    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid HoldId { get; private init; }

    public Guid PoolId { get; private init; }

    public int Quantity { get; private init; }

    public ClaimState State { get; private init; }

    public DateTimeOffset? ExpiresAt { get; private init; }
}
