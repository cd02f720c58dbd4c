namespace Booking.Infrastructure.Messaging;

using Microsoft.Extensions.Options;
using RabbitMQ.Client;

/// <summary>Gives a worker's dead messages another chance, with all their attempts, after their cause has been mended.</summary>
public sealed class ReplayDeadLetters(Broker broker, IOptions<MessagingOptions> options)
{
    /// <summary>Moves what lies in the dead-letter queue now; what dies again meanwhile is not moved twice.</summary>
    /// <returns>How many messages were moved.</returns>
    /// <exception cref="ArgumentException">There is no such worker.</exception>
    public async Task<int> RunAsync(string worker, CancellationToken ct)
    {
        Subscription subscription = Subscription.All.SingleOrDefault(subscription => subscription.Worker == worker)
            ?? throw new ArgumentException($"There is no worker '{worker}'; there are {string.Join(", ", Subscription.All.Select(known => known.Worker))}.", nameof(worker));
        IConnection connection = await broker.OpenAsync("replay", ct);
        try
        {
            IChannel dead = await connection.CreateChannelAsync(cancellationToken: ct);
            IChannel publisher = await Broker.OpenPublisherAsync(connection, ct);
            await Topology.DeclareAsync(publisher, options.Value, [subscription], ct);
            uint waiting = await dead.MessageCountAsync(subscription.DeadQueue, ct);
            int moved = 0;
            for (; moved < waiting && !ct.IsCancellationRequested; moved++)
            {
                if (await dead.BasicGetAsync(subscription.DeadQueue, autoAck: false, ct) is not { } message)
                {
                    break;
                }

                // Without the old headers the count of attempts starts again.
                BasicProperties properties = new()
                {
                    ContentType = message.BasicProperties.ContentType,
                    DeliveryMode = DeliveryModes.Persistent,
                    MessageId = message.BasicProperties.MessageId,
                    Type = message.BasicProperties.Type,
                };
                await Broker.PublishAsync(publisher, "", subscription.Queue, properties, message.Body.ToArray());
                await dead.BasicAckAsync(message.DeliveryTag, multiple: false, ct);
            }

            return moved;
        }
        finally
        {
            await Broker.CloseAsync(connection);
        }
    }
}
