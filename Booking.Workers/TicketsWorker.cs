namespace Booking.Workers;

using Booking.Application.Tickets;
using Booking.Infrastructure.Messaging;

internal sealed class TicketsWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Tickets,
        (sender, happened, ct) => sender.Send(new IssueTicketsCommand(happened.DataId("bookingId"), happened.Id), ct),
        stoppingToken);
}
