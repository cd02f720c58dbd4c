namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Accepts a quoted cancellation: the inventory is free at once, and the money goes back. Repeatable, with one refund.</summary>
public sealed record ConfirmCancellationCommand(Guid BookingId, Guid Id) : ICommand<CancellationView>;

internal sealed class ConfirmCancellationHandler(IBookingDb db, IUnitOfWork unitOfWork, BookingCancellations cancellations, RequestContext context)
    : IRequestHandler<ConfirmCancellationCommand, Result<CancellationView>>
{
    public async Task<Result<CancellationView>> Handle(ConfirmCancellationCommand command, CancellationToken cancellationToken)
    {
        // The booking's lock decides among all who accept, change or pay.
        Booking? booking = await db.LockBookingAsync(command.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        Cancellation? cancellation = await db.Cancellations.SingleOrDefaultAsync(cancellation => cancellation.Id == command.Id && cancellation.BookingId == booking.Id, cancellationToken);
        if (cancellation is null || (cancellation.IsByTenant && !context.IsAdmin))
        {
            return BookingErrors.QuoteNotFound;
        }

        if (cancellation.Status == CancellationStatus.Quoted)
        {
            Result<Done> carriedOut = await cancellations.CarryOutAsync(booking, cancellation, cancellationToken);
            if (carriedOut.IsFailure)
            {
                return carriedOut.Error;
            }
        }

        return CancellationView.Of(cancellation, unitOfWork.Now);
    }
}
