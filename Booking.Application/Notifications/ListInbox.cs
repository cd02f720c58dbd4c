namespace Booking.Application.Notifications;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The caller's messages, the latest first; kept for 180 days.</summary>
public sealed record ListInboxQuery(bool UnreadOnly, PageRequest Page) : IQuery<InboxView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [];
}

internal sealed class ListInboxHandler(IBookingDb db, ICursorCodec cursors, RequestContext context) : IRequestHandler<ListInboxQuery, Result<InboxView>>
{
    public async Task<Result<InboxView>> Handle(ListInboxQuery query, CancellationToken cancellationToken)
    {
        string list = query.UnreadOnly ? "inbox unread" : "inbox";
        IQueryable<Notification> inbox = db.Notifications.AsNoTracking()
            .Where(row => row.UserId == context.UserId && row.Channel == NotificationChannel.Inbox && row.Status == NotificationStatus.Sent);
        int unread = await inbox.CountAsync(row => row.ReadAt == null, cancellationToken);
        if (query.UnreadOnly)
        {
            inbox = inbox.Where(row => row.ReadAt == null);
        }

        if (query.Page.Cursor is { } cursor)
        {
            if (cursors.Decode(list, cursor) is not [string at, string last] || !Guid.TryParse(last, out Guid id) || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out long ticks))
            {
                return PageErrors.InvalidCursor;
            }

            DateTimeOffset sentAt = new(ticks, TimeSpan.Zero);
            inbox = inbox.Where(row => row.SentAt < sentAt || (row.SentAt == sentAt && row.Id < id));
        }

        List<Notification> rows = await inbox.OrderByDescending(row => row.SentAt).ThenByDescending(row => row.Id).Take(query.Page.Limit + 1).ToListAsync(cancellationToken);
        string? next = rows.Count > query.Page.Limit
            ? cursors.Encode(list, rows[query.Page.Limit - 1].SentAt!.Value.UtcTicks.ToString(CultureInfo.InvariantCulture), rows[query.Page.Limit - 1].Id.ToString())
            : null;
        return new InboxView([.. rows.Take(query.Page.Limit).Select(InboxMessageView.Of)], next, unread);
    }
}
