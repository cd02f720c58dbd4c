namespace Booking.Infrastructure.Holds;

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Infrastructure.Messaging;
using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

/// <summary>
/// Lanes in which holds wait for each other. What wants the same unit waits in the same lane, so that it meets in one transaction instead
/// of at the unit's lock; different lanes commit side by side. Nothing is delayed on purpose: a lane that is free begins with the first.
/// </summary>
internal sealed class HoldCombiner : IHoldCombiner, IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly OutboxSignal _outbox;
    private readonly IReadCache _cache;
    private readonly ISecretBox _secrets;
    private readonly CombiningOptions _options;
    private readonly ILogger<HoldCombiner> _log;
    private readonly Lane[] _lanes;

    // A repetition is told at once that the first is still under way, wherever in a lane that is.
    private readonly ConcurrentDictionary<(Guid TenantId, string Caller, string Route, string Key), HoldOrder> _keys = new();

    public HoldCombiner(NpgsqlDataSource database, OutboxSignal outbox, IReadCache cache, ISecretBox secrets, CombiningOptions options, ILogger<HoldCombiner> log)
    {
        (_database, _outbox, _cache, _secrets, _options, _log) = (database, outbox, cache, secrets, options, log);
        _lanes = [.. Enumerable.Range(0, options.Lanes).Select(_ => new Lane(options.MaxWaiting))];
        foreach (Lane lane in _lanes)
        {
            lane.Running = new Lazy<Task>(() => Start(lane));
        }
    }

    public async Task<CombinedHold> PlaceAsync(HoldOrder order, CancellationToken ct)
    {
        if (order.Key is not { } key)
        {
            return await WaitAsync(order, ct);
        }

        (Guid, string, string, string) own = (order.Hold.TenantId, key.Caller, key.Route, key.Key);
        if (!_keys.TryAdd(own, order))
        {
            return new CombinedHold(CombinedOutcome.Replayed, Replay: StoredAnswer.Running.Replay<Result<HoldView>>(order.Hold.TenantId, key, _secrets));
        }

        try
        {
            return await WaitAsync(order, ct);
        }
        finally
        {
            _keys.TryRemove(own, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Lane lane in _lanes)
        {
            lane.Waiting.Writer.TryComplete();
        }

        await Task.WhenAll(_lanes.Where(lane => lane.Running.IsValueCreated).Select(lane => lane.Running.Value)).WaitAsync(StopLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>A lane serves everybody: it does not go on in the context of the request that happens to begin it.</summary>
    private Task Start(Lane lane)
    {
        using AsyncFlowControl none = ExecutionContext.SuppressFlow();
        return Task.Run(() => RunAsync(lane));
    }

    private async Task<CombinedHold> WaitAsync(HoldOrder order, CancellationToken ct)
    {
        Lane lane = _lanes[(int)((ulong)LockKeys.Of(order.Claims[0]) % (ulong)_lanes.Length)];
        Waiting waiting = new(order, ct);
        if (!lane.Waiting.Writer.TryWrite(waiting))
        {
            return new CombinedHold(CombinedOutcome.Busy);
        }

        _ = lane.Running.Value;
        return await waiting.Answer.Task;
    }

    private async Task RunAsync(Lane lane)
    {
        // Of tenants that had to wait because a transaction belongs to one.
        LinkedList<Waiting> pending = new();
        while (pending.Count > 0 || await lane.Waiting.Reader.WaitToReadAsync())
        {
            while (pending.Count < _options.MaxWaiting && lane.Waiting.Reader.TryRead(out Waiting? next))
            {
                pending.AddLast(next);
            }

            List<Waiting> together = Take(pending);
            if (together.Count > 0)
            {
                await AnswerAsync(together);
            }
        }
    }

    /// <summary>The first and those of the same tenant behind it, until the batch is full. Who has gone away meanwhile is not served.</summary>
    private List<Waiting> Take(LinkedList<Waiting> pending)
    {
        List<Waiting> together = [];
        int claims = 0;
        LinkedListNode<Waiting>? node = pending.First;
        while (node is not null && together.Count < _options.MaxHolds)
        {
            LinkedListNode<Waiting>? next = node.Next;
            Waiting waiting = node.Value;
            if (waiting.Caller.IsCancellationRequested)
            {
                pending.Remove(node);
                waiting.Answer.SetCanceled(waiting.Caller);
            }
            else if (together.Count == 0 || (together[0].Order.Hold.TenantId == waiting.Order.Hold.TenantId && claims + waiting.Order.Claims.Count <= _options.MaxClaims))
            {
                claims += waiting.Order.Claims.Count;
                together.Add(waiting);
                pending.Remove(node);
            }

            node = next;
        }

        return together;
    }

    private async Task AnswerAsync(List<Waiting> together)
    {
        try
        {
            IReadOnlyList<CombinedHold> answers = await RunAsync(together);
            for (int i = 0; i < together.Count; i++)
            {
                together[i].Answer.SetResult(answers[i]);
            }
        }
        catch (Exception e)
        {
            // Whatever it was, the lane goes on; those who were in it are told.
            together.ForEach(waiting => waiting.Answer.TrySetException(e));
        }
    }

    private async Task<IReadOnlyList<CombinedHold>> RunAsync(List<Waiting> together)
    {
        HoldBatch batch = new([.. together.Select(waiting => waiting.Order)], _secrets);
        using Activity? span = HoldTelemetry.StartBatch(batch.Orders);
        HoldTelemetry.Together.Record(together.Count);
        together.ForEach(waiting => HoldTelemetry.Wait.Record(Stopwatch.GetElapsedTime(waiting.Since).TotalSeconds));
        try
        {
            await batch.RunAsync(_database, CancellationToken.None);
        }
        catch (PostgresException e) when (!PostgresErrors.IsBreak(e))
        {
            // The database has refused the whole of it, so none of it has happened; each is tried on its own.
            CombinerLog.Refused(_log, together.Count, e.SqlState);
            return [.. together.Select(_ => new CombinedHold(CombinedOutcome.Undecided))];
        }

        Hold[] placed = [.. batch.Placed.Select(order => order.Hold)];
        if (placed.Length > 0)
        {
            // Before the callers are told: whoever reads after the answer sees the change.
            _cache.Forget(placed[0].TenantId, Caching.ChangedTags.Of(placed));
            _outbox.Raise();
        }

        return batch.Answers;
    }

    private sealed class Lane(int maxWaiting)
    {
        public Channel<Waiting> Waiting { get; } = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(maxWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

        public Lazy<Task> Running { get; set; } = null!;
    }

    private sealed class Waiting(HoldOrder order, CancellationToken caller)
    {
        public HoldOrder Order { get; } = order;

        public CancellationToken Caller { get; } = caller;

        public long Since { get; } = Stopwatch.GetTimestamp();

        public TaskCompletionSource<CombinedHold> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>How holds are combined; section <c>Holds:Combining</c>.</summary>
public sealed class CombiningOptions
{
    /// <summary>Transactions under way at the same time; 1 to 16.</summary>
    public int Lanes { get; set; } = 4;

    /// <summary>Holds in one transaction; 1 to 500.</summary>
    public int MaxHolds { get; set; } = 64;

    /// <summary>Units in one transaction, but for a single hold that wants more; 1 to 5,000.</summary>
    public int MaxClaims { get; set; } = 500;

    /// <summary>Holds that wait in one lane; whoever comes then is told to come again. 1 to 10,000.</summary>
    public int MaxWaiting { get; set; } = 1_024;

    public bool IsValid => Lanes is >= 1 and <= 16 && MaxHolds is >= 1 and <= 500 && MaxClaims is >= 1 and <= 5_000 && MaxWaiting is >= 1 and <= 10_000;
}

internal static partial class CombinerLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Holds} holds that were to be written together were refused by the database ({SqlState}); each is tried on its own.")]
    public static partial void Refused(ILogger log, int holds, string sqlState);
}
