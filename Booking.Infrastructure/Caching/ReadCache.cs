namespace Booking.Infrastructure.Caching;

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Caching.Memory;

/// <summary>
/// First this host's memory, then Redis, then the query itself. A change is forgotten where it is committed, before it is acknowledged:
/// whoever has just held a seat sees it held.
/// </summary>
internal sealed class ReadCache(SharedReads shared, CachingOptions options) : IReadCache, IDisposable
{
    private readonly Generations _generations = new();
    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = options.HostBytes, ExpirationScanFrequency = TimeSpan.FromSeconds(5) });
    private readonly ConcurrentDictionary<string, Task<object?>> _loading = new();

    public async Task<TOutcome> GetOrLoadAsync<TOutcome>(Guid tenantId, string useCase, string question, CachePolicy policy, Func<CancellationToken, Task<TOutcome>> load, CancellationToken ct)
        where TOutcome : IOutcome<TOutcome>
    {
        string key = KeyOf(tenantId, useCase, question);

        // The stamp is part of the key: what was being loaded when something changed is found by nobody who asks after the change.
        string own = $"{key}\n{_generations.StampOf(tenantId, policy.Tags)}";
        if (_memory.TryGetValue(own, out object? kept))
        {
            CacheTelemetry.Answered("host", useCase);
            return TOutcome.Restore(kept!);
        }

        TaskCompletionSource<object?> mine = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<object?> first = _loading.GetOrAdd(own, mine.Task);
        if (first != mine.Task)
        {
            if (await first.WaitAsync(ct) is { } theirs)
            {
                CacheTelemetry.Answered("neighbour", useCase);
                return TOutcome.Restore(theirs);
            }

            // The one who was loading failed or went away; the failure was that caller's and is not handed on.
            return await load(ct);
        }

        object? answer = null;
        try
        {
            TOutcome outcome = await FindOrLoadAsync(tenantId, useCase, policy, key, own, load, ct);
            answer = outcome.IsSuccess ? outcome.Payload : null;
            return outcome;
        }
        finally
        {
            _loading.TryRemove(own, out _);
            mine.SetResult(answer);
        }
    }

    public void Forget(Guid tenantId, IReadOnlyCollection<string> tags)
    {
        if (tags.Count > 0)
        {
            _generations.Raise(tenantId, tags);
            shared.Forget(tenantId, tags);
        }
    }

    public void Clear()
    {
        _generations.RaiseAll();
        shared.Clear();
    }

    /// <summary>Hears what other hosts forget.</summary>
    public Task ListenAsync() => shared.ListenAsync(_generations.Raise, _generations.RaiseAll);

    public void Dispose() => _memory.Dispose();

    private async Task<TOutcome> FindOrLoadAsync<TOutcome>(
        Guid tenantId, string useCase, CachePolicy policy, string key, string own, Func<CancellationToken, Task<TOutcome>> load, CancellationToken ct)
        where TOutcome : IOutcome<TOutcome>
    {
        (ReadOnlyMemory<byte>? stored, string? generations) = await shared.FindAsync(tenantId, key, policy.Tags);
        if (stored is { } found)
        {
            CacheTelemetry.Answered("redis", useCase);
            object payload = JsonSerializer.Deserialize(found.Span, TOutcome.PayloadType, StoredJson.Options)!;
            Keep(own, payload, found.Length, policy);
            return TOutcome.Restore(payload);
        }

        CacheTelemetry.Answered("database", useCase);
        TOutcome outcome = await load(ct);
        if (outcome is { IsSuccess: true, Payload: { } loaded })
        {
            byte[] json = JsonSerializer.SerializeToUtf8Bytes(loaded, TOutcome.PayloadType, StoredJson.Options);
            Keep(own, loaded, json.Length, policy);
            if (generations is not null)
            {
                shared.Keep(key, generations, json, policy.Lifetime);
            }
        }

        return outcome;
    }

    private void Keep(string own, object payload, int size, CachePolicy policy)
    {
        TimeSpan lifetime = policy.Lifetime < options.HostLifetime ? policy.Lifetime : options.HostLifetime;
        if (lifetime > TimeSpan.Zero)
        {
            _memory.Set(own, payload, new MemoryCacheEntryOptions { Size = size, AbsoluteExpirationRelativeToNow = lifetime });
        }
    }

    /// <summary>What callers write into a query has no place in Redis at full length.</summary>
    private static string KeyOf(Guid tenantId, string useCase, string question) =>
        $"booking:read:{tenantId:N}:{useCase}:{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(question)).AsSpan(0, 16))}";
}
