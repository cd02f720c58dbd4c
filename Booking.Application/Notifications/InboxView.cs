namespace Booking.Application.Notifications;

using Booking.Domain.Notifications;

/// <summary>A message that a user reads in the application.</summary>
/// <param name="Event">What it tells of, such as <c>booking.confirmed</c>.</param>
/// <param name="BookingId">Null where it is about no booking.</param>
/// <param name="Link">Where the application shows more of it, as a path such as <c>/bookings/{id}</c>; null where there is no such place.</param>
/// <param name="ReadAt">Null while it is unread.</param>
public sealed record InboxMessageView(
    Guid Id, string Event, NotificationCategory Category, string Title, string Text, Guid? BookingId, string? Link, bool IsUrgent, DateTimeOffset SentAt, DateTimeOffset? ReadAt)
{
    internal static InboxMessageView Of(Notification row) => new(
        row.Id, row.Kind, row.Category, row.Subject, row.Text, row.BookingId, row.Link.Length > 0 ? row.Link : null, row.IsUrgent, row.SentAt ?? row.CreatedAt, row.ReadAt);
}

/// <param name="NextCursor">Opaque; null on the last page.</param>
/// <param name="UnreadCount">Of all messages, not of this page alone.</param>
public sealed record InboxView(IReadOnlyList<InboxMessageView> Items, string? NextCursor, int UnreadCount);
