namespace Booking.Domain.Waitlist;

using Booking.Domain.Common;

/// <summary>Where an entry of a waitlist stands.</summary>
public enum WaitlistStatus
{
    /// <summary>In the queue.</summary>
    Waiting,

    /// <summary>A hold has been made for it; the customer decides until <c>offer.expiresAt</c>.</summary>
    Offered,

    /// <summary>The customer took the offer.</summary>
    Accepted,

    /// <summary>The customer did not want the offer.</summary>
    Declined,

    /// <summary>Nobody answered the offer in time, or what was wanted has begun.</summary>
    Expired,

    /// <summary>Given up by its customer.</summary>
    Left,
}

/// <summary>The legal moves of an entry.</summary>
public static class WaitlistTransitions
{
    public static readonly TransitionTable<WaitlistStatus> Table = new(
        (WaitlistStatus.Waiting, WaitlistStatus.Offered),
        (WaitlistStatus.Waiting, WaitlistStatus.Left),
        (WaitlistStatus.Waiting, WaitlistStatus.Expired),
        (WaitlistStatus.Offered, WaitlistStatus.Accepted),
        (WaitlistStatus.Offered, WaitlistStatus.Declined),
        (WaitlistStatus.Offered, WaitlistStatus.Expired),
        (WaitlistStatus.Offered, WaitlistStatus.Left));
}
