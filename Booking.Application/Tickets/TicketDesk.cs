namespace Booking.Application.Tickets;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tickets;
using Microsoft.EntityFrameworkCore;

/// <summary>Finds the ticket that a caller may have as a file.</summary>
internal sealed class TicketDesk(IBookingDb db, RequestContext context)
{
    public async Task<Result<(Ticket Ticket, Booking Booking)>> FindAsync(Guid id, CancellationToken ct)
    {
        Ticket? ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(ticket => ticket.Id == id, ct);
        if (ticket is null)
        {
            return TicketErrors.NotFound;
        }

        Booking booking = await db.Bookings.AsNoTracking().SingleAsync(booking => booking.Id == ticket.BookingId, ct);
        if (!context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return TicketErrors.NotFound;
        }

        return ticket.Status == TicketStatus.Revoked ? TicketErrors.Revoked : (ticket, booking);
    }
}
