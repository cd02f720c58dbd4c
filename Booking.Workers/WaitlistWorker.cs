namespace Booking.Workers;

using System.Text.Json;
using Booking.Application.Waitlist;
using Booking.Domain.Holds;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Persistence;

/// <summary>Promotes those who wait for what has come free.</summary>
internal sealed class WaitlistWorker(EventConsumer consumer) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => consumer.RunAsync(
        Subscription.Waitlist,
        (sender, happened, ct) => sender.Send(new PromoteFreedProcess(Read(happened.Data), happened.Id), ct),
        stoppingToken);

    private static IReadOnlyList<HoldItem> Read(JsonElement data)
    {
        try
        {
            return data.Deserialize<InventoryReleased>(StoredJson.Options)?.Items ?? throw new InvalidMessageException("invalid_data");
        }
        catch (JsonException)
        {
            throw new InvalidMessageException("invalid_data");
        }
    }
}
