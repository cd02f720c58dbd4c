namespace Booking.Workers;

using Booking.Application.Notifications;
using Booking.Infrastructure.Messaging;

/// <summary>Plans what people are told of; see <see cref="NotificationDeliveryWorker"/> for the telling.</summary>
internal sealed class NotificationsWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Notifications,
        (sender, happened, ct) => sender.Send(new PlanNotificationsProcess(happened.ToView()), ct),
        stoppingToken);
}
