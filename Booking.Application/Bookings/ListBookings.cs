namespace Booking.Application.Bookings;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// The caller's bookings, newest first; an admin sees all of the tenant. Managed ones are those with items of the caller's own offerings;
/// <see cref="BookingView"/> says what a provider sees of them, and only that can be searched.
/// </summary>
/// <param name="Status">As it is written down; an unpaid booking whose time is over may still say that it awaits payment.</param>
/// <param name="From">Whose use begins then or later.</param>
/// <param name="To">Whose use begins before.</param>
/// <param name="Number">The whole number, e.g. <c>BK-7F3K9Q</c>, in any case of letters.</param>
/// <param name="Email">The customer's whole mail address, in any case of letters; not of managed ones, where only an admin sees it.</param>
public sealed record ListBookingsQuery(
    PageRequest Page,
    BookingStatus? Status = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    Guid? OfferingId = null,
    string? Number = null,
    string? Email = null,
    bool Managed = false) : IQuery<Page<BookingView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [];
}

internal sealed class ListBookingsHandler(IBookingDb db, RequestContext context, IDatabaseClock clock, ICursorCodec cursors) : IRequestHandler<ListBookingsQuery, Result<Page<BookingView>>>
{
    private const string List = "bookings";

    public async Task<Result<Page<BookingView>>> Handle(ListBookingsQuery query, CancellationToken cancellationToken)
    {
        string list = $"{List}{(query.Managed ? " managed" : "")}";
        Result<(DateTimeOffset, Guid)?> position = Position(list, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        if (query.Managed && !context.IsAdmin)
        {
            return await ManagedAsync(list, query, position.Value, cancellationToken);
        }

        IQueryable<Booking> bookings = db.Bookings.AsNoTracking();
        if (!context.IsAdmin)
        {
            bookings = bookings.Where(booking => booking.CustomerId == context.UserId);
        }

        bookings = Filter(bookings, query);
        if (position.Value is var (before, beforeId))
        {
            bookings = bookings.Where(booking => booking.CreatedAt < before || (booking.CreatedAt == before && booking.Id < beforeId));
        }

        List<Booking> page = await bookings
            .OrderByDescending(booking => booking.CreatedAt).ThenByDescending(booking => booking.Id)
            .Take(query.Page.Limit + 1)
            .ToListAsync(cancellationToken);
        string? next = Next(list, query.Page, page, booking => booking);
        DateTimeOffset now = await clock.NowAsync(cancellationToken);
        Guid[] ids = [.. page.Where(booking => booking.Status == BookingStatus.Confirmed).Select(booking => booking.Id)];
        Dictionary<Guid, BookingChange> pending = await db.Changes.AsNoTracking()
            .Where(change => ids.Contains(change.BookingId) && change.Status == ChangeStatus.AwaitingPayment)
            .ToDictionaryAsync(change => change.BookingId, cancellationToken);
        return new Page<BookingView>([.. page.Select(booking => BookingView.Of(booking, now, context, pending.GetValueOrDefault(booking.Id)))], next);
    }

    private async Task<Result<Page<BookingView>>> ManagedAsync(string list, ListBookingsQuery query, (DateTimeOffset, Guid)? position, CancellationToken ct)
    {
        if (!context.Roles.Contains(Roles.Provider) || query.Email is not null)
        {
            return UserErrors.Forbidden;
        }

        IQueryable<BookingOwnerRow> own = Filter(db.BookingOwners.Where(row => row.OwnerId == context.UserId), query);
        if (position is var (before, beforeId))
        {
            own = own.Where(row => row.CreatedAt < before || (row.CreatedAt == before && row.BookingId < beforeId));
        }

        // What is filtered by the items' times and offerings has been filtered by those of the provider's.
        IQueryable<Booking> bookings = Filter(db.Bookings.AsNoTracking(), query with { From = null, To = null, OfferingId = null });
        var page = await own.Join(bookings, row => row.BookingId, booking => booking.Id, (row, booking) => new { row, booking })
            .OrderByDescending(sold => sold.row.CreatedAt).ThenByDescending(sold => sold.row.BookingId)
            .Take(query.Page.Limit + 1)
            .ToListAsync(ct);
        string? next = Next(list, query.Page, page, sold => sold.booking);
        DateTimeOffset now = await clock.NowAsync(ct);
        return new Page<BookingView>([.. page.Select(sold => BookingView.OfProvider(sold.booking, sold.row.Items, now))], next);
    }

    /// <summary>What the page before ended with; null for the first one.</summary>
    private Result<(DateTimeOffset, Guid)?> Position(string list, PageRequest page)
    {
        if (page.Cursor is null)
        {
            return Result<(DateTimeOffset, Guid)?>.Success(null);
        }

        return cursors.Decode(list, page.Cursor) is [string ticks, string id]
            ? Result<(DateTimeOffset, Guid)?>.Success((new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), Guid.Parse(id)))
            : PageErrors.InvalidCursor;
    }

    /// <summary>Cuts the page where it ends, and says where the next one begins.</summary>
    private string? Next<T>(string list, PageRequest page, List<T> rows, Func<T, Booking> of)
    {
        if (rows.Count <= page.Limit)
        {
            return null;
        }

        rows.RemoveAt(rows.Count - 1);
        Booking last = of(rows[^1]);
        return cursors.Encode(list, last.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), last.Id.ToString());
    }

    private static IQueryable<BookingOwnerRow> Filter(IQueryable<BookingOwnerRow> own, ListBookingsQuery query)
    {
        if (query.From is { } from)
        {
            own = own.Where(row => row.StartsAt >= from);
        }

        if (query.To is { } to)
        {
            own = own.Where(row => row.StartsAt < to);
        }

        return query.OfferingId is { } offering ? own.Where(row => row.OfferingIds.Contains(offering)) : own;
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
            List<Guid> offerings = [offering];
            bookings = bookings.Where(booking => offerings.All(one => booking.OfferingIds.Contains(one)));
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
