namespace Booking.Application.Venues;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Venues;
using Microsoft.EntityFrameworkCore;

/// <summary>Says what stands in the way of uses of one hall, without taking anything. Behind the units' locks the answer stays true until they are given back.</summary>
internal sealed class VenueConflicts(IBookingDb db)
{
    private const int MaxClaims = 20_000;

    /// <param name="grants">In order of time; null for what is refused anyway.</param>
    /// <param name="days">What pools there may be that have not come into being yet.</param>
    /// <returns>For each grant what is in its way; uses that come first get what is left of an extra first.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<ClaimConflict>>> FindAsync(IReadOnlyList<Grant?> grants, IReadOnlyList<ExtraDay> days, DateTimeOffset now, CancellationToken ct)
    {
        List<SlotClaim> slots = [.. grants.SelectMany(grant => grant?.Claims.OfType<SlotClaim>() ?? [])];
        if (slots.Count == 0)
        {
            return [.. grants.Select(_ => Array.Empty<ClaimConflict>())];
        }

        Guid unit = slots[0].UnitId;
        DateTimeOffset from = slots.Min(slot => slot.Blocked.From);
        DateTimeOffset to = slots.Max(slot => slot.Blocked.To);
        List<SlotClaimRow> taken = await db.SlotClaims.Live(now)
            .Where(claim => claim.UnitId == unit && claim.BlockedTo > from && claim.BlockedFrom < to)
            .OrderBy(claim => claim.BlockedFrom)
            .Take(MaxClaims)
            .ToListAsync(ct);
        Dictionary<Guid, int> left = await LeftAsync(grants, days, now, ct);
        return [.. grants.Select(grant => Conflicts(grant, taken, left))];
    }

    private static List<ClaimConflict> Conflicts(Grant? grant, List<SlotClaimRow> taken, Dictionary<Guid, int> left)
    {
        List<ClaimConflict> conflicts = [];
        foreach (SlotClaim slot in grant?.Claims.OfType<SlotClaim>() ?? [])
        {
            conflicts.AddRange(taken
                .Where(claim => new TimeRange(claim.BlockedFrom, claim.BlockedTo).Overlaps(slot.Blocked))
                .Select(claim => new ClaimConflict(slot.Item, claim.UnitId.ToString(), claim.AskedFrom, claim.AskedTo, ReasonOf(claim, slot), claim.ExpiresAt)));
        }

        List<QuotaClaim> quotas = [.. grant?.Claims.OfType<QuotaClaim>() ?? []];
        conflicts.AddRange(quotas.Where(quota => left.GetValueOrDefault(quota.PoolId) < quota.Quantity).Select(quota => new ClaimConflict(quota.Item, quota.PoolId.ToString(), null, null, Reason.Quota, null)));
        if (conflicts.Count == 0)
        {
            foreach (QuotaClaim quota in quotas)
            {
                left[quota.PoolId] -= quota.Quantity;
            }
        }

        return conflicts;
    }

    private static string ReasonOf(SlotClaimRow claim, SlotClaim wanted) => claim.IsBlackout ? Reason.Blackout
        : !new TimeRange(claim.AskedFrom, claim.AskedTo).Overlaps(wanted.Asked) ? Reason.Buffer
        : claim.State == ClaimState.Held ? Reason.Held
        : Reason.Booked;

    private async Task<Dictionary<Guid, int>> LeftAsync(IReadOnlyList<Grant?> grants, IReadOnlyList<ExtraDay> days, DateTimeOffset now, CancellationToken ct)
    {
        List<Guid> ids = [.. grants.SelectMany(grant => grant?.Claims.OfType<QuotaClaim>() ?? []).Select(quota => quota.PoolId).Distinct()];
        if (ids.Count == 0)
        {
            return [];
        }

        IQueryable<QuotaClaimRow> held = db.QuotaClaims.LiveHeld(now);
        Dictionary<Guid, int> left = await db.Pools.AsNoTracking()
            .Where(pool => ids.Contains(pool.Id))
            .Select(pool => new { pool.Id, Left = pool.Capacity - pool.Sold - (held.Where(claim => claim.PoolId == pool.Id).Sum(claim => (int?)claim.Quantity) ?? 0) })
            .ToDictionaryAsync(pool => pool.Id, pool => pool.Left, ct);
        foreach (ExtraDay day in days)
        {
            left.TryAdd(day.PoolId, day.Capacity);
        }

        return left;
    }
}
