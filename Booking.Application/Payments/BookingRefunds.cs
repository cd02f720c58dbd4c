namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using Microsoft.EntityFrameworkCore;

/// <summary>Decides from which payments of a booking money goes back. The caller holds the booking's lock.</summary>
internal sealed class BookingRefunds(IBookingDb db, IUnitOfWork unitOfWork)
{
    /// <summary>What was paid for a booking and has not gone back, nor is on its way back.</summary>
    public Task<long> LeftAsync(Guid bookingId, CancellationToken ct) => db.Payments
        .Where(payment => payment.BookingId == bookingId && (payment.Status == PaymentStatus.Succeeded || payment.Status == PaymentStatus.PartiallyRefunded))
        .SumAsync(payment => payment.Amount.Amount - payment.RefundRequestedAmount, ct);

    /// <summary>The same for many bookings; one that nothing was paid for is left out.</summary>
    public Task<Dictionary<Guid, long>> LeftAsync(IReadOnlyCollection<Guid> bookingIds, CancellationToken ct) => db.Payments
        .Where(payment => bookingIds.Contains(payment.BookingId) && (payment.Status == PaymentStatus.Succeeded || payment.Status == PaymentStatus.PartiallyRefunded))
        .GroupBy(payment => payment.BookingId)
        .Select(payments => new { payments.Key, Left = payments.Sum(payment => payment.Amount.Amount - payment.RefundRequestedAmount) })
        .ToDictionaryAsync(left => left.Key, left => left.Left, ct);

    /// <summary>The newest payment gives first; together never more than was paid.</summary>
    public async Task<Result<Done>> RequestAsync(Guid bookingId, Money amount, string reason, CancellationToken ct)
    {
        if (amount.Amount <= 0)
        {
            return Result.Success;
        }

        List<Guid> newestFirst = await db.Payments
            .Where(payment => payment.BookingId == bookingId && (payment.Status == PaymentStatus.Succeeded || payment.Status == PaymentStatus.PartiallyRefunded))
            .OrderByDescending(payment => payment.SucceededAt).ThenByDescending(payment => payment.Id)
            .Select(payment => payment.Id)
            .ToListAsync(ct);
        long left = amount.Amount;
        foreach (Guid id in newestFirst)
        {
            Payment payment = (await db.LockPaymentAsync(id, ct))!;
            long part = Math.Min(left, payment.Amount.Amount - payment.RefundRequestedAmount);
            if (part <= 0)
            {
                continue;
            }

            Result<Refund> refund = payment.RequestRefund(Guid.CreateVersion7(unitOfWork.Now), amount with { Amount = part }, reason, unitOfWork.Now);
            if (refund.IsFailure)
            {
                return refund.Error;
            }

            db.Refunds.Add(refund.Value);
            left -= part;
        }

        return Result.Success;
    }
}
