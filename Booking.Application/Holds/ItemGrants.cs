namespace Booking.Application.Holds;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>One item of a request and its place in it.</summary>
public readonly record struct AskedItem<TItem>(int Index, TItem Item)
    where TItem : ItemRequest;

/// <summary>Asks the offerings of one kind for their grants.</summary>
internal interface IItemGrants
{
    /// <summary>Finds what the items of this kind name, with one query per table at most, and puts the answers where the items stand.</summary>
    Task GrantAsync(IReadOnlyList<ItemRequest> items, Result<Grant>?[] into, DateTimeOffset now, CancellationToken ct);

    /// <summary>The same by what is known of the offerings. An item stays without an answer where that does not suffice.</summary>
    ValueTask GrantKnownAsync(IReadOnlyList<ItemRequest> items, Result<Grant>?[] into, UsedTerms terms, DateTimeOffset now, CancellationToken ct);
}

/// <summary>The part that all kinds share; a vertical adds what it looks up and whom it asks.</summary>
internal abstract class ItemGrants<TItem> : IItemGrants
    where TItem : ItemRequest
{
    public async Task GrantAsync(IReadOnlyList<ItemRequest> items, Result<Grant>?[] into, DateTimeOffset now, CancellationToken ct)
    {
        List<AskedItem<TItem>> own = [.. items.Index().Where(item => item.Item is TItem).Select(item => new AskedItem<TItem>(item.Index, (TItem)item.Item))];
        if (own.Count == 0)
        {
            return;
        }

        IReadOnlyList<Result<Grant>> grants = await GrantAsync(own, now, ct);
        for (int i = 0; i < own.Count; i++)
        {
            into[own[i].Index] = grants[i];
        }
    }

    public async ValueTask GrantKnownAsync(IReadOnlyList<ItemRequest> items, Result<Grant>?[] into, UsedTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is TItem item)
            {
                into[i] = await GrantKnownAsync(new AskedItem<TItem>(i, item), items, terms, now, ct);
            }
        }
    }

    /// <summary>Grants one item by the terms alone, without a look at what is taken; null where that is not possible, as for most that is rarely asked for.</summary>
    /// <param name="all">All items of the hold.</param>
    protected virtual ValueTask<Result<Grant>?> GrantKnownAsync(AskedItem<TItem> asked, IReadOnlyList<ItemRequest> all, UsedTerms terms, DateTimeOffset now, CancellationToken ct) => default;

    /// <returns>One answer for each item, in their order; pointers begin at the item.</returns>
    protected abstract Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<TItem>> items, DateTimeOffset now, CancellationToken ct);

    protected static List<Guid> Ids(IReadOnlyList<AskedItem<TItem>> items, Func<TItem, Guid> id) => [.. items.Select(item => id(item.Item)).Distinct()];

    protected static Error Unknown(string pointer) => Error.NotFound("offering_not_found", "There is no such offering.") with
    {
        Fields = new Dictionary<string, string[]> { [pointer] = ["There is no such offering."] },
    };

    /// <param name="zone">The offering's; local times are meant in it.</param>
    protected static Result<TimeRange> Resolve(WallTime from, WallTime to, string zone)
    {
        Result<DateTimeOffset> start = from.Resolve(zone, "/from");
        if (start.IsFailure)
        {
            return start.Error;
        }

        Result<DateTimeOffset> end = to.Resolve(zone, "/to");
        return end.IsFailure ? end.Error : new TimeRange(start.Value, end.Value);
    }
}
