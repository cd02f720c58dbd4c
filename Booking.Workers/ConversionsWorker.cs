namespace Booking.Workers;

using Booking.Application.Attribution;
using Booking.Infrastructure.Messaging;

/// <summary>Plans what the advertising network is told; see <see cref="ConversionDeliveryWorker"/> for the telling.</summary>
internal sealed class ConversionsWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Conversions,
        (sender, happened, ct) => sender.Send(new PlanConversionProcess(happened.DataId("bookingId"), happened.Id), ct),
        stoppingToken);
}
