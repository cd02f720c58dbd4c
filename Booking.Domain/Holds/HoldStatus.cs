namespace Booking.Domain.Holds;

using Booking.Domain.Common;

/// <summary>Where a hold stands.</summary>
public enum HoldStatus
{
    /// <summary>Its claims keep everybody else out until <c>expiresAt</c>.</summary>
    Active,

    /// <summary>Became a booking; the claims are the booking's now.</summary>
    Converted,

    /// <summary>Given up by its customer.</summary>
    Released,

    /// <summary>The time was up before it became a booking.</summary>
    Expired,
}

/// <summary>The legal moves of a hold.</summary>
public static class HoldTransitions
{
    public static readonly TransitionTable<HoldStatus> Table = new(
        (HoldStatus.Active, HoldStatus.Converted),
        (HoldStatus.Active, HoldStatus.Released),
        (HoldStatus.Active, HoldStatus.Expired));
}
