namespace Booking.Infrastructure.Notifications;

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

/// <summary>
/// Gives whatever has something due a lane of its own, one at a time per process, so that one that is slow holds up nobody but itself. Safe at any
/// number of replicas, as a lane claims before it sends.
/// </summary>
public abstract class LaneDispatcher<T>(IServiceScopeFactory scopes, TimeProvider clock, ILogger logger)
    where T : notnull
{
    private const int MaxBatches = 20;

    private readonly ConcurrentDictionary<LaneKey<T>, Task> _lanes = new();

    /// <summary>As logs name what is sent.</summary>
    protected abstract string What { get; }

    /// <summary>Between two looks for what is due.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>How many run at the same time in a process.</summary>
    protected abstract int MaxLanes { get; }

    protected abstract Counter<long> Sent { get; }

    /// <summary>From when the oldest of a lane was due to its claim.</summary>
    protected abstract Histogram<double> Lag { get; }

    protected abstract ReadOnlySpan<KeyValuePair<string, object?>> TagsOf(T of);

    /// <param name="busy">Lanes that run in this process.</param>
    /// <returns>In no order, so that those with a long queue do not always come first.</returns>
    protected abstract Task<IReadOnlyList<DueLane<T>>> FindDueAsync(IReadOnlyCollection<LaneKey<T>> busy, int most, CancellationToken ct);

    /// <summary>Sends one batch, and answers how many it took up.</summary>
    protected abstract IProcess<int> Delivery(T of);

    /// <summary>Until the host stops; what is under way then is finished and written down.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using PeriodicTimer timer = new(Interval, clock);
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
        int free = MaxLanes - _lanes.Count;
        if (free <= 0)
        {
            return;
        }

        try
        {
            foreach ((LaneKey<T> key, DateTimeOffset oldestDue) in (await FindDueAsync([.. _lanes.Keys], free, ct)).Where(due => !_lanes.ContainsKey(due.Key)).Take(free))
            {
                Lag.Record(Math.Max(0, (clock.GetUtcNow() - oldestDue).TotalSeconds), TagsOf(key.Of));
                TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
                _lanes[key] = RunLaneAsync(key, entered.Task, ct);
                entered.SetResult();
            }
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            logger.DueNotFound(e, What);
        }
    }

    /// <summary>While there is work and the host runs, for some batches; then others have their turn.</summary>
    private async Task RunLaneAsync(LaneKey<T> key, Task entered, CancellationToken ct)
    {
        await entered;
        try
        {
            int sent = 1;
            for (int batch = 0; batch < MaxBatches && sent > 0 && !ct.IsCancellationRequested; batch++)
            {
                await using AsyncServiceScope scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(key.TenantId);
                Result<int> delivered = await scope.ServiceProvider.GetRequiredService<ISender>().Send(Delivery(key.Of), CancellationToken.None);
                sent = delivered.Value;
                Sent.Add(sent, TagsOf(key.Of));
            }
        }
        catch (Exception e)
        {
            logger.LaneFailed(e, What, key.Of, key.TenantId);
        }
        finally
        {
            _lanes.TryRemove(key, out _);
        }
    }
}

internal static partial class LaneLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Due {What} could not be looked for.")]
    public static partial void DueNotFound(this ILogger logger, Exception exception, string what);

    [LoggerMessage(Level = LogLevel.Error, Message = "{What} for {Lane} of tenant {TenantId} could not be delivered; they are due again when the claims have lapsed.")]
    public static partial void LaneFailed(this ILogger logger, Exception exception, string what, object lane, Guid tenantId);
}
