namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Places of general admission.</summary>
internal sealed class TicketGrants(IBookingDb db) : ItemGrants<TicketItem>
{
    protected override async Task<IReadOnlyList<Result<Grant>>> GrantAsync(IReadOnlyList<AskedItem<TicketItem>> items, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = Ids(items, item => item.TicketTypeId);
        Dictionary<Guid, TicketType> types = await db.TicketTypes.AsNoTracking().Where(type => ids.Contains(type.Id)).ToDictionaryAsync(type => type.Id, ct);
        List<Guid> of = [.. types.Values.Select(type => type.EventId).Distinct()];
        Dictionary<Guid, Event> events = await db.Events.AsNoTracking().Where(happening => of.Contains(happening.Id)).ToDictionaryAsync(happening => happening.Id, ct);
        ILookup<Guid, AccessCode> codes = await CodesAsync(items, types, ct);
        HashSet<Guid> waiting = await WaitingAsync(items, types, events, now, ct);
        Dictionary<Guid, int> ordered = items.GroupBy(asked => asked.Item.TicketTypeId).ToDictionary(group => group.Key, group => group.Sum(asked => asked.Item.Quantity));
        return [.. items.Select(asked => types.TryGetValue(asked.Item.TicketTypeId, out TicketType? type)
            ? Grant(asked, type, events[type.EventId], codes[type.EventId], waiting, ordered, now)
            : Unknown("/ticketTypeId"))];
    }

    protected override async ValueTask<Result<Grant>?> GrantKnownAsync(AskedItem<TicketItem> asked, IReadOnlyList<ItemRequest> all, UsedTerms terms, DateTimeOffset now, CancellationToken ct)
    {
        if (asked.Item.AccessCode is not null || await terms.FindAsync(TermsKind.TicketType, asked.Item.TicketTypeId, ct => ReadAsync(asked.Item.TicketTypeId, ct), ct) is not { } known)
        {
            return null;
        }

        // Hidden types need their codes, later prices a look at the earlier ones.
        return known.Type.IsHidden || known.Type.Tier > 0
            ? null
            : known.Event.GrantPlaces(asked.Index, known.Type, asked.Item.Quantity, now, all.OfType<TicketItem>().Where(item => item.TicketTypeId == known.Type.Id).Sum(item => item.Quantity));
    }

    private async Task<KnownTicketType?> ReadAsync(Guid typeId, CancellationToken ct) => await (
        from type in db.TicketTypes.AsNoTracking()
        join happening in db.Events.AsNoTracking() on type.EventId equals happening.Id
        where type.Id == typeId
        select new KnownTicketType(type, happening)).SingleOrDefaultAsync(ct);

    private static Result<Grant> Grant(
        AskedItem<TicketItem> asked, TicketType type, Event happening, IEnumerable<AccessCode> codes, HashSet<Guid> waiting, Dictionary<Guid, int> ordered, DateTimeOffset now)
    {
        byte[]? hash = type.IsHidden && asked.Item.AccessCode is { } word ? AccessCode.HashOf(happening.Id, word) : null;
        AccessCode? code = hash is null ? null : codes.FirstOrDefault(known => known.Opens(type) && known.Hash.AsSpan().SequenceEqual(hash));
        if (!type.IsOpenTo(code))
        {
            // Without its code a hidden type is as if it did not exist.
            return Unknown("/ticketTypeId");
        }

        Result<Grant> grant = happening.GrantPlaces(asked.Index, type, asked.Item.Quantity, now, ordered[type.Id], code);
        return grant.IsSuccess && waiting.Contains(type.Id)
            ? Error.Rule("/ticketTypeId", "This price begins when the one before it is sold out or over.", Reason.NotOnSale)
            : grant;
    }

    private async Task<ILookup<Guid, AccessCode>> CodesAsync(IReadOnlyList<AskedItem<TicketItem>> items, Dictionary<Guid, TicketType> types, CancellationToken ct)
    {
        List<byte[]> hashes = [.. items
            .Where(asked => asked.Item.AccessCode is not null && types.ContainsKey(asked.Item.TicketTypeId))
            .Select(asked => AccessCode.HashOf(types[asked.Item.TicketTypeId].EventId, asked.Item.AccessCode!))];
        return (hashes.Count == 0 ? [] : await db.AccessCodes.AsNoTracking().Where(code => code.IsActive && hashes.Contains(code.Hash)).ToListAsync(ct)).ToLookup(code => code.EventId);
    }

    /// <summary>
    /// Later prices whose time has not come: an earlier one has more places left than this order takes of it. That no more places go at a
    /// price than it has is its own pool's doing, not this look's.
    /// </summary>
    private async Task<HashSet<Guid>> WaitingAsync(
        IReadOnlyList<AskedItem<TicketItem>> items, Dictionary<Guid, TicketType> types, Dictionary<Guid, Event> events, DateTimeOffset now, CancellationToken ct)
    {
        List<TicketType> later = [.. types.Values.Where(type => type.Tier > 0)];
        if (later.Count == 0)
        {
            return [];
        }

        List<Guid?> groups = [.. later.Select(type => type.TierOf).Distinct()];
        List<TicketType> tiers = await db.TicketTypes.AsNoTracking().Where(type => groups.Contains(type.Id) || groups.Contains(type.TierOf)).ToListAsync(ct);
        Dictionary<Guid, int> left = await db.PlacesLeftAsync([.. tiers.SelectMany(type => type.Pools).Distinct()], now, ct);
        return [.. later
            .Where(type => tiers.Exists(other => type.ComesAfter(other)
                && other.IsOnSaleOrWillBe(events[type.EventId], now)
                && other.LeftOf(left) > items.Where(asked => asked.Item.TicketTypeId == other.Id).Sum(asked => asked.Item.Quantity)))
            .Select(type => type.Id)];
    }

    private sealed record KnownTicketType(TicketType Type, Event Event);
}
