namespace Booking.Application.Notifications;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Domain.Users;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>What was sent, is to be sent or was not, of all people and channels, the latest first; kept for 180 days.</summary>
public sealed record ListSentNotificationsQuery(Guid? BookingId, Guid? UserId, NotificationStatus? Status, PageRequest Page) : IQuery<Page<SentNotificationView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class ListSentNotificationsHandler(IBookingDb db, ICursorCodec cursors) : IRequestHandler<ListSentNotificationsQuery, Result<Page<SentNotificationView>>>
{
    public async Task<Result<Page<SentNotificationView>>> Handle(ListSentNotificationsQuery query, CancellationToken cancellationToken)
    {
        string list = $"sent-notifications {query.BookingId} {query.UserId} {query.Status}";
        Result<Guid> position = cursors.After(list, query.Page);
        if (position.IsFailure)
        {
            return position.Error;
        }

        IQueryable<Notification> sent = db.Notifications.AsNoTracking();
        if (query.BookingId is { } bookingId)
        {
            sent = sent.Where(row => row.BookingId == bookingId);
        }

        if (query.UserId is { } userId)
        {
            sent = sent.Where(row => row.UserId == userId);
        }

        if (query.Status is { } status)
        {
            sent = sent.Where(row => row.Status == status);
        }

        if (position.Value is var before && before != Guid.Empty)
        {
            sent = sent.Where(row => row.Id < before);
        }

        List<Notification> rows = await sent.OrderByDescending(row => row.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        return cursors.Page(list, query.Page, rows, row => row.Id, SentNotificationView.Of);
    }
}
