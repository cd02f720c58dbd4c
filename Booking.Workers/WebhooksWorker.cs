namespace Booking.Workers;

using Booking.Application.Notifications;
using Booking.Infrastructure.Messaging;

/// <summary>Plans what tenants' endpoints are told of; see <see cref="WebhookDeliveryWorker"/> for the telling.</summary>
internal sealed class WebhooksWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Webhooks,
        (sender, happened, ct) => sender.Send(new PlanWebhooksProcess(happened.ToView()), ct),
        stoppingToken);
}
