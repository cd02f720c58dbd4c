namespace Booking.Infrastructure.Messaging;

using System.Diagnostics;
using System.Threading.Channels;
using Booking.Application.Abstractions;
using Booking.Infrastructure.Caching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

/// <summary>
/// Carries the outbox to the broker, at least once: a row is marked after the broker has confirmed it, so a crash in between publishes
/// it again under the same id. Safe at any number of replicas.
/// </summary>
public sealed class OutboxRelay(
    NpgsqlDataSource database, Broker broker, OutboxListener listener, IReadCache cache, IOptions<MessagingOptions> options, TimeProvider clock, ILogger<OutboxRelay> logger)
{
    private const string Role = "outbox";

    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public async Task RunAsync(CancellationToken ct)
    {
        Task listening = listener.RunAsync(() => _wake.Writer.TryWrite(true), ct);
        Backoff backoff = new(clock);
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await RunSessionAsync(backoff, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // Whatever it was, the rows are still there; giving up would stop every effect of the system.
                TimeSpan pause = backoff.Next();
                logger.Interrupted(e, Role, pause);
                await backoff.PauseAsync(pause, ct);
            }
        }

        await listening;
    }

    private async Task RunSessionAsync(Backoff backoff, CancellationToken ct)
    {
        IConnection connection = await broker.OpenAsync(Role, ct);
        try
        {
            IChannel channel = await Broker.OpenPublisherAsync(connection, ct);
            await Topology.DeclareAsync(channel, options.Value, Subscription.All, ct);
            logger.Connected(Role);
            while (!ct.IsCancellationRequested && channel.IsOpen)
            {
                int taken = await RelayBatchAsync(channel, ct);
                backoff.Reset();
                if (taken < OutboxStore.BatchSize)
                {
                    await WaitForWorkAsync(ct);
                }
            }
        }
        finally
        {
            await Broker.CloseAsync(connection);
        }
    }

    private async Task<int> RelayBatchAsync(IChannel channel, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(ct);
        List<OutboxMessage> messages = await OutboxStore.TakeAsync(connection, transaction, ct);
        if (messages.Count == 0)
        {
            return 0;
        }

        // From here on the batch is finished even when the host stops: it is bounded by the confirm's timeout, and what was
        // published must be marked.
        List<Task<Outcome>> publishing = [.. messages.Select(message => PublishAsync(channel, message))];
        Outcome[] outcomes = await Task.WhenAll(publishing);
        await OutboxStore.MarkAsync(connection, transaction, Select(Outcome.Published), CancellationToken.None);
        await OutboxStore.PutOffAsync(connection, transaction, Select(Outcome.Refused), CancellationToken.None);
        await transaction.CommitAsync(CancellationToken.None);
        ForgetReads(messages);
        if (outcomes.Contains(Outcome.ConnectionLost))
        {
            throw new IOException("The connection broke while events were being published.");
        }

        return messages.Count;

        List<OutboxMessage> Select(Outcome outcome) => [.. messages.Where((_, i) => outcomes[i] == outcome)];
    }

    /// <summary>Once more after the host that made the change: it may have ended between its commit and the forgetting.</summary>
    private void ForgetReads(List<OutboxMessage> messages)
    {
        foreach (IGrouping<Guid, OutboxMessage> ofTenant in messages.GroupBy(message => message.TenantId))
        {
            HashSet<string> tags = [];
            foreach (OutboxMessage message in ofTenant)
            {
                ChangedTags.Add(message.Data, tags);
            }

            cache.Forget(ofTenant.Key, tags);
        }
    }

    private async Task<Outcome> PublishAsync(IChannel channel, OutboxMessage message)
    {
        using Activity? span = MessagingTelemetry.Source.StartActivity($"publish {message.Type}", ActivityKind.Producer, MessagingTelemetry.Parent(message.TraceParent));
        BasicProperties properties = new()
        {
            ContentType = CloudEvent.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = message.Id.ToString(),
            Type = message.Type,
        };
        KeyValuePair<string, object?> type = new("booking.event_type", message.Type);
        try
        {
            await Broker.PublishAsync(channel, Topology.Events, message.Type, properties, CloudEvent.Write(message, span?.Id ?? message.TraceParent));
            MessagingTelemetry.Published.Add(1, type);
            MessagingTelemetry.OutboxLag.Record((clock.GetUtcNow() - message.OccurredAt).TotalSeconds);
            return Outcome.Published;
        }
        catch (Exception e) when (e is PublishException or TimeoutException)
        {
            string reason = e is PublishException { IsReturn: true } ? "unroutable" : "not_confirmed";
            span?.SetStatus(ActivityStatusCode.Error, reason);
            logger.NotPublished(message.Id, message.Type, reason);
            MessagingTelemetry.PublishFailed.Add(1, type);
            return Outcome.Refused;
        }
        catch (Exception e) when (Broker.IsConnectionFault(e))
        {
            // Not the event's fault: it keeps its place and is tried as soon as the broker is back.
            span?.SetStatus(ActivityStatusCode.Error, "connection_lost");
            return Outcome.ConnectionLost;
        }
    }

    private async Task WaitForWorkAsync(CancellationToken ct)
    {
        using CancellationTokenSource poll = CancellationTokenSource.CreateLinkedTokenSource(ct);
        poll.CancelAfter(options.Value.OutboxPoll);
        try
        {
            await _wake.Reader.ReadAsync(poll.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    private enum Outcome
    {
        Published,
        Refused,
        ConnectionLost,
    }
}
