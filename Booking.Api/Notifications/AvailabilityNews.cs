namespace Booking.Api.Notifications;

using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using MediatR;

/// <summary>
/// Tells watchers what is left. Events only say where something has changed; what it is now is read from the database, for all changes of
/// an interval together: events may come in any order, the last message is right.
/// </summary>
internal sealed partial class AvailabilityNews(
    LiveConnections connections, IServiceScopeFactory scopes, TimeProvider clock, ILogger<AvailabilityNews> logger)
{
    public const string Type = "availability.changed";

    /// <summary>More seats, or more times, than these are told as 'everything'.</summary>
    private const int MaxParts = 500;

    private const int MaxUnwatched = 20_000;
    private const int ReadsAtOnce = 4;

    /// <summary>
    /// Whoever begins to watch is told again what was touched in this time: longer than any host may answer from its own memory what it
    /// has read before.
    /// </summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Lock _gate = new();
    private readonly Dictionary<LiveGroup, Offering> _offerings = [];
    private long _overflowedAt;

    /// <summary>For a connection that has joined the offering's watchers.</summary>
    /// <returns>The version from which it goes on; the numbers as they are now follow.</returns>
    public long Watch(LiveGroup group)
    {
        lock (_gate)
        {
            Offering offering = Find(group);
            offering.Repeat(IsRecent(_overflowedAt), IsRecent);
            return offering.Version;
        }
    }

    public void Touch(Guid tenantId, TouchedOffering touched, DateTimeOffset at, string? traceParent)
    {
        LiveGroup group = new(tenantId, touched.Offering.Kind, touched.Offering.OfferingId);
        bool isWatched = !connections.IsEmpty(group);
        lock (_gate)
        {
            if (!isWatched && _offerings.Count >= MaxUnwatched && !_offerings.ContainsKey(group))
            {
                _overflowedAt = clock.GetTimestamp();
                return;
            }

            Find(group).Touch(touched, at, traceParent, clock.GetTimestamp());
        }
    }

    /// <summary>Reads and tells what was touched since the last time, one message for each offering.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        List<(LiveGroup Group, Changes Changes)> due = [];
        lock (_gate)
        {
            foreach ((LiveGroup group, Offering offering) in _offerings)
            {
                if (connections.IsEmpty(group))
                {
                    offering.Take();
                    if (!IsRecent(offering.TouchedAt))
                    {
                        _offerings.Remove(group);
                    }
                }
                else if (offering.Take() is { } changes)
                {
                    due.Add((group, changes));
                }
            }
        }

        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = ct }, async (one, token) => await TellAsync(one.Group, one.Changes, token));
    }

    private async Task TellAsync(LiveGroup group, Changes changes, CancellationToken ct)
    {
        try
        {
            await using AsyncServiceScope scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<RequestContext>().UseTenant(group.TenantId);
            Result<LiveAvailabilityView> read = await scope.ServiceProvider.GetRequiredService<ISender>()
                .Send(new ReadLiveAvailabilityQuery(group.Kind, group.Id, changes.IsWhole ? [] : changes.Seats), ct);
            Tell(group, read.Value, changes);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The next flush tries again.
            LogNotRead(logger, e, group.Kind, group.Id);
            lock (_gate)
            {
                Find(group).PutBack(changes);
            }
        }
    }

    private void Tell(LiveGroup group, LiveAvailabilityView? now, Changes changes)
    {
        using System.Diagnostics.Activity? span = RealtimeTelemetry.StartSend(Type, changes.TraceParent);
        lock (_gate)
        {
            Offering offering = Find(group);
            long previous = offering.Version;
            DateTimeOffset at = now?.At ?? clock.GetUtcNow();
            offering.Version = Math.Max(previous + 1, (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond);
            AvailabilityChangedView view = new(
                group.Kind, group.Id, offering.Version, previous, changes.IsWhole || now is null, now?.Available, now?.TicketTypes ?? [], now?.Variants ?? [], now?.Seats ?? [],
                [.. changes.Times.Select(time => new ChangedTimeView(time.From, time.To))]);
            LiveMessage message = new(
                Type,
                LoggedEventView.Of(
                    Guid.CreateVersion7(clock.GetUtcNow()), Type, group.Id, at, group.TenantId, FormattableString.Invariant($"{offering.Version}"), JsonSerializer.SerializeToElement(view, Json)),
                changes.Since);

            // Under the lock: whoever joins gets this message or a version that is not older than it.
            IReadOnlyCollection<LiveConnection> watchers = connections.Of(group);
            foreach (LiveConnection watcher in watchers)
            {
                watcher.Tell(message);
            }

            span?.SetTag("booking.connections", watchers.Count);
        }

        RealtimeTelemetry.Coalesced.Add(Math.Max(0, changes.Count - 1));
    }

    private Offering Find(LiveGroup group)
    {
        if (!_offerings.TryGetValue(group, out Offering? offering))
        {
            _offerings[group] = offering = new Offering();
        }

        return offering;
    }

    private bool IsRecent(long timestamp) => timestamp > 0 && clock.GetElapsedTime(timestamp) < Recent;

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is left of {Kind} {OfferingId} could not be read; its watchers are told later.")]
    private static partial void LogNotRead(ILogger logger, Exception exception, string kind, Guid offeringId);

    /// <summary>What has to be told of one offering.</summary>
    private sealed record Changes(bool IsWhole, IReadOnlyCollection<string> Seats, IReadOnlyCollection<(DateTimeOffset From, DateTimeOffset To)> Times, int Count, DateTimeOffset? Since, string? TraceParent);

    private sealed class Offering
    {
        private readonly HashSet<string> _seats = [];
        private readonly HashSet<(DateTimeOffset From, DateTimeOffset To)> _times = [];
        private readonly Dictionary<string, long> _recentSeats = [];
        private long _recentWhole;
        private bool _isDue;
        private bool _isWhole;
        private int _count;
        private DateTimeOffset? _since;
        private string? _traceParent;

        public long Version { get; set; }

        public long TouchedAt { get; private set; }

        public void Touch(TouchedOffering touched, DateTimeOffset at, string? traceParent, long timestamp)
        {
            (_isDue, TouchedAt) = (true, timestamp);
            (_since, _traceParent) = (_since ?? at, _traceParent ?? traceParent);
            _count++;
            _seats.UnionWith(touched.Seats);
            if (touched is { From: { } from, To: { } to })
            {
                _times.Add((from, to));
            }

            _isWhole |= touched.IsWhole || _seats.Count > MaxParts || _times.Count > MaxParts;
            foreach (string seat in touched.Seats)
            {
                _recentSeats[seat] = timestamp;
            }

            if (touched.IsWhole || _recentSeats.Count > MaxParts)
            {
                _recentWhole = timestamp;
                _recentSeats.Clear();
            }
        }

        /// <summary>Makes due what was touched a moment ago, and the numbers in any case.</summary>
        public void Repeat(bool everything, Func<long, bool> isRecent)
        {
            _isDue = true;
            _isWhole |= everything || isRecent(_recentWhole);
            foreach ((string seat, long timestamp) in _recentSeats)
            {
                if (isRecent(timestamp))
                {
                    _seats.Add(seat);
                }
                else
                {
                    _recentSeats.Remove(seat);
                }
            }
        }

        public Changes? Take()
        {
            if (!_isDue)
            {
                return null;
            }

            Changes changes = new(_isWhole, _isWhole ? [] : [.. _seats], _isWhole ? [] : [.. _times], _count, _since, _traceParent);
            _seats.Clear();
            _times.Clear();
            (_isDue, _isWhole, _count, _since, _traceParent) = (false, false, 0, null, null);
            return changes;
        }

        public void PutBack(Changes changes)
        {
            _isDue = true;
            _isWhole |= changes.IsWhole;
            _count += changes.Count;
            _seats.UnionWith(changes.Seats);
            _times.UnionWith(changes.Times);
            (_since, _traceParent) = (changes.Since ?? _since, changes.TraceParent ?? _traceParent);
        }
    }
}

/// <summary>The data of <c>availability.changed</c>.</summary>
/// <param name="Version">Rises with every message about the offering.</param>
/// <param name="Previous">The version of the message before; a client that has an older one has missed something.</param>
/// <param name="Everything">Too much to name: read anew.</param>
/// <param name="Times">Where an offering with times has other ones free; what is free is read over HTTP.</param>
internal sealed record AvailabilityChangedView(
    string Kind,
    Guid OfferingId,
    long Version,
    long Previous,
    bool Everything,
    int? Available,
    IReadOnlyList<LiveCountView> TicketTypes,
    IReadOnlyList<LiveCountView> Variants,
    IReadOnlyList<LiveSeatView> Seats,
    IReadOnlyList<ChangedTimeView> Times);

internal sealed record ChangedTimeView(DateTimeOffset From, DateTimeOffset To);
