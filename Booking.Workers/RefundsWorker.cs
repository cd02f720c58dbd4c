namespace Booking.Workers;

using Booking.Application.Payments;
using Booking.Infrastructure.Messaging;

internal sealed class RefundsWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Refunds,
        (sender, happened, ct) => sender.Send(new ExecuteRefundProcess(happened.DataId("refundId"), happened.Id), ct),
        stoppingToken);
}
