namespace Booking.Infrastructure.Messaging.Backlogs;

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

/// <summary>What was seen at the last look.</summary>
/// <param name="Backlogs">By name; null when the database did not answer in time.</param>
/// <param name="Queues">By worker; null when the broker did not answer in time.</param>
/// <param name="BusyFor">How long the queue of a worker has not been seen empty.</param>
public sealed record BacklogSnapshot(
    IReadOnlyDictionary<string, BacklogDepth>? Backlogs, IReadOnlyDictionary<string, QueueDepth>? Queues, IReadOnlyDictionary<string, TimeSpan> BusyFor);

/// <summary>
/// Looks at all backlogs and queues again and again, in every host: a worker that runs nowhere is seen from the others. Health checks and
/// gauges are answered from the last look, so asking often costs nothing.
/// </summary>
internal sealed partial class BacklogMonitor : BackgroundService
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    private readonly BacklogReader _backlogs;
    private readonly QueueReader _queues;
    private readonly BacklogOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Meter _meter = new(MessagingTelemetry.Name);
    private readonly Dictionary<string, long> _busySince = [];
    private readonly TaskCompletionSource _looked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile BacklogSnapshot _last = new(null, null, new Dictionary<string, TimeSpan>());

    public BacklogMonitor(BacklogReader backlogs, QueueReader queues, IOptions<BacklogOptions> options, TimeProvider clock, ILogger<BacklogMonitor> logger)
    {
        (_backlogs, _queues, _options, _clock, _logger) = (backlogs, queues, options.Value, clock, logger);
        _meter.CreateObservableGauge("booking.backlog.waiting", () => OfBacklogs(depth => depth.Waiting), "{item}", "Work of all tenants that is due in the database.");
        _meter.CreateObservableGauge("booking.backlog.age", () => OfBacklogs(depth => depth.Age.TotalSeconds), "s", "How long the oldest of it has been due.");
        _meter.CreateObservableGauge("booking.queue.waiting", () => OfQueues(depth => (long)depth.Waiting), "{event}", "Events in a worker's queue that nobody has fetched.");
        _meter.CreateObservableGauge("booking.queue.retrying", () => OfQueues(depth => (long)depth.Retrying), "{event}", "Events put off for a further attempt.");
        _meter.CreateObservableGauge("booking.queue.dead", () => OfQueues(depth => (long)depth.Dead), "{event}", "Events given up, which wait to be replayed.");
        _meter.CreateObservableGauge("booking.queue.consumers", () => OfQueues(depth => (long)depth.Consumers), "{consumer}", "Consumers of a worker's queue.");
        _meter.CreateObservableGauge("booking.queue.busy", Busy, "s", "How long a worker's queue has not been seen empty.");
    }

    /// <summary>The last look; the first one is waited for.</summary>
    public async Task<BacklogSnapshot> ReadAsync(CancellationToken ct)
    {
        await _looked.Task.WaitAsync(ct);
        return _last;
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(_options.Interval, _clock);
        do
        {
            await LookAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAsync(CancellationToken ct)
    {
        Task<IReadOnlyDictionary<string, BacklogDepth>?> backlogs = AskAsync("database", _backlogs.ReadAsync, ct);
        Task<IReadOnlyDictionary<string, QueueDepth>?> queues = AskAsync("broker", _queues.ReadAsync, ct);
        await Task.WhenAll(backlogs, queues);
        _last = new BacklogSnapshot(await backlogs, await queues, BusyFor(await queues));
        _looked.TrySetResult();
    }

    private async Task<T?> AskAsync<T>(string of, Func<CancellationToken, Task<T>> ask, CancellationToken ct)
        where T : class
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            // A server that hangs may keep even a cancelled question.
            return await ask(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            LogNotSeen(_logger, of, e.GetType().Name);
            return null;
        }
    }

    private Dictionary<string, TimeSpan> BusyFor(IReadOnlyDictionary<string, QueueDepth>? queues)
    {
        foreach ((string worker, QueueDepth depth) in queues ?? new Dictionary<string, QueueDepth>())
        {
            if (depth.Waiting == 0)
            {
                _busySince.Remove(worker);
            }
            else
            {
                _busySince.TryAdd(worker, _clock.GetTimestamp());
            }
        }

        return _busySince.ToDictionary(since => since.Key, since => _clock.GetElapsedTime(since.Value));
    }

    private IEnumerable<Measurement<T>> OfBacklogs<T>(Func<BacklogDepth, T> value)
        where T : struct => (_last.Backlogs ?? new Dictionary<string, BacklogDepth>()).Select(backlog => new Measurement<T>(value(backlog.Value), new KeyValuePair<string, object?>("booking.backlog", backlog.Key)));

    private IEnumerable<Measurement<long>> OfQueues(Func<QueueDepth, long> value) =>
        (_last.Queues ?? new Dictionary<string, QueueDepth>()).Select(queue => new Measurement<long>(value(queue.Value), new KeyValuePair<string, object?>("booking.worker", queue.Key)));

    private IEnumerable<Measurement<double>> Busy() =>
        (_last.Queues ?? new Dictionary<string, QueueDepth>()).Select(queue => new Measurement<double>(_last.BusyFor.GetValueOrDefault(queue.Key).TotalSeconds, new KeyValuePair<string, object?>("booking.worker", queue.Key)));

    [LoggerMessage(Level = LogLevel.Warning, Message = "The backlogs of the {Of} were not seen: {Reason}.")]
    private static partial void LogNotSeen(ILogger logger, string of, string reason);
}
