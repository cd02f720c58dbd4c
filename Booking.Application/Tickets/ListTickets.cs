namespace Booking.Application.Tickets;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The tickets of a booking, item by item; revoked ones too.</summary>
public sealed record ListTicketsQuery(Guid BookingId) : IQuery<TicketList>;

/// <param name="Pending">How many are still being issued.</param>
public sealed record TicketList(IReadOnlyList<TicketView> Items, int Pending);

internal sealed class ListTicketsHandler(IBookingDb db, ITicketTokens tokens, RequestContext context) : IRequestHandler<ListTicketsQuery, Result<TicketList>>
{
    public async Task<Result<TicketList>> Handle(ListTicketsQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        List<Ticket> tickets = await db.Tickets.AsNoTracking().Where(ticket => ticket.BookingId == booking.Id)
            .OrderBy(ticket => ticket.Item).ThenBy(ticket => ticket.Place).ToListAsync(cancellationToken);
        return new TicketList([.. tickets.Select(ticket => TicketView.Of(ticket, booking, tokens))], TicketPlan.Of(booking, tickets).Issued.Count);
    }
}
