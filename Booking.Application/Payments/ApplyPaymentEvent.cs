namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Application.Bookings;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Applies what a provider's webhook says, once per event id. Money that arrives after the inventory was given up takes it again where
/// it is still free, else it goes back in full.
/// </summary>
public sealed record ApplyPaymentEventCommand(string Provider, ProviderEvent Event) : ICommand<Done>;

internal sealed class ApplyPaymentEventHandler(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, IPaymentEvents events, BookingChanges changes, PendingChanges pending)
    : IRequestHandler<ApplyPaymentEventCommand, Result<Done>>
{
    public async Task<Result<Done>> Handle(ApplyPaymentEventCommand command, CancellationToken cancellationToken)
    {
        ProviderEvent told = command.Event;
        Guid bookingId = await db.Payments
            .Where(payment => payment.Id == told.PaymentId && payment.Provider == command.Provider)
            .Select(payment => payment.BookingId)
            .SingleOrDefaultAsync(cancellationToken);
        if (bookingId == Guid.Empty)
        {
            return PaymentErrors.NotFound;
        }

        // The order of locks is booking, payment, inventory, here as everywhere.
        Booking booking = (await db.LockBookingAsync(bookingId, cancellationToken))!;
        Payment payment = (await db.LockPaymentAsync(told.PaymentId, cancellationToken))!;
        if (!await events.TryRecordAsync(command.Provider, told, cancellationToken))
        {
            return Result.Success;
        }

        return told.Type switch
        {
            ProviderEventType.Succeeded => await SucceedAsync(booking, payment, told.Amount, cancellationToken),
            ProviderEventType.Failed => payment.Fail(),
            _ => Result.Success,
        };
    }

    private async Task<Result<Done>> SucceedAsync(Booking booking, Payment payment, Money received, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        bool wasPaid = payment.SucceededAt is not null;
        Result<Done> succeeded = payment.Succeed(received, now);
        if (succeeded.IsFailure || wasPaid)
        {
            return succeeded;
        }

        if (payment.ChangeId is { } changeId)
        {
            return await PayChangeAsync(booking, payment, changeId, ct);
        }

        if (booking.Status is not (BookingStatus.AwaitingPayment or BookingStatus.Expired))
        {
            return Refund(payment, RefundReasons.NotNeeded, now);
        }

        if (await claims.TrySellAsync(booking.Id, ct))
        {
            return booking.Confirm(payment.Id, now);
        }

        if (booking.Status == BookingStatus.AwaitingPayment)
        {
            // A claim was lost, so the window has closed although nobody has written it down; what is left goes back to the others.
            booking.ClosePaymentWindow(now);
            await claims.ReleaseAsync(booking.HoldId, Domain.Holds.ClaimState.Expired, ct);
        }

        return Refund(payment, RefundReasons.LatePayment, now);
    }

    /// <summary>The change takes effect, late or not, where the booking is still the one it was for and the inventory is to be had.</summary>
    private async Task<Result<Done>> PayChangeAsync(Booking booking, Payment payment, Guid changeId, CancellationToken ct)
    {
        BookingChange change = await db.Changes.SingleAsync(change => change.Id == changeId, ct);
        if (change.Status is not (ChangeStatus.AwaitingPayment or ChangeStatus.Lapsed) || booking.Status != BookingStatus.Confirmed)
        {
            return Refund(payment, RefundReasons.NotNeeded, unitOfWork.Now);
        }

        Result<Done> carriedOut = await changes.CarryOutAsync(booking, change, ct);
        if (carriedOut.IsSuccess || carriedOut.Error.Kind == ErrorKind.Unavailable)
        {
            return carriedOut;
        }

        if (change.Status == ChangeStatus.AwaitingPayment)
        {
            await pending.LapseAsync(change, ct);
        }

        return Refund(payment, RefundReasons.LatePayment, unitOfWork.Now);
    }

    private Result<Done> Refund(Payment payment, string reason, DateTimeOffset now)
    {
        Result<Refund> refund = payment.RequestRefund(Guid.CreateVersion7(now), payment.Amount, reason, now);
        if (refund.IsFailure)
        {
            return refund.Error;
        }

        db.Refunds.Add(refund.Value);
        return Result.Success;
    }
}

/// <summary>The record of provider events that were applied.</summary>
public interface IPaymentEvents
{
    /// <summary>Inside the unit of work that applies the event.</summary>
    /// <returns>False when it was applied before.</returns>
    Task<bool> TryRecordAsync(string provider, ProviderEvent told, CancellationToken ct);
}
