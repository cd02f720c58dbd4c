namespace Booking.Application.Payments;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Payments;
using MediatR;
using Microsoft.EntityFrameworkCore;

public sealed record GetPaymentQuery(Guid Id) : IQuery<PaymentView>;

internal sealed class GetPaymentHandler(IBookingDb db, RequestContext context) : IRequestHandler<GetPaymentQuery, Result<PaymentView>>
{
    public async Task<Result<PaymentView>> Handle(GetPaymentQuery query, CancellationToken cancellationToken)
    {
        Payment? payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(payment => payment.Id == query.Id, cancellationToken);
        if (payment is null)
        {
            return PaymentErrors.NotFound;
        }

        Booking booking = await db.Bookings.AsNoTracking().SingleAsync(booking => booking.Id == payment.BookingId, cancellationToken);
        return context.MayUse(booking.CustomerId, booking.TokenHash) ? PaymentView.Of(payment) : PaymentErrors.NotFound;
    }
}
