namespace Booking.Domain.Tickets;

using Booking.Domain.Common;

public sealed record TicketIssued(Guid TicketId, Guid BookingId, int Item, Guid OfferingId, string? Seat) : DomainEvent("ticket.issued", TicketId);

/// <param name="Gate">Null where the booking was checked in without a scan.</param>
public sealed record TicketUsed(Guid TicketId, Guid BookingId, int Item, Guid OfferingId, string? Seat, string? Gate, DateTimeOffset At) : DomainEvent("ticket.used", TicketId);

/// <param name="Reason">One of <see cref="RevocationReasons"/>.</param>
public sealed record TicketRevoked(Guid TicketId, Guid BookingId, int Item, Guid OfferingId, string? Seat, string Reason) : DomainEvent("ticket.revoked", TicketId);

/// <summary>Why a ticket opens no door any more.</summary>
public static class RevocationReasons
{
    /// <summary>The booking was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The seat, the offering or the number of places is another.</summary>
    public const string Changed = "changed";

    /// <summary>Nobody came in time, and it was given up.</summary>
    public const string GivenUp = "given_up";
}
