namespace Booking.Application.Bookings;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The caller's bookings, newest first; an admin sees all of the tenant.</summary>
public sealed record ListBookingsQuery(PageRequest Page) : IQuery<Page<BookingView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [];
}

internal sealed class ListBookingsHandler(IBookingDb db, RequestContext context, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListBookingsQuery, Result<Page<BookingView>>>
{
    private const string List = "bookings";

    public async Task<Result<Page<BookingView>>> Handle(ListBookingsQuery query, CancellationToken cancellationToken)
    {
        IQueryable<Booking> bookings = db.Bookings.AsNoTracking();
        if (!context.IsAdmin)
        {
            bookings = bookings.Where(booking => booking.CustomerId == context.UserId);
        }

        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(List, cursor) is not [string ticks, string id])
            {
                return PageErrors.InvalidCursor;
            }

            DateTimeOffset before = new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
            Guid beforeId = Guid.Parse(id);
            bookings = bookings.Where(booking => booking.CreatedAt < before || (booking.CreatedAt == before && booking.Id < beforeId));
        }

        List<Booking> page = await bookings
            .OrderByDescending(booking => booking.CreatedAt).ThenByDescending(booking => booking.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        string? next = null;
        if (page.Count > query.Page.Limit)
        {
            page.RemoveAt(page.Count - 1);
            next = cursors.Encode(List, page[^1].CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), page[^1].Id.ToString());
        }

        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        return new Page<BookingView>([.. page.Select(booking => BookingView.Of(booking, now))], next);
    }
}
