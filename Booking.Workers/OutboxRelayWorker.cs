namespace Booking.Workers;

using Booking.Infrastructure.Messaging;

internal sealed class OutboxRelayWorker(OutboxRelay relay) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => relay.RunAsync(stoppingToken);
}
