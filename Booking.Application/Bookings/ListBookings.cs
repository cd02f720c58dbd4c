namespace Booking.Application.Bookings;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The caller's bookings, newest first; an admin sees all of the tenant.</summary>
/// <param name="Status">As it is written down; an unpaid booking whose time is over may still say that it awaits payment.</param>
/// <param name="From">Whose use begins then or later.</param>
/// <param name="To">Whose use begins before.</param>
/// <param name="Number">The whole number, e.g. <c>BK-7F3K9Q</c>, in any case of letters.</param>
/// <param name="Email">The customer's whole mail address, in any case of letters.</param>
public sealed record ListBookingsQuery(
    PageRequest Page,
    BookingStatus? Status = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    Guid? OfferingId = null,
    string? Number = null,
    string? Email = null) : IQuery<Page<BookingView>>, IRestricted
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

        bookings = Filter(bookings, query);
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
        Guid[] ids = [.. page.Where(booking => booking.Status == BookingStatus.Confirmed).Select(booking => booking.Id)];
        Dictionary<Guid, BookingChange> pending = await db.Changes.AsNoTracking()
            .Where(change => ids.Contains(change.BookingId) && change.Status == ChangeStatus.AwaitingPayment)
            .ToDictionaryAsync(change => change.BookingId, cancellationToken);
        return new Page<BookingView>([.. page.Select(booking => BookingView.Of(booking, now, context, pending.GetValueOrDefault(booking.Id)))], next);
    }

    private static IQueryable<Booking> Filter(IQueryable<Booking> bookings, ListBookingsQuery query)
    {
        if (query.Status is { } status)
        {
            bookings = bookings.Where(booking => booking.Status == status);
        }

        if (query.From is { } from)
        {
            bookings = bookings.Where(booking => booking.StartsAt >= from);
        }

        if (query.To is { } to)
        {
            bookings = bookings.Where(booking => booking.StartsAt < to);
        }

        if (query.OfferingId is { } offering)
        {
            bookings = bookings.Where(booking => booking.OfferingIds.Contains(offering));
        }

        if (query.Number?.ToUpperInvariant() is { } number)
        {
            bookings = bookings.Where(booking => booking.Number == number);
        }

        if (query.Email?.ToLowerInvariant() is { } email)
        {
            bookings = bookings.Where(booking => booking.CustomerEmail == email);
        }

        return bookings;
    }
}
