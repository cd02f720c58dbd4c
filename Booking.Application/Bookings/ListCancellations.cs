namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The cancellations of a booking, quoted and carried out, newest first.</summary>
public sealed record ListCancellationsQuery(Guid BookingId) : IQuery<CancellationList>;

public sealed record CancellationList(IReadOnlyList<CancellationView> Items);

internal sealed class ListCancellationsHandler(IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<ListCancellationsQuery, Result<CancellationList>>
{
    // Quotes cost nothing, so there may be many; the newest tell all that matters.
    private const int Most = 200;

    public async Task<Result<CancellationList>> Handle(ListCancellationsQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<Cancellation> cancellations = await db.Cancellations.AsNoTracking()
            .Where(cancellation => cancellation.BookingId == booking.Id)
            .OrderByDescending(cancellation => cancellation.CreatedAt).ThenByDescending(cancellation => cancellation.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        return new CancellationList([.. cancellations.Select(cancellation => CancellationView.Of(cancellation, now))]);
    }
}
