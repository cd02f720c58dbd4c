namespace Booking.Infrastructure.Messaging;

using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

/// <summary>
/// Every event, for a process that tells its own clients. Nothing waits for it: what happens while it has no connection, or more than its
/// queue holds, is missed, and the process learns that something was.
/// </summary>
public sealed class LiveFeed(Broker broker, TimeProvider clock, ILogger<LiveFeed> logger)
{
    private const string Role = "live";
    private const ushort Prefetch = 256;

    /// <param name="handle">Called for one event after the other; soon done.</param>
    /// <param name="missed">Called after each (re)connection, and when events were dropped.</param>
    public async Task RunAsync(Func<CloudEvent, CancellationToken, Task> handle, Action missed, CancellationToken ct)
    {
        Backoff backoff = new(clock);
        while (!ct.IsCancellationRequested)
        {
            Exception? fault = null;
            try
            {
                await RunSessionAsync(handle, missed, backoff, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // Whatever it was, clients are better off with a feed that comes back.
                fault = e;
            }

            if (!ct.IsCancellationRequested)
            {
                TimeSpan pause = backoff.Next();
                logger.Interrupted(fault, Role, pause);
                await backoff.PauseAsync(pause, ct);
            }
        }
    }

    private async Task RunSessionAsync(Func<CloudEvent, CancellationToken, Task> handle, Action missed, Backoff backoff, CancellationToken ct)
    {
        TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        IConnection connection = await broker.OpenAsync(Role, ct);
        try
        {
            connection.ConnectionShutdownAsync += (_, e) => End(e.ReplyText);
            IChannel channel = await connection.CreateChannelAsync(cancellationToken: ct);
            channel.ChannelShutdownAsync += (_, e) => End(e.ReplyText);
            LiveQueue queue = await Topology.DeclareLiveAsync(channel, ct);
            await channel.BasicQosAsync(0, Prefetch, global: false, ct);
            AsyncEventingBasicConsumer drops = new(channel);
            drops.ReceivedAsync += (_, _) =>
            {
                missed();
                return Task.CompletedTask;
            };
            await channel.BasicConsumeAsync(queue.Missed, autoAck: true, drops, ct);
            AsyncEventingBasicConsumer events = new(channel);
            events.ReceivedAsync += (_, delivery) => ReceiveAsync(channel, delivery, handle, missed, ct);
            events.UnregisteredAsync += (_, _) => End("the consumer was cancelled");
            await channel.BasicConsumeAsync(queue.Events, autoAck: false, events, ct);
            logger.Connected(Role);
            backoff.Reset();
            missed();
            logger.ConnectionEnded(Role, await ended.Task.WaitAsync(ct));
        }
        finally
        {
            await Broker.CloseAsync(connection);
        }

        Task End(string reason)
        {
            ended.TrySetResult(reason);
            return Task.CompletedTask;
        }
    }

    private async Task ReceiveAsync(IChannel channel, BasicDeliverEventArgs delivery, Func<CloudEvent, CancellationToken, Task> handle, Action missed, CancellationToken ct)
    {
        try
        {
            await handle(CloudEvent.Read(delivery.Body.ToArray()), ct);
        }
        catch (InvalidMessageException)
        {
            // Nobody could be told of it; the workers' dead letters have it too.
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            logger.NotTold(e, delivery.BasicProperties.MessageId);
            missed();
        }

        if (channel.IsOpen)
        {
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, CancellationToken.None);
        }
    }
}
