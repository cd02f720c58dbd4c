namespace Booking.Domain.Tickets;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;

/// <summary>Why a door stays shut; data for whoever stands there, not errors.</summary>
public static class ScanRefusals
{
    /// <summary>No ticket at all, or one of another version.</summary>
    public const string Malformed = "malformed";

    /// <summary>Signed with a key that is not ours.</summary>
    public const string UnknownKey = "unknown_key";

    /// <summary>Forged, damaged, or another tenant's.</summary>
    public const string BadSignature = "bad_signature";

    /// <summary>Signed, and never issued.</summary>
    public const string UnknownTicket = "unknown_ticket";

    /// <summary>For another door, or another provider's.</summary>
    public const string WrongOffering = "wrong_offering";

    public const string Revoked = "revoked";

    /// <summary>The answer says when and where.</summary>
    public const string AlreadyUsed = "already_used";

    public const string TooEarly = "too_early";

    public const string TooLate = "too_late";

    /// <summary>Nobody came in time, and the place was given up.</summary>
    public const string GivenUp = "given_up";

    /// <summary>The booking is not, or no longer, paid for.</summary>
    public const string NotConfirmed = "booking_not_confirmed";

    /// <summary>What <c>force</c> does not overcome: the place is somebody else's by now, or was never this ticket's.</summary>
    public static string? Always(Ticket ticket, Booking booking)
    {
        if (ticket.Status == TicketStatus.Revoked)
        {
            return Revoked;
        }

        if (booking.Status == BookingStatus.NoShow || booking.IsMissed(ticket.Item) || booking.Missed.Any(missed => missed.Item == ticket.Item && missed.Seat == ticket.Seat))
        {
            return GivenUp;
        }

        if (booking.Status is not (BookingStatus.Confirmed or BookingStatus.Completed))
        {
            return NotConfirmed;
        }

        // The seat was moved or given up a moment ago, and the ticket's end is not written down yet.
        HoldItem item = booking.Items[ticket.Item];
        return item.Quantity == 0 || item.OfferingId != ticket.SoldId || (ticket.Seat is { } seat && !item.Seats.Contains(seat)) ? Revoked : null;
    }

    /// <summary>What <c>force</c> overcomes.</summary>
    /// <param name="door">The offering or ticket type that the scanner admits to; null for any.</param>
    /// <param name="at">When it was scanned.</param>
    public static string? Usually(Ticket ticket, Booking booking, Guid? door, DateTimeOffset at)
    {
        HoldItem item = booking.Items[ticket.Item];
        return (ticket, item) switch
        {
            _ when door is { } asked && asked != ticket.OfferingId && asked != ticket.SoldId => WrongOffering,
            ({ Status: TicketStatus.Used }, _) => AlreadyUsed,
            _ when item.From - Booking.CheckInOpens > at => TooEarly,
            _ when item.To <= at => TooLate,
            _ => null,
        };
    }
}
