namespace Booking.Application.Tickets;

using Booking.Domain.Bookings;
using Booking.Domain.Tickets;

/// <summary>What a door is told.</summary>
public enum ScanOutcome
{
    /// <summary>Somebody may come in.</summary>
    Admitted,

    /// <summary>The reason says why not.</summary>
    Refused,
}

/// <param name="Reason">Why it was refused, such as <c>already_used</c>; null where somebody may come in.</param>
/// <param name="ScannedAt">When the scanner says that it was.</param>
/// <param name="IsForced">Whether a rule was overridden.</param>
/// <param name="Used">When and where the ticket was used before.</param>
/// <param name="Ticket">Null where the token names none of the caller's.</param>
public sealed record ScanView(Guid Id, ScanOutcome Outcome, string? Reason, string Gate, DateTimeOffset ScannedAt, bool IsForced, TicketUseView? Used, ScannedTicketView? Ticket)
{
    public static ScanView Of(TicketScan scan, Ticket? ticket, Booking? booking) => new(
        scan.Id,
        scan.IsAdmitted ? ScanOutcome.Admitted : ScanOutcome.Refused,
        scan.Refusal,
        scan.Gate,
        scan.ScannedAt,
        scan.IsForced,
        scan.UsedAt is { } at ? new TicketUseView(at, scan.UsedGate) : null,
        ticket is null || booking is null ? null : new ScannedTicketView(ticket.Id, booking.Number, ticket.Item, ticket.Kind, ticket.OfferingId, booking.Items[ticket.Item].Title, ticket.Seat, ticket.Holder));
}

/// <param name="Gate">Null where the booking was checked in without a scan.</param>
public sealed record TicketUseView(DateTimeOffset At, string? Gate);

public sealed record ScannedTicketView(Guid Id, string BookingNumber, int Item, string Kind, Guid OfferingId, string Title, string? Seat, string Holder);
