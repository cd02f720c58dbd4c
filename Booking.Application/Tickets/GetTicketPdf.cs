namespace Booking.Application.Tickets;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tenants;
using Booking.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The ticket as it is printed; drawn anew each time, so that it tells the times of the booking as it stands.</summary>
public sealed record GetTicketPdfQuery(Guid Id) : IQuery<TicketFile>;

public sealed record TicketFile(string Name, byte[] Content);

internal sealed class GetTicketPdfHandler(IBookingDb db, TicketDesk desk, ITicketTokens tokens, ITicketRenderer renderer, RequestContext context) : IRequestHandler<GetTicketPdfQuery, Result<TicketFile>>
{
    public async Task<Result<TicketFile>> Handle(GetTicketPdfQuery query, CancellationToken cancellationToken)
    {
        Result<(Ticket Ticket, Booking Booking)> found = await desk.FindAsync(query.Id, cancellationToken);
        if (found.IsFailure)
        {
            return found.Error;
        }

        (Ticket ticket, Booking booking) = found.Value;
        Tenant tenant = await db.Tenants.AsNoTracking().SingleAsync(tenant => tenant.Id == context.TenantId, cancellationToken);
        return new TicketFile(TicketText.NameOf(ticket, booking), renderer.RenderPdf(TicketText.Of(ticket, booking, tenant, tokens)));
    }
}
