namespace Booking.Domain.Tickets;

using Booking.Domain.Common;

/// <summary>Where a ticket stands.</summary>
public enum TicketStatus
{
    /// <summary>Opens its door once.</summary>
    Valid,

    /// <summary>Somebody came in with it.</summary>
    Used,

    /// <summary>Never opens a door again.</summary>
    Revoked,
}

/// <summary>The legal moves of a ticket.</summary>
public static class TicketTransitions
{
    public static readonly TransitionTable<TicketStatus> Table = new(
        (TicketStatus.Valid, TicketStatus.Used),
        (TicketStatus.Valid, TicketStatus.Revoked),
        (TicketStatus.Used, TicketStatus.Revoked),
        // A check-in that was a mistake is taken back.
        (TicketStatus.Used, TicketStatus.Valid));
}
