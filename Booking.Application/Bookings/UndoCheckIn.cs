namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tickets;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Takes a check-in back that was a mistake.</summary>
public sealed record UndoCheckInCommand(Guid BookingId, Guid Id) : ICommand<Done>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Driver, Roles.Admin];
}

internal sealed class UndoCheckInHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingOptions options) : IRequestHandler<UndoCheckInCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(UndoCheckInCommand command, CancellationToken cancellationToken)
    {
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        Result<Done> undone = booking.UndoCheckIn(command.Id, options.CheckInUndoTime, unitOfWork.Now);
        if (undone.IsSuccess)
        {
            foreach (Ticket ticket in await db.Tickets.Where(ticket => ticket.BookingId == booking.Id && ticket.CheckInId == command.Id && ticket.Status == TicketStatus.Used).ToListAsync(cancellationToken))
            {
                ticket.TakeBack();
            }
        }

        return undone;
    }
}
