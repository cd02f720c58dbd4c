namespace Booking.Application.Holds;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Says what stands in the way of claims without taking any. A hint: only a hold decides.</summary>
internal sealed class OpenInventory(IBookingDb db)
{
    private const int MostClaims = 20_000;

    /// <summary>One query per kind of claim, whatever their number.</summary>
    /// <param name="claims">Their items may come from different requests; two of them never compete with each other here.</param>
    /// <returns>By the index of the claim in the list; a claim that could be had is missing.</returns>
    public async Task<IReadOnlyDictionary<int, ClaimConflict>> FindConflictsAsync(IReadOnlyList<Claim> claims, DateTimeOffset now, CancellationToken ct)
    {
        Dictionary<int, ClaimConflict> conflicts = [];
        await FindSlotsAsync([.. claims.Index().Where(claim => claim.Item is SlotClaim).Select(claim => (claim.Index, (SlotClaim)claim.Item))], conflicts, now, ct);
        await FindQuotasAsync([.. claims.Index().Where(claim => claim.Item is QuotaClaim).Select(claim => (claim.Index, (QuotaClaim)claim.Item))], conflicts, now, ct);
        return conflicts;
    }

    private async Task FindSlotsAsync(List<(int Index, SlotClaim Claim)> slots, Dictionary<int, ClaimConflict> conflicts, DateTimeOffset now, CancellationToken ct)
    {
        if (slots.Count == 0)
        {
            return;
        }

        List<Guid> units = [.. slots.Select(slot => slot.Claim.UnitId).Distinct()];
        DateTimeOffset from = slots.Min(slot => slot.Claim.Blocked.From);
        DateTimeOffset to = slots.Max(slot => slot.Claim.Blocked.To);
        ILookup<Guid, SlotClaimRow> taken = (await db.SlotClaims.Live(now)
            .Where(claim => units.Contains(claim.UnitId) && claim.BlockedTo > from && claim.BlockedFrom < to)
            .OrderBy(claim => claim.BlockedFrom)
            .Take(MostClaims)
            .ToListAsync(ct)).ToLookup(claim => claim.UnitId);
        foreach ((int index, SlotClaim slot) in slots)
        {
            if (taken[slot.UnitId].FirstOrDefault(row => slot.Blocked.Overlaps(new TimeRange(row.BlockedFrom, row.BlockedTo))) is { } row)
            {
                conflicts[index] = new ClaimConflict(slot.Item, slot.UnitId.ToString(), row.AskedFrom, row.AskedTo, ReasonOf(row, slot.Asked), row.State == ClaimState.Held ? row.ExpiresAt : null);
            }
        }
    }

    private async Task FindQuotasAsync(List<(int Index, QuotaClaim Claim)> quotas, Dictionary<int, ClaimConflict> conflicts, DateTimeOffset now, CancellationToken ct)
    {
        if (quotas.Count == 0)
        {
            return;
        }

        List<Guid> ids = [.. quotas.Select(quota => quota.Claim.PoolId).Distinct()];
        Dictionary<Guid, Pool> pools = await db.Pools.AsNoTracking().Where(pool => ids.Contains(pool.Id)).ToDictionaryAsync(pool => pool.Id, ct);
        var held = await db.QuotaClaims.LiveHeld(now)
            .Where(claim => ids.Contains(claim.PoolId))
            .GroupBy(claim => claim.PoolId)
            .Select(group => new { Id = group.Key, Quantity = group.Sum(claim => claim.Quantity), Until = group.Min(claim => claim.ExpiresAt) })
            .ToDictionaryAsync(row => row.Id, ct);
        foreach ((int index, QuotaClaim quota) in quotas)
        {
            var ofOthers = held.GetValueOrDefault(quota.PoolId);
            int left = pools.TryGetValue(quota.PoolId, out Pool? pool) ? pool.Capacity - pool.Sold - (ofOthers?.Quantity ?? 0) : 0;
            if (left < quota.Quantity)
            {
                conflicts[index] = new ClaimConflict(quota.Item, quota.PoolId.ToString(), null, null, Reason.Quota, ofOthers?.Until);
            }
        }
    }

    private static string ReasonOf(SlotClaimRow row, TimeRange asked) => row switch
    {
        { IsBlackout: true } => Reason.Blackout,
        _ when !asked.Overlaps(new TimeRange(row.AskedFrom, row.AskedTo)) => Reason.Buffer,
        { State: ClaimState.Held } => Reason.Held,
        _ => Reason.Booked,
    };
}
