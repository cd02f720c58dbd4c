namespace Booking.Application.Tickets;

using Booking.Domain.Common;

public static class TicketErrors
{
    public static readonly Error NotFound = Error.NotFound("ticket_not_found", "There is no such ticket.");

    public static readonly Error Revoked = Error.Gone("ticket_revoked", "This ticket opens no door any more.");

    public static readonly Error NonceReused = new("nonce_reused", "This nonce was used for another scan.", ErrorKind.RuleViolated);
}
