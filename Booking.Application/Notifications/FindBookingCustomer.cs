namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Whose booking it is, which never changes; empty for a guest's, and for one that is not there.</summary>
public sealed record FindBookingCustomerQuery(Guid BookingId) : IQuery<Guid>;

internal sealed class FindBookingCustomerHandler(IBookingDb db) : IRequestHandler<FindBookingCustomerQuery, Result<Guid>>
{
    public async Task<Result<Guid>> Handle(FindBookingCustomerQuery query, CancellationToken cancellationToken) =>
        await db.Bookings.Where(booking => booking.Id == query.BookingId).Select(booking => booking.CustomerId).SingleOrDefaultAsync(cancellationToken) ?? Guid.Empty;
}
