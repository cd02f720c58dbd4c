namespace Booking.Application.Receipts;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using Booking.Domain.Receipts;
using Booking.Domain.Tenants;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Issues exactly one receipt for each payment of a booking that has succeeded and for each refund that was paid back, however often the
/// message arrives and wherever it broke off: first the row with its number, then the file, then the event.
/// </summary>
/// <param name="MessageId">The event that asks for it.</param>
public sealed record IssueReceiptsProcess(Guid BookingId, Guid MessageId) : IProcess<Done>;

internal sealed class IssueReceiptsHandler(
    IBookingDb db, IUnitOfWork unitOfWork, IReceiptNumbers numbers, IReceiptRenderer renderer, IObjectStore store, RequestContext context)
    : IRequestHandler<IssueReceiptsProcess, Result<Done>>
{
    public const string Consumer = "receipts";

    private const string ContentType = "application/pdf";

    public async Task<Result<Done>> Handle(IssueReceiptsProcess process, CancellationToken cancellationToken)
    {
        Result<IReadOnlyList<Unstored>> taken = await unitOfWork.RunAsync(ct => TakeNumbersAsync(process.BookingId, ct), cancellationToken);
        if (taken.IsFailure)
        {
            return taken.Error;
        }

        foreach (Unstored receipt in taken.Value)
        {
            // Of a second rendering only the bytes differ, so a repetition may replace the file.
            await store.PutAsync(receipt.ObjectKey, renderer.Render(receipt.Document), ContentType, cancellationToken);
        }

        return await unitOfWork.RunAsync(ct => CompleteAsync(process, [.. taken.Value.Select(receipt => receipt.Id)], ct), cancellationToken);
    }

    private async Task<Result<IReadOnlyList<Unstored>>> TakeNumbersAsync(Guid bookingId, CancellationToken ct)
    {
        // The booking's lock makes a second delivery wait here and then see the first one's receipts.
        Booking? booking = await db.LockBookingAsync(bookingId, ct);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        List<Payment> payments = await db.Payments.AsNoTracking()
            .Where(payment => payment.BookingId == bookingId && payment.SucceededAt != null)
            .OrderBy(payment => payment.SucceededAt).ThenBy(payment => payment.Id)
            .ToListAsync(ct);
        List<BookingChange> changes = await db.Changes.AsNoTracking().Where(change => change.BookingId == bookingId && change.AppliedAt != null).OrderBy(change => change.AppliedAt).ToListAsync(ct);
        List<Guid> paid = [.. payments.Select(payment => payment.Id)];
        ILookup<Guid, Refund> refunds = (await db.Refunds.AsNoTracking()
            .Where(refund => paid.Contains(refund.PaymentId) && refund.SettledAt != null)
            .OrderBy(refund => refund.SettledAt).ThenBy(refund => refund.Id)
            .ToListAsync(ct)).ToLookup(refund => refund.PaymentId);
        Dictionary<Guid, Receipt> receipts = await db.Receipts.Where(receipt => receipt.BookingId == bookingId).ToDictionaryAsync(receipt => receipt.RefundId ?? receipt.PaymentId, ct);
        Tenant tenant = await db.Tenants.AsNoTracking().SingleAsync(tenant => tenant.Id == context.TenantId, ct);
        List<Unstored> unstored = [];
        foreach (Payment payment in payments)
        {
            if (!receipts.TryGetValue(payment.Id, out Receipt? receipt))
            {
                receipt = await TakeAsync(payment, ct);
            }

            ReceiptDocument document = ReceiptText.Of(receipt, booking, payment, tenant, changes);
            if (receipt.StoredAt is null)
            {
                unstored.Add(new Unstored(receipt.Id, receipt.ObjectKey, document));
            }

            foreach (Refund refund in refunds[payment.Id])
            {
                if (!receipts.TryGetValue(refund.Id, out Receipt? opposite))
                {
                    opposite = await ReverseAsync(receipt, refund, ct);
                }

                if (opposite.StoredAt is null)
                {
                    unstored.Add(new Unstored(opposite.Id, opposite.ObjectKey, ReceiptText.OfRefund(opposite, refund, document)));
                }
            }
        }

        return unstored;
    }

    private async Task<Receipt> ReverseAsync(Receipt receipt, Refund refund, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        int year = now.UtcDateTime.Year;
        Receipt opposite = receipt.Reverse(Guid.CreateVersion7(now), refund.Id, year, await numbers.NextAsync(year, ct), refund.Amount, now);
        db.Receipts.Add(opposite);
        return opposite;
    }

    private async Task<Receipt> TakeAsync(Payment payment, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        int year = now.UtcDateTime.Year;
        long number = await numbers.NextAsync(year, ct);
        Receipt receipt = Receipt.Take(Guid.CreateVersion7(now), context.TenantId, payment.BookingId, payment.Id, year, number, payment.Amount, now);
        db.Receipts.Add(receipt);
        return receipt;
    }

    /// <param name="stored">Those whose files this delivery has stored; another one may be about to store others.</param>
    private async Task<Result<Done>> CompleteAsync(IssueReceiptsProcess process, IReadOnlyList<Guid> stored, CancellationToken ct)
    {
        if (!await unitOfWork.TryMarkHandledAsync(Consumer, process.MessageId, ct))
        {
            return Result.Success;
        }

        foreach (Receipt receipt in await db.Receipts.Where(receipt => stored.Contains(receipt.Id)).ToListAsync(ct))
        {
            receipt.Stored(unitOfWork.Now);
        }

        return Result.Success;
    }

    private sealed record Unstored(Guid Id, string ObjectKey, ReceiptDocument Document);
}
