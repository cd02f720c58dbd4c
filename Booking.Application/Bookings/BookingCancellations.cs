namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Application.Holds;
using Booking.Application.Payments;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Payments;

/// <summary>Carries accepted cancellations out: the bookings, their money, their inventory. The caller holds the bookings' locks.</summary>
internal sealed class BookingCancellations(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, BookingRefunds refunds, PendingChanges pending, RideDispatch rides)
{
    public async Task<Result<Done>> CarryOutAsync(Booking booking, Cancellation cancellation, CancellationToken ct)
    {
        bool wasPaid = booking.Status != BookingStatus.AwaitingPayment;
        Result<Done> decided = await DecideAsync(booking, cancellation, ct);
        if (decided.IsSuccess)
        {
            await GiveBackAsync(booking, cancellation, wasPaid, ct);
        }

        return decided;
    }

    /// <summary>All or none: where one is refused, the caller rolls back.</summary>
    public async Task<Result<Done>> CarryOutAllAsync(IReadOnlyList<(Booking Booking, Cancellation Cancellation)> accepted, CancellationToken ct)
    {
        IReadOnlyList<Guid> kept = await pending.LockHoldsAsync([.. accepted.Select(one => one.Booking.Id)], ct);
        HashSet<Guid> unpaid = [.. accepted.Where(one => one.Booking.Status == BookingStatus.AwaitingPayment).Select(one => one.Booking.Id)];
        foreach ((Booking booking, Cancellation cancellation) in accepted)
        {
            Result<Done> decided = await DecideAsync(booking, cancellation, ct);
            if (decided.IsFailure)
            {
                return decided;
            }
        }

        // All units of all bookings at once and in order: booking by booking two callers could wait for each other.
        if (!await claims.TryLockHeldAsync([.. accepted.Select(one => one.Booking.HoldId), .. kept], ct))
        {
            return HoldErrors.Busy;
        }

        foreach ((Booking booking, Cancellation cancellation) in accepted)
        {
            await GiveBackAsync(booking, cancellation, !unpaid.Contains(booking.Id), ct);
        }

        return Result.Success;
    }

    private async Task<Result<Done>> DecideAsync(Booking booking, Cancellation cancellation, CancellationToken ct)
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

        DisruptionCase? settles = cancellation.CaseId is { } id ? await db.DisruptionCases.FindAsync([booking.TenantId, id], ct) : null;
        bool isSoldAgain = settles?.Disruption != Disruption.Cancelled;
        Result<Done> cancelled = booking.Cancel(
            cancellation.Parts, cancellation.Id, cancellation.Refund, cancellation.IsByTenant, cancellation.Reason, isSoldAgain, [.. cancellation.Lines.Select(line => line.Refund.Amount)]);
        if (cancelled.IsFailure)
        {
            return cancelled;
        }

        Result<Done> settled = settles is null ? Result.Success : settles.Refund(unitOfWork.Now);
        return settled.IsFailure ? settled : await refunds.RequestAsync(booking.Id, cancellation.Refund, RefundReasons.Cancellation, ct);
    }

    private async Task GiveBackAsync(Booking booking, Cancellation cancellation, bool wasPaid, CancellationToken ct)
    {
        await pending.LapseAsync(booking.Id, ct);
        if (wasPaid)
        {
            await claims.ReleasePartsAsync(booking.Id, [.. cancellation.Parts.Select(part => part.ToClaims())], ct);
        }
        else
        {
            await claims.ReleaseAsync(booking.HoldId, ClaimState.Released, ct);
        }

        if (booking.Items.Any(item => item.Kind == ItemKinds.Car))
        {
            await rides.FollowAsync(booking, ct);
        }
    }
}
