namespace Booking.Workers;

using System.Text.Json;
using Booking.Application.Bookings;
using Booking.Domain.Holds;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Persistence;

internal sealed class DisruptionsWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Disruptions,
        (sender, happened, ct) => sender.Send(new OpenCasesProcess(Read(happened.Data), happened.Id), ct),
        stoppingToken);

    private static OfferingDisrupted Read(JsonElement data)
    {
        try
        {
            return data.Deserialize<OfferingDisrupted>(StoredJson.Options) ?? throw new InvalidMessageException("invalid_data");
        }
        catch (JsonException)
        {
            throw new InvalidMessageException("invalid_data");
        }
    }
}
