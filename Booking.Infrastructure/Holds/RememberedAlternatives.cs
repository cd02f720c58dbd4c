namespace Booking.Infrastructure.Holds;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Holds;
using Microsoft.Extensions.Caching.Memory;

/// <summary>
/// In a stampede many are refused the same thing at the same moment; they are told the same alternatives. A second is short enough for
/// a hint, and turns the search from a cost per loser into a cost per second.
/// </summary>
internal sealed class RememberedAlternatives(Alternatives search, RememberedAlternatives.Memory memory, RequestContext context) : IAlternatives
{
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    public async Task<IReadOnlyList<Alternative>> FindAsync(ItemRequest asked, Grant grant, CancellationToken ct)
    {
        HoldItem item = grant.Item;
        string key = string.Create(
            CultureInfo.InvariantCulture,
            $"{context.TenantId}/{item.Kind}/{item.OfferingId}/{item.Quantity}/{item.From:O}/{item.To:O}/{string.Join(',', item.Seats)}/{string.Join(',', item.Details.Values)}");
        if (memory.Entries.TryGetValue(key, out IReadOnlyList<Alternative>? known))
        {
            return known!;
        }

        IReadOnlyList<Alternative> found = await search.FindAsync(asked, grant, ct);
        return memory.Entries.Set(key, found, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = RememberedFor, Size = 1 });
    }

    /// <summary>Bounded; one per process.</summary>
    internal sealed class Memory : IDisposable
    {
        private const int MaxEntries = 10_000;

        public MemoryCache Entries { get; } = new(new MemoryCacheOptions { SizeLimit = MaxEntries });

        public void Dispose() => Entries.Dispose();
    }
}
