namespace Booking.Infrastructure.Messaging;

using Microsoft.Extensions.Configuration;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

/// <summary>
/// Opens connections. Each role has its own and replaces it when it breaks: the client's automatic recovery would restore
/// a channel behind the back of whoever counts what is in flight on it, and does not restore one that was closed by an error.
/// </summary>
public sealed class Broker(IConfiguration configuration)
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    // A host that stops has little time, and a broker that hangs gets none of it.
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(3);

    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    public async Task<IConnection> OpenAsync(string role, CancellationToken ct)
    {
        ConnectionFactory factory = new()
        {
            Uri = new Uri(configuration.GetConnectionString("messaging") ?? throw new InvalidOperationException("ConnectionStrings:messaging is not set.")),
            ClientProvidedName = $"booking.{role}",
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
            RequestedConnectionTimeout = Timeout,
            ContinuationTimeout = Timeout,
        };
        return await factory.CreateConnectionAsync(ct);
    }

    public static Task<IChannel> OpenPublisherAsync(IConnection connection, CancellationToken ct) => connection.CreateChannelAsync(Confirming, ct);

    /// <summary>Publishes and waits for the broker's confirm. The token of the caller is never passed on: cancelling a publish in flight spoils the channel.</summary>
    /// <exception cref="PublishException">Returned as unroutable, or refused.</exception>
    public static Task PublishAsync(IChannel channel, string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body) =>
        channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, CancellationToken.None).AsTask().WaitAsync(Timeout);

    /// <summary>Asks for no more deliveries.</summary>
    public static async Task CancelConsumerAsync(IChannel channel, string tag)
    {
        try
        {
            await channel.BasicCancelAsync(tag).WaitAsync(FarewellLimit);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException || IsConnectionFault(e))
        {
            // The connection is going or gone, and the consumer with it.
        }
    }

    public static bool IsConnectionFault(Exception e) =>
        e is AlreadyClosedException or OperationInterruptedException or BrokerUnreachableException or ObjectDisposedException or IOException;

    /// <summary>Closes politely; a broker that does not answer is left soon.</summary>
    public static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.CloseAsync(Constants.ReplySuccess, "closing", FarewellLimit, abort: true).WaitAsync(FarewellLimit);
            await connection.DisposeAsync().AsTask().WaitAsync(FarewellLimit);
        }
        catch (Exception e) when (e is TimeoutException || IsConnectionFault(e))
        {
            // It is gone or hangs; nothing of ours depends on how it ends.
        }
    }
}
