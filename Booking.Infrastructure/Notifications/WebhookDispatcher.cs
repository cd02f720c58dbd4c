namespace Booking.Infrastructure.Notifications;

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Infrastructure.Messaging;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

/// <summary>
/// Gives every endpoint with something due a lane of its own, one at a time per process: a receiver that is slow holds up nobody but
/// itself. Safe at any number of replicas, as a lane claims before it sends.
/// </summary>
public sealed partial class WebhookDispatcher(
    DueWebhooks due, IServiceScopeFactory scopes, IOptions<WebhookOptions> options, TimeProvider clock, ILogger<WebhookDispatcher> logger)
{
    private const int MaxBatches = 20;

    private static readonly Meter Meter = new(MessagingTelemetry.Name);

    private static readonly Counter<long> Called = Meter.CreateCounter<long>("booking.webhooks.called", "{call}", "Calls of receivers, whatever became of them.");

    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("booking.webhooks.lag", "s", "From when the oldest delivery of an endpoint was due to its claim.");

    private readonly ConcurrentDictionary<Guid, Task> _lanes = new();

    /// <summary>Until the host stops; calls that are under way then are finished and written down.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(options.Value.Interval, clock);
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
        int free = options.Value.Lanes - _lanes.Count;
        if (free <= 0)
        {
            return;
        }

        try
        {
            foreach (DueEndpoint endpoint in await due.FindAsync([.. _lanes.Keys], free, ct))
            {
                Lag.Record(Math.Max(0, (clock.GetUtcNow() - endpoint.OldestDue).TotalSeconds));
                TaskCompletionSource start = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _lanes[endpoint.EndpointId] = RunLaneAsync(endpoint, start.Task, ct);
                start.SetResult();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            LogNotFound(logger, e);
        }
    }

    /// <summary>While there is work and the host runs, for some batches; then others have their turn.</summary>
    private async Task RunLaneAsync(DueEndpoint endpoint, Task entered, CancellationToken ct)
    {
        await entered;
        try
        {
            int sent = 1;
            for (int batch = 0; batch < MaxBatches && sent > 0 && !ct.IsCancellationRequested; batch++)
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(endpoint.TenantId);
                Result<int> delivered = await scope.ServiceProvider.GetRequiredService<ISender>().Send(new DeliverWebhooksProcess(endpoint.EndpointId), CancellationToken.None);
                sent = delivered.Value;
                Called.Add(sent);
            }
        }
        catch (Exception e)
        {
            LogLaneFailed(logger, e, endpoint.EndpointId);
        }
        finally
        {
            _lanes.TryRemove(endpoint.EndpointId, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Due webhooks could not be looked for.")]
    private static partial void LogNotFound(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "Webhooks of endpoint {EndpointId} could not be delivered; they are due again after a minute.")]
    private static partial void LogLaneFailed(ILogger logger, Exception exception, Guid endpointId);
}
