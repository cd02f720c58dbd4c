namespace Booking.Workers;

using Booking.Application.Receipts;
using Booking.Infrastructure.Messaging;

internal sealed class ReceiptsWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Receipts,
        (sender, happened, ct) => sender.Send(new IssueReceiptsProcess(happened.DataId("bookingId"), happened.Id), ct),
        stoppingToken);
}
