namespace Booking.Workers;

using Booking.Application.Drivers;
using Booking.Infrastructure.Messaging;

internal sealed class DriversWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Drivers,
        (sender, happened, ct) => sender.Send(new AssignDriversProcess(happened.DataId("bookingId"), happened.Id), ct),
        stoppingToken);
}
