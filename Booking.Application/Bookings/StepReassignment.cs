namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Looks for another provider for the appointment that has waited longest. Safe at many hosts at once: the booking's lock makes them take turns.</summary>
public sealed record StepReassignmentCommand : ICommand<bool>;

internal sealed class StepReassignmentHandler(IBookingDb db, IUnitOfWork unitOfWork, IDueBookings due, ProviderDispatch dispatch) : IRequestHandler<StepReassignmentCommand, Result<bool>>
{
    public async Task<Result<bool>> Handle(StepReassignmentCommand command, CancellationToken cancellationToken)
    {
        if (await due.LockReassignedAsync(cancellationToken) is not { } booking)
        {
            return false;
        }

        DateTimeOffset now = unitOfWork.Now;
        Reassignment? sought = await db.Reassignments
            .Where(sought => sought.BookingId == booking.Id && sought.Status == ReassignmentStatus.Waiting && sought.DueAt <= now)
            .OrderBy(sought => sought.DueAt).ThenBy(sought => sought.Id)
            .FirstOrDefaultAsync(cancellationToken);
        if (sought is null)
        {
            return false;
        }

        Result<Done> stepped = await dispatch.StepAsync(booking, sought, cancellationToken);
        return stepped.IsFailure ? stepped.Error : true;
    }
}
