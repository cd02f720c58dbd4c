namespace Booking.Application.Receipts;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The receipts of a booking, oldest first. A receipt whose file is not stored yet is not among them.</summary>
public sealed record ListReceiptsQuery(Guid BookingId) : IQuery<ReceiptList>;

public sealed record ReceiptList(IReadOnlyList<ReceiptView> Items);

/// <param name="Number">Year and running number, e.g. <c>2026-000042</c>.</param>
/// <param name="Total">What was paid, or paid back where <paramref name="Kind"/> is <c>refund</c>.</param>
/// <param name="Reverses">The number of the receipt that a refund's reverses, wholly or in part.</param>
public sealed record ReceiptView(Guid Id, ReceiptKind Kind, string Number, DateTimeOffset IssuedAt, Money Total, string? Reverses);

internal sealed class ListReceiptsHandler(IBookingDb db, RequestContext context) : IRequestHandler<ListReceiptsQuery, Result<ReceiptList>>
{
    public async Task<Result<ReceiptList>> Handle(ListReceiptsQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        return new ReceiptList(await db.Receipts.AsNoTracking()
            .Where(receipt => receipt.BookingId == booking.Id && receipt.StoredAt != null)
            .OrderBy(receipt => receipt.IssuedAt).ThenBy(receipt => receipt.Id)
            .Select(receipt => new ReceiptView(receipt.Id, receipt.RefundId == null ? ReceiptKind.Payment : ReceiptKind.Refund, receipt.Number, receipt.IssuedAt, receipt.Total, receipt.Reverses))
            .ToListAsync(cancellationToken));
    }
}
