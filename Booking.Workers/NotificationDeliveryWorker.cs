namespace Booking.Workers;

using Booking.Infrastructure.Notifications;

internal sealed class NotificationDeliveryWorker(NotificationDispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
}
