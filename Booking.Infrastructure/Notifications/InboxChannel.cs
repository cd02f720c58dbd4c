namespace Booking.Infrastructure.Notifications;

using Booking.Application.Notifications;
using Booking.Domain.Notifications;

/// <summary>The notification's row itself is what the user reads; nothing is called.</summary>
internal sealed class InboxChannel : INotificationChannel
{
    public NotificationChannel Channel => NotificationChannel.Inbox;

    public Task<ChannelAnswer> SendAsync(OutgoingNotification notification, CancellationToken ct) => Task.FromResult(ChannelAnswer.Sent(null));
}
