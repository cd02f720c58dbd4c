namespace Booking.Infrastructure.Messaging;

using System.Collections.Concurrent;
using Booking.Application.Notifications;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

/// <summary>Passes the news straight to the processes with clients: it is in no outbox and no log, and nobody else gets it.</summary>
internal sealed class StatsNotifier : IStatsNotifier, IAsyncDisposable
{
    private const string Role = "stats";

    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Broker _broker;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Guid, bool> _changed = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lazy<Task> _sending;

    public StatsNotifier(Broker broker, TimeProvider clock, ILogger<StatsNotifier> logger)
    {
        (_broker, _clock, _logger) = (broker, clock, logger);
        _sending = new(() => Task.Run(SendAllAsync));
    }

    public void Changed(Guid tenantId)
    {
        _changed[tenantId] = true;
        _ = _sending.Value;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_sending.IsValueCreated)
        {
            await _sending.Value.WaitAsync(StopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stopping.Dispose();
    }

    private async Task SendAllAsync()
    {
        CancellationToken ct = _stopping.Token;
        Backoff backoff = new(_clock);
        while (!ct.IsCancellationRequested)
        {
            IConnection? connection = null;
            try
            {
                connection = await _broker.OpenAsync(Role, ct);
                IChannel channel = await connection.CreateChannelAsync(cancellationToken: ct);
                await Topology.DeclareLiveExchangeAsync(channel, ct);
                backoff.Reset();
                while (channel.IsOpen)
                {
                    foreach (Guid tenant in _changed.Keys)
                    {
                        _changed.TryRemove(tenant, out _);
                        await channel.BasicPublishAsync(Topology.Live, EventRoutes.StatsChanged, Write(tenant), CancellationToken.None);
                    }

                    await Task.Delay(Spacing, _clock, ct);
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                TimeSpan pause = backoff.Next();
                _logger.Interrupted(e, Role, pause);
                await backoff.PauseAsync(pause, ct);
            }
            finally
            {
                if (connection is not null)
                {
                    await Broker.CloseAsync(connection);
                }
            }
        }
    }

    private ReadOnlyMemory<byte> Write(Guid tenantId) => CloudEvent.Write(
        new OutboxMessage
        {
            TenantId = tenantId,
            Id = Guid.CreateVersion7(_clock.GetUtcNow()),
            Type = EventRoutes.StatsChanged,
            Subject = tenantId,
            Sequence = _clock.GetUtcNow().ToUnixTimeMilliseconds(),
            Data = "{}",
            OccurredAt = _clock.GetUtcNow(),
        },
        null);
}
