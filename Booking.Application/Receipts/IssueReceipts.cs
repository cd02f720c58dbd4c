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
/// Issues exactly one receipt for each payment of a booking that has succeeded, however often the message arrives and wherever it
/// broke off: first the row with its number, then the file, then the event.
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

        return await unitOfWork.RunAsync(ct => CompleteAsync(process, ct), cancellationToken);
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
        Dictionary<Guid, Receipt> receipts = await db.Receipts.Where(receipt => receipt.BookingId == bookingId).ToDictionaryAsync(receipt => receipt.PaymentId, ct);
        Tenant tenant = await db.Tenants.AsNoTracking().SingleAsync(tenant => tenant.Id == context.TenantId, ct);
        List<Unstored> unstored = [];
        foreach (Payment payment in payments)
        {
            if (!receipts.TryGetValue(payment.Id, out Receipt? receipt))
            {
                receipt = await TakeAsync(payment, ct);
            }

            if (receipt.StoredAt is null)
            {
                unstored.Add(new Unstored(receipt.ObjectKey, ReceiptText.Of(receipt, booking, payment, tenant, changes)));
            }
        }

        return unstored;
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

    private async Task<Result<Done>> CompleteAsync(IssueReceiptsProcess process, CancellationToken ct)
    {
        if (!await unitOfWork.TryMarkHandledAsync(Consumer, process.MessageId, ct))
        {
            return Result.Success;
        }

        foreach (Receipt receipt in await db.Receipts.Where(receipt => receipt.BookingId == process.BookingId).ToListAsync(ct))
        {
            receipt.Stored(unitOfWork.Now);
        }

        return Result.Success;
    }

    private sealed record Unstored(string ObjectKey, ReceiptDocument Document);
}
