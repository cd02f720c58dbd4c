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
public sealed record ReceiptView(Guid Id, string Number, DateTimeOffset IssuedAt, Money Total);

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
            .Select(receipt => new ReceiptView(receipt.Id, receipt.Number, receipt.IssuedAt, receipt.Total))
            .ToListAsync(cancellationToken));
    }
}
