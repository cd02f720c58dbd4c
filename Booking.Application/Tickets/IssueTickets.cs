namespace Booking.Application.Tickets;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Tickets;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Makes the tickets of a booking those of the booking as it stands: missing ones are issued, those for what it does not have any more are
/// revoked. In whatever order and however often its events arrive, the end is the same.
/// </summary>
/// <param name="MessageId">The event that asks for it.</param>
public sealed record IssueTicketsCommand(Guid BookingId, Guid MessageId) : ICommand<Done>;

internal sealed class IssueTicketsHandler(IBookingDb db, IUnitOfWork unitOfWork, IRevocationNumbers revocations, RequestContext context) : IRequestHandler<IssueTicketsCommand, Result<Done>>
{
    public const string Consumer = "tickets";

    public async Task<Result<Done>> Handle(IssueTicketsCommand command, CancellationToken cancellationToken)
    {
        // The booking's lock makes two deliveries, and whoever stands at a door, take turns.
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        if (!await unitOfWork.TryMarkHandledAsync(Consumer, command.MessageId, cancellationToken))
        {
            return Result.Success;
        }

        List<Ticket> tickets = await db.Tickets.Where(ticket => ticket.BookingId == booking.Id).ToListAsync(cancellationToken);
        TicketPlan plan = TicketPlan.Of(booking, tickets);
        foreach ((Ticket ticket, string holder) in plan.Renamed)
        {
            ticket.HandTo(holder);
        }

        if (plan.Revoked.Count > 0)
        {
            long first = await revocations.TakeAsync(plan.Revoked.Count, cancellationToken);
            for (int i = 0; i < plan.Revoked.Count; i++)
            {
                plan.Revoked[i].Revoke(plan.Reason, first + i, unitOfWork.Now);
            }

            // The place in a seat is empty before the next ticket takes it.
            await db.SaveChangesAsync(cancellationToken);
        }

        foreach ((Admission admission, int place) in plan.Issued)
        {
            Ticket ticket = Ticket.Issue(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, booking.Id, admission, place, unitOfWork.Now);
            if (booking.CheckInOf(admission.Item, admission.Seat) is { } checkIn)
            {
                ticket.Use(checkIn.Id, null, checkIn.At);
            }

            db.Tickets.Add(ticket);
        }

        return Result.Success;
    }
}
