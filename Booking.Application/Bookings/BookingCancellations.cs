namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Application.Payments;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Payments;

/// <summary>Carries an accepted cancellation out: the booking, its money, its inventory. The caller holds the booking's lock.</summary>
internal sealed class BookingCancellations(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, BookingRefunds refunds, PendingChanges pending)
{
    public async Task<Result<Done>> CarryOutAsync(Booking booking, Cancellation cancellation, CancellationToken ct)
    {
        Result<Done> confirmed = cancellation.Confirm(unitOfWork.Now);
        if (confirmed.IsFailure)
        {
            return confirmed;
        }

        if (cancellation.Refund.Amount > await refunds.LeftAsync(booking.Id, ct))
        {
            return BookingErrors.QuoteOutdated;
        }

        bool wasPaid = booking.Status != BookingStatus.AwaitingPayment;
        DisruptionCase? settles = cancellation.CaseId is { } id ? await db.DisruptionCases.FindAsync([booking.TenantId, id], ct) : null;
        bool isSoldAgain = settles?.Disruption != Disruption.Cancelled;
        Result<Done> cancelled = booking.Cancel(cancellation.Parts, cancellation.Id, cancellation.Refund, cancellation.IsByTenant, cancellation.Reason, isSoldAgain);
        if (cancelled.IsFailure)
        {
            return cancelled;
        }

        Result<Done> settled = settles is null ? Result.Success : settles.Refund(unitOfWork.Now);
        if (settled.IsFailure)
        {
            return settled;
        }

        Result<Done> refunded = await refunds.RequestAsync(booking.Id, cancellation.Refund, RefundReasons.Cancellation, ct);
        if (refunded.IsFailure)
        {
            return refunded;
        }

        await pending.LapseAsync(booking.Id, ct);
        if (wasPaid)
        {
            await claims.ReleasePartsAsync(booking.Id, [.. cancellation.Parts.Select(part => part.ToClaims())], ct);
        }
        else
        {
            await claims.ReleaseAsync(booking.HoldId, ClaimState.Released, ct);
        }

        return Result.Success;
    }
}
