namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetBookingQuery(Guid Id) : IQuery<BookingView>;

internal sealed class GetBookingHandler(IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<GetBookingQuery, Result<BookingView>>
{
    public async Task<Result<BookingView>> Handle(GetBookingQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.Id, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        BookingChange? pending = booking.Status == BookingStatus.Confirmed
            ? await db.Changes.AsNoTracking().SingleOrDefaultAsync(change => change.BookingId == booking.Id && change.Status == ChangeStatus.AwaitingPayment, cancellationToken)
            : null;
        return BookingView.Of(booking, await clock.NowAsync(cancellationToken), context, pending);
    }
}
