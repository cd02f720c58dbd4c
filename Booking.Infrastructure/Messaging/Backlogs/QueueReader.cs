namespace Booking.Infrastructure.Messaging.Backlogs;

using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

/// <param name="Waiting">Not yet fetched by any consumer.</param>
/// <param name="Retrying">Put off for a further attempt.</param>
/// <param name="Dead">Given up; see <see cref="ReplayDeadLetters"/>.</param>
public sealed record QueueDepth(uint Waiting, uint Retrying, uint Dead, uint Consumers);

/// <summary>Asks the broker for the depths of all workers' queues, on a connection of its own that is kept.</summary>
internal sealed class QueueReader(Broker broker, IOptions<MessagingOptions> options) : IAsyncDisposable
{
    private IConnection? _connection;

    /// <returns>By worker; one whose queues do not exist is left out.</returns>
    public async Task<IReadOnlyDictionary<string, QueueDepth>> ReadAsync(CancellationToken ct)
    {
        if (_connection is not { IsOpen: true })
        {
            await DisposeAsync();
            _connection = await broker.OpenAsync("monitor", ct);
        }

        Dictionary<string, QueueDepth> depths = [];
        foreach (Subscription subscription in Subscription.All)
        {
            // Asking for a queue that does not exist closes the channel.
            await using IChannel channel = await _connection.CreateChannelAsync(cancellationToken: ct);
            try
            {
                depths[subscription.Worker] = await ReadAsync(channel, subscription, ct);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
            }
        }

        return depths;
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await Broker.CloseAsync(connection);
        }
    }

    private async Task<QueueDepth> ReadAsync(IChannel channel, Subscription subscription, CancellationToken ct)
    {
        QueueDeclareOk waiting = await channel.QueueDeclarePassiveAsync(subscription.Queue, ct);
        QueueDeclareOk dead = await channel.QueueDeclarePassiveAsync(subscription.DeadQueue, ct);
        uint retrying = 0;
        for (int attempt = 1; attempt <= options.Value.Retries.Length; attempt++)
        {
            retrying += (await channel.QueueDeclarePassiveAsync(subscription.RetryQueue(attempt), ct)).MessageCount;
        }

        return new QueueDepth(waiting.MessageCount, retrying, dead.MessageCount, waiting.ConsumerCount);
    }
}
