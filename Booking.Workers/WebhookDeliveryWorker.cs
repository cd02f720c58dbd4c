namespace Booking.Workers;

using Booking.Infrastructure.Notifications;

internal sealed class WebhookDeliveryWorker(WebhookDispatcher dispatcher) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => dispatcher.RunAsync(stoppingToken);
}
