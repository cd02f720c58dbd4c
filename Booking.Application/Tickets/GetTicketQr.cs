namespace Booking.Application.Tickets;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tickets;
using MediatR;

/// <summary>The ticket's token as a picture.</summary>
public sealed record GetTicketQrQuery(Guid Id) : IQuery<TicketFile>;

internal sealed class GetTicketQrHandler(TicketDesk desk, ITicketTokens tokens, ITicketRenderer renderer) : IRequestHandler<GetTicketQrQuery, Result<TicketFile>>
{
    public async Task<Result<TicketFile>> Handle(GetTicketQrQuery query, CancellationToken cancellationToken)
    {
        Result<(Ticket Ticket, Booking Booking)> found = await desk.FindAsync(query.Id, cancellationToken);
        return found.IsFailure
            ? found.Error
            : new TicketFile(TicketText.NameOf(found.Value.Ticket, found.Value.Booking), renderer.RenderCode(tokens.Sign(found.Value.Ticket)));
    }
}
