namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Ends a booking's payment window now, so that a late payment can be tried out in the sandbox.</summary>
public sealed record ClosePaymentWindowCommand(Guid PaymentId) : ICommand<Done>;

internal sealed class ClosePaymentWindowHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, PendingChanges pending) : IRequestHandler<ClosePaymentWindowCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ClosePaymentWindowCommand command, CancellationToken cancellationToken)
    {
        var paid = await db.Payments.Where(payment => payment.Id == command.PaymentId).Select(payment => new { payment.BookingId, payment.ChangeId }).SingleOrDefaultAsync(cancellationToken);
        if (paid is null || await db.LockBookingAsync(paid.BookingId, cancellationToken) is not { } booking)
        {
            return PaymentErrors.NotFound;
        }

        if (paid.ChangeId is not null)
        {
            await pending.LapseAsync(booking.Id, cancellationToken);
            return Result.Success;
        }

        if (booking.Status == BookingStatus.Expired)
        {
            return Result.Success;
        }

        Result<Done> closed = booking.ClosePaymentWindow(unitOfWork.Now);
        if (closed.IsSuccess)
        {
            await claims.ReleaseAsync(booking.HoldId, ClaimState.Expired, cancellationToken);
        }

        return closed;
    }
}
