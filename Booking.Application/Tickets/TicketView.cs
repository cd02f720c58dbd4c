namespace Booking.Application.Tickets;

using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Tickets;

/// <summary>A ticket as its customer sees it.</summary>
/// <param name="Item">Index of the booking's item.</param>
/// <param name="OfferingId">Whose door it opens: the event, trip, car, venue or service.</param>
/// <param name="From">When the use begins, as the booking says now.</param>
/// <param name="UsedGate">Where it was scanned; null where nobody scanned it.</param>
/// <param name="RevokedReason"><c>cancelled</c>, <c>changed</c> or <c>given_up</c>.</param>
/// <param name="Token">What the QR code says; null for one that is revoked.</param>
public sealed record TicketView(
    Guid Id,
    TicketStatus Status,
    int Item,
    string Kind,
    Guid OfferingId,
    string Title,
    string? Seat,
    string Holder,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? TimeZone,
    DateTimeOffset IssuedAt,
    DateTimeOffset? UsedAt,
    string? UsedGate,
    DateTimeOffset? RevokedAt,
    string? RevokedReason,
    string? Token)
{
    public static TicketView Of(Ticket ticket, Booking booking, ITicketTokens tokens)
    {
        HoldItem item = booking.Items[ticket.Item];
        return new TicketView(
            ticket.Id, ticket.Status, ticket.Item, ticket.Kind, ticket.OfferingId, item.Title, ticket.Seat, ticket.Holder, item.From, item.To, item.TimeZone, ticket.IssuedAt,
            ticket.UsedAt, ticket.UsedGate, ticket.RevokedAt, ticket.RevokedReason, ticket.Status == TicketStatus.Revoked ? null : tokens.Sign(ticket));
    }
}

internal static class TicketSigning
{
    public static string Sign(this ITicketTokens tokens, Ticket ticket) => tokens.Sign(ticket.TenantId, new TicketCredential(ticket.Id, ticket.OfferingId, ticket.Seat));
}
