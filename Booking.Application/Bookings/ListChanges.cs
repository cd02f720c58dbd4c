namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The changes of a booking, quoted and carried out, newest first.</summary>
public sealed record ListChangesQuery(Guid BookingId) : IQuery<ChangeList>;

public sealed record ChangeList(IReadOnlyList<ChangeView> Items);

internal sealed class ListChangesHandler(IBookingDb db, RequestContext context, IDatabaseClock clock) : IRequestHandler<ListChangesQuery, Result<ChangeList>>
{
    // Quotes cost nothing, so there may be many; the newest tell all that matters.
    private const int Most = 200;

    public async Task<Result<ChangeList>> Handle(ListChangesQuery query, CancellationToken cancellationToken)
    {
        Booking? booking = await db.Bookings.AsNoTracking().SingleOrDefaultAsync(booking => booking.Id == query.BookingId, cancellationToken);
        if (booking is null || !context.MayUse(booking.CustomerId, booking.TokenHash))
        {
            return BookingErrors.NotFound;
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        List<BookingChange> changes = await db.Changes.AsNoTracking()
            .Where(change => change.BookingId == booking.Id)
            .OrderByDescending(change => change.CreatedAt).ThenByDescending(change => change.Id)
            .Take(Most)
            .ToListAsync(cancellationToken);
        return new ChangeList([.. changes.Select(change => ChangeView.Of(change, now))]);
    }
}
