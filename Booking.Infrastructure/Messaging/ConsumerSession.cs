namespace Booking.Infrastructure.Messaging;

using System.Globalization;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

/// <summary>
/// One connection of one worker. A delivery is acknowledged after its effect is committed, or after the broker has confirmed
/// its copy in a retry queue or the dead-letter queue: at every moment at least one copy exists.
/// </summary>
internal sealed class ConsumerSession(
    Subscription subscription, EventDispatch dispatch, Broker broker, MessagingOptions options, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    public const string AttemptsHeader = "x-booking-attempts";
    public const string ReasonHeader = "x-booking-reason";
    public const string ErrorHeader = "x-booking-error";

    private const string DeliveryCountHeader = "x-delivery-count";

    // Together with closing the connection within the host's shutdown limit of 30 s.
    private static readonly TimeSpan FinishLimit = TimeSpan.FromSeconds(15);

    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _abandoned = new();
    private IConnection? _connection;
    private IChannel _deliveries = null!;
    private IChannel _copies = null!;
    private string? _consumerTag;
    private volatile bool _stopping;

    // One for the session itself, given back when it stops; whoever brings it to zero was the last.
    private int _inFlight = 1;

    public async Task StartAsync(CancellationToken ct)
    {
        _connection = await broker.OpenAsync(subscription.Worker, ct);
        _connection.ConnectionShutdownAsync += (_, e) => End(e.ReplyText);
        _copies = await Broker.OpenPublisherAsync(_connection, ct);
        await Topology.DeclareAsync(_copies, options, [subscription], ct);
        _deliveries = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, null, options.Concurrency), ct);
        _deliveries.ChannelShutdownAsync += (_, e) => End(e.ReplyText);
        _copies.ChannelShutdownAsync += (_, e) => End(e.ReplyText);
        await _deliveries.BasicQosAsync(0, options.Prefetch, global: false, ct);
        AsyncEventingBasicConsumer consumer = new(_deliveries);
        consumer.ReceivedAsync += (_, delivery) => ReceiveAsync(delivery);
        // A deleted queue ends the consumer and nothing else: the channel stays open and silent.
        consumer.UnregisteredAsync += (_, _) => End("the consumer was cancelled");
        _consumerTag = await _deliveries.BasicConsumeAsync(subscription.Queue, autoAck: false, consumer, ct);
        logger.Connected(subscription.Queue);
    }

    /// <summary>Until the session breaks or the host stops.</summary>
    public async Task EndedAsync(CancellationToken ct)
    {
        string reason = await _ended.Task.WaitAsync(ct);
        logger.ConnectionEnded(subscription.Queue, reason);
    }

    /// <summary>Takes nothing new, finishes what is being worked on, and closes. What has only been fetched goes back to the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        _stopping = true;
        if (_connection is not null)
        {
            if (_consumerTag is not null && _deliveries.IsOpen)
            {
                await Broker.CancelConsumerAsync(_deliveries, _consumerTag);
            }

            Leave();
            await _idle.Task.WaitAsync(FinishLimit, clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _abandoned.CancelAsync();
            await Broker.CloseAsync(_connection);
        }

        _abandoned.Dispose();
    }

    private async Task ReceiveAsync(BasicDeliverEventArgs delivery)
    {
        if (!TryEnter())
        {
            return;
        }

        try
        {
            // The body's buffer belongs to the client and is used again.
            byte[] body = delivery.Body.ToArray();
            long deliveries = Number(delivery.BasicProperties, DeliveryCountHeader);
            if (delivery.Redelivered)
            {
                MessagingTelemetry.Redelivered.Add(1, MessagingTelemetry.Worker(subscription));
                logger.Redelivered(subscription.Queue, deliveries, delivery.BasicProperties.MessageId);
            }

            int attempt = (int)Number(delivery.BasicProperties, AttemptsHeader) + 1;
            Handled handled = await dispatch.HandleAsync(body, _abandoned.Token);
            if (handled.Failure is null)
            {
                MessagingTelemetry.Consumed.Add(1, MessagingTelemetry.Worker(subscription));
                if (handled.HappenedAt != default)
                {
                    MessagingTelemetry.Lag.Record(Math.Max(0, (clock.GetUtcNow() - handled.HappenedAt).TotalSeconds), MessagingTelemetry.Worker(subscription));
                }
            }
            else
            {
                await PutAsideAsync(delivery.BasicProperties, body, attempt, handled);
            }

            await _deliveries.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        }
        catch (Exception e)
        {
            // An exception here would only leave the consumer stuck with its prefetch; without an acknowledgement the broker delivers again.
            logger.NotSettled(e, subscription.Queue);
            _ended.TrySetResult("an event could not be settled");
        }
        finally
        {
            Leave();
        }
    }

    private async Task PutAsideAsync(IReadOnlyBasicProperties received, byte[] body, int attempt, Handled handled)
    {
        BasicProperties copy = new()
        {
            ContentType = received.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = received.MessageId,
            Type = received.Type,
            Headers = new Dictionary<string, object?> { [AttemptsHeader] = attempt },
        };
        if (!handled.IsHopeless && attempt <= options.Retries.Length)
        {
            TimeSpan delay = options.Retries[attempt - 1];
            copy.Expiration = ((long)delay.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
            logger.Retrying(handled.Exception, subscription.Queue, attempt, handled.EventId, handled.Failure!, delay);
            await Broker.PublishAsync(_copies, "", subscription.RetryQueue(attempt), copy, body);
            MessagingTelemetry.Retried.Add(1, MessagingTelemetry.Worker(subscription));
            return;
        }

        copy.Headers[ReasonHeader] = handled.IsHopeless ? handled.Failure : $"retries_exhausted: {handled.Failure}";
        copy.Headers[ErrorHeader] = handled.Exception?.GetType().FullName ?? handled.Failure;
        logger.Died(handled.Exception, subscription.Queue, attempt, handled.EventId, handled.Failure!);
        await Broker.PublishAsync(_copies, Topology.Dead, subscription.Queue, copy, body);
        MessagingTelemetry.DeadLettered.Add(1, MessagingTelemetry.Worker(subscription), new("booking.reason", handled.Failure));
    }

    private bool TryEnter()
    {
        Interlocked.Increment(ref _inFlight);
        if (!_stopping)
        {
            return true;
        }

        Leave();
        return false;
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _inFlight) == 0)
        {
            _idle.TrySetResult();
        }
    }

    private Task End(string reason)
    {
        _ended.TrySetResult(reason);
        return Task.CompletedTask;
    }

    private static long Number(IReadOnlyBasicProperties properties, string header) =>
        properties.Headers?.TryGetValue(header, out object? value) == true && value is IConvertible number and not string
            ? number.ToInt64(CultureInfo.InvariantCulture)
            : 0;
}
