namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Payments;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>What all ways to settle a case share.</summary>
internal sealed class CaseDesk(IBookingDb db, IUnitOfWork unitOfWork, BookingCancellations cancellations, BookingRefunds refunds, RequestContext context, BookingOptions options)
{
    /// <summary>The case under the lock of its booking, where the caller may use that.</summary>
    public async Task<Result<(Booking Booking, DisruptionCase Case)>> LockAsync(Guid id, CancellationToken ct)
    {
        Guid bookingId = await db.DisruptionCases.Where(opened => opened.Id == id).Select(opened => opened.BookingId).SingleOrDefaultAsync(ct);
        Booking? booking = await db.LockBookingAsync(bookingId, ct);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.CaseNotFound;
        }

        return (booking, await db.DisruptionCases.SingleAsync(opened => opened.Id == id, ct));
    }

    /// <summary>Pays all back that the case is about and the booking still has.</summary>
    public async Task<Result<Done>> RefundAsync(Booking booking, DisruptionCase opened, CancellationToken ct)
    {
        Result<Done> allowed = CaseTransitions.Table.Check(opened.Status, CaseStatus.Refunded);
        if (allowed.IsFailure)
        {
            return allowed;
        }

        // Without a payment a booking is given up as a whole.
        ItemPart[] asked = booking.Status == BookingStatus.AwaitingPayment
            ? []
            : [.. opened.Items.Where(item => booking.Items[item].Quantity > 0).Select(item => new ItemPart(item, [], null))];
        Result<IReadOnlyList<CancelledPart>> parts = booking.Select(asked, isByTenant: true, unitOfWork.Now);
        if (parts.IsFailure)
        {
            return parts.Error;
        }

        Money left = booking.Price.Total with { Amount = await refunds.LeftAsync(booking.Id, ct) };
        Cancellation cancellation = Cancellation.Quote(
            Guid.CreateVersion7(unitOfWork.Now), booking, parts.Value, isByTenant: true, opened.Note ?? opened.Title, opened.Id, left, options.QuoteTime, unitOfWork.Now);
        db.Cancellations.Add(cancellation);
        return await cancellations.CarryOutAsync(booking, cancellation, ct);
    }
}
