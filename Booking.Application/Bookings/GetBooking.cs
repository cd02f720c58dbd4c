namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>A booking for its customer, an admin, or in part for a provider of one of its items; see <see cref="BookingView"/>.</summary>
public sealed record GetBookingQuery(Guid Id) : IQuery<BookingView>;

internal sealed class GetBookingHandler(IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<GetBookingQuery, Result<BookingView>>
{
    public async Task<Result<BookingView>> Handle(GetBookingQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.Id, cancellationToken);
        if (booking is null)
        {
            return BookingErrors.NotFound;
        }

        if (!context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return await OfProviderAsync(booking, cancellationToken);
        }

        BookingChange? pending = booking.Status == BookingStatus.Confirmed
            ? await db.Changes.AsNoTracking().SingleOrDefaultAsync(change => change.BookingId == booking.Id && change.Status == ChangeStatus.AwaitingPayment, cancellationToken)
            : null;
        return BookingView.Of(booking, await clock.NowAsync(cancellationToken), context, pending);
    }

    private async Task<Result<BookingView>> OfProviderAsync(Booking booking, CancellationToken ct)
    {
        BookingOwnerRow? own = context.Roles.Contains(Roles.Provider)
            ? await db.BookingOwners.SingleOrDefaultAsync(row => row.BookingId == booking.Id && row.OwnerId == context.UserId, ct)
            : null;
        return own is null ? BookingErrors.NotFound : BookingView.OfProvider(booking, own.Items, await clock.NowAsync(ct));
    }
}
