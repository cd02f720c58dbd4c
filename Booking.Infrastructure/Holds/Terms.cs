namespace Booking.Infrastructure.Holds;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Microsoft.Extensions.Caching.Memory;
using Npgsql;

/// <summary>Keeps terms in this host's memory. How old they are decides nothing: the stamps do.</summary>
internal sealed class Terms(NpgsqlDataSource database, Terms.Memory memory, RequestContext context) : ITerms
{
    // Bounds only how long something that nobody asks for stays.
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(15);

    public async ValueTask<KnownTerms?> FindAsync(TermsKey key, Func<CancellationToken, Task<object?>> read, CancellationToken ct)
    {
        if (memory.Entries.TryGetValue((context.TenantId, key), out KnownTerms? known))
        {
            return known;
        }

        // The stamp first: what changes behind it makes it wrong, and what was read is then read again.
        if (await StampAsync(key, ct) is not { } stamp || await read(ct) is not { } value)
        {
            return null;
        }

        return memory.Entries.Set((context.TenantId, key), new KnownTerms(key, stamp, value), new MemoryCacheEntryOptions { SlidingExpiration = KeptFor, Size = value is ILargeTerms { Weight: var weight } ? weight : 1 });
    }

    public void Forget(IReadOnlyCollection<TermsKey> keys)
    {
        foreach (TermsKey key in keys)
        {
            memory.Entries.Remove((context.TenantId, key));
        }
    }

    private async Task<string?> StampAsync(TermsKey key, CancellationToken ct)
    {
        await using NpgsqlConnection connection = await database.OpenConnectionAsync(ct);
        await using NpgsqlBatch batch = new(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("SELECT set_config('app.tenant_id', $1, true)") { Parameters = { new() { Value = context.TenantId.ToString() } } },
                new NpgsqlBatchCommand(TermsStamps.Of(key.Kind)) { Parameters = { new() { Value = context.TenantId }, new() { Value = new[] { key.Id } } } },
            },
        };
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) ? reader.GetString(1) : null;
    }

    /// <summary>Bounded; one per process.</summary>
    internal sealed class Memory : IDisposable
    {
        private const int MaxWeight = 10_000;

        public MemoryCache Entries { get; } = new(new MemoryCacheOptions { SizeLimit = MaxWeight });

        public void Dispose() => Entries.Dispose();
    }
}
