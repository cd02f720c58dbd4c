namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tickets;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Notes that somebody has come.</summary>
/// <param name="Seat">Null for all of the item.</param>
public sealed record CheckInBookingCommand(Guid BookingId, int Item, string? Seat) : ICommand<CheckIn>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Driver, Roles.Admin];
}

internal sealed class CheckInBookingHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CheckInBookingCommand, Result<CheckIn>>
{
    public async Task<Result<CheckIn>> Handle(CheckInBookingCommand command, CancellationToken cancellationToken)
    {
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        Result<CheckIn> checkIn = booking.CheckIn(Guid.CreateVersion7(unitOfWork.Now), command.Item, command.Seat, context.UserId ?? Guid.Empty, unitOfWork.Now);
        if (checkIn.IsSuccess)
        {
            // Whoever has come cannot come again with the ticket.
            List<Ticket> tickets = await db.Tickets
                .Where(ticket => ticket.BookingId == booking.Id && ticket.Item == command.Item && ticket.Status == TicketStatus.Valid && (command.Seat == null || ticket.Seat == command.Seat))
                .ToListAsync(cancellationToken);
            foreach (Ticket ticket in tickets)
            {
                ticket.Use(checkIn.Value.Id, null, unitOfWork.Now);
            }
        }

        return checkIn;
    }
}
