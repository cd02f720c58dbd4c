namespace Booking.Infrastructure.Notifications;

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;
using Booking.Infrastructure.Messaging;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

/// <summary>
/// Gives every channel of a tenant with something due a lane of its own, one at a time per process: a mail server that is slow holds up neither text
/// messages nor other tenants. Safe at any number of replicas, as a lane claims before it sends.
/// </summary>
public sealed partial class NotificationDispatcher(
    DueNotifications due, IServiceScopeFactory scopes, NotificationOptions options, TimeProvider clock, ILogger<NotificationDispatcher> logger)
{
    private const int MaxBatches = 20;

    private static readonly Meter Meter = new(MessagingTelemetry.Name);

    private static readonly Counter<long> Handled = Meter.CreateCounter<long>("booking.notifications.handled", "{notification}", "Notifications taken up, whatever became of them.");

    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("booking.notifications.lag", "s", "From when the oldest notification of a channel was due to its claim.");

    private readonly ConcurrentDictionary<(Guid TenantId, NotificationChannel Channel), Task> _lanes = new();

    /// <summary>Until the host stops; messages that are under way then are sent and written down.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(options.Interval, clock);
        try
        {
            do
            {
                await StartLanesAsync(ct);
            }
            while (await timer.WaitForNextTickAsync(ct));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }

        await Task.WhenAll(_lanes.Values);
    }

    private async Task StartLanesAsync(CancellationToken ct)
    {
        try
        {
            foreach (DueChannel channel in (await due.FindAsync(ct)).Where(channel => !_lanes.ContainsKey((channel.TenantId, channel.Channel))))
            {
                if (_lanes.Count >= options.Lanes)
                {
                    return;
                }

                Lag.Record(Math.Max(0, (clock.GetUtcNow() - channel.OldestDue).TotalSeconds), Tag(channel.Channel));
                TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _lanes[(channel.TenantId, channel.Channel)] = RunLaneAsync(channel, start.Task, ct);
                start.SetResult();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogNotFound(logger, e);
        }
    }

    /// <summary>While there is work and the host runs, for some batches; then others have their turn.</summary>
    private async Task RunLaneAsync(DueChannel channel, Task entered, CancellationToken ct)
    {
        await entered;
        try
        {
            int handled = 1;
            for (int batch = 0; batch < MaxBatches && handled > 0 && !ct.IsCancellationRequested; batch++)
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(channel.TenantId);
                Result<int> delivered = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new DeliverNotificationsProcess(channel.Channel), CancellationToken.None);
                handled = delivered.Value;
                Handled.Add(handled, Tag(channel.Channel));
            }
        }
        catch (Exception e)
        {
            LogLaneFailed(logger, e, channel.Channel, channel.TenantId);
        }
        finally
        {
            _lanes.TryRemove((channel.TenantId, channel.Channel), out _);
        }
    }

    private static KeyValuePair<string, object?> Tag(NotificationChannel channel) => new("booking.channel", channel.ToString().ToLowerInvariant());

    [LoggerMessage(Level = LogLevel.Error, Message = "Due notifications could not be looked for.")]
    private static partial void LogNotFound(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Notifications of channel {Channel} of tenant {TenantId} could not be delivered; they are due again after two minutes.")]
    private static partial void LogLaneFailed(ILogger logger, Exception exception, NotificationChannel channel, Guid tenantId);
}
