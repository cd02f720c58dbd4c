namespace Booking.Application.Receipts;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Receipts;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetReceiptPdfQuery(Guid Id) : IQuery<ReceiptFile>;

/// <param name="Content">The PDF; whoever gets it disposes it.</param>
public sealed record ReceiptFile(string Number, Stream Content);

internal sealed class GetReceiptPdfHandler(IBookingDb db, IObjectStore store, RequestContext context) : IRequestHandler<GetReceiptPdfQuery, Result<ReceiptFile>>
{
    public async Task<Result<ReceiptFile>> Handle(GetReceiptPdfQuery query, CancellationToken cancellationToken)
    {
        Receipt? receipt = await db.Receipts.AsNoTracking().SingleOrDefaultAsync(receipt => receipt.Id == query.Id && receipt.StoredAt != null, cancellationToken);
        if (receipt is null)
        {
            return ReceiptErrors.NotFound;
        }

        Booking booking = await db.Bookings.AsNoTracking().SingleAsync(booking => booking.Id == receipt.BookingId, cancellationToken);
        if (!context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return ReceiptErrors.NotFound;
        }

        return await store.OpenAsync(receipt.ObjectKey, cancellationToken) is { } content
            ? new ReceiptFile(receipt.Number, content)
            : ReceiptErrors.FileUnavailable;
    }
}
