namespace Booking.Application.Catalog;

using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>A stretch of a unit's time.</summary>
/// <param name="Status"><c>free</c>, <c>held</c>, <c>booked</c>, <c>requested</c> or <c>blackout</c>.</param>
/// <param name="Reason"><c>buffer</c> for turnaround time of what is next to it, one of the words for why something cannot be had, or null.</param>
public sealed record TimeSlotView(DateTimeOffset From, DateTimeOffset To, string Status, string? Reason)
{
    /// <summary>When what is held is free again at the latest.</summary>
    public DateTimeOffset? Until { get; init; }
}

internal static class BusyTimes
{
    /// <summary>More claims than a unit can have in a window that may be asked for.</summary>
    private const int MaxClaims = 5_000;

    /// <summary>The taken stretches of one unit inside a window, in order of time and without overlap.</summary>
    public static async Task<List<TimeSlotView>> BusyAsync(this IQueryable<SlotClaimRow> claims, Guid unit, TimeRange window, DateTimeOffset now, CancellationToken ct)
    {
        List<SlotClaimRow> taken = await claims.Live(now)
            .Where(claim => claim.UnitId == unit && claim.BlockedTo > window.From && claim.BlockedFrom < window.To)
            .OrderBy(claim => claim.BlockedFrom)
            .Take(MaxClaims)
            .ToListAsync(ct);
        return [.. taken.SelectMany(Parts).Select(part => part.Within(window)).Where(part => part.From < part.To)];
    }

    /// <summary>The whole window: what <paramref name="busy"/> leaves out is free.</summary>
    public static IEnumerable<TimeSlotView> WithFree(this IEnumerable<TimeSlotView> busy, TimeRange window)
    {
        DateTimeOffset at = window.From;
        foreach (TimeSlotView part in busy)
        {
            if (at < part.From)
            {
                yield return new TimeSlotView(at, part.From, InventoryStatus.Free, null);
            }

            yield return part;
            at = part.To;
        }

        if (at < window.To)
        {
            yield return new TimeSlotView(at, window.To, InventoryStatus.Free, null);
        }
    }

    private static IEnumerable<TimeSlotView> Parts(SlotClaimRow claim)
    {
        string status = claim.IsBlackout ? InventoryStatus.Blackout : LiveClaims.StatusOf(claim.State);
        DateTimeOffset? until = claim.State == ClaimState.Held ? claim.ExpiresAt : null;
        yield return new TimeSlotView(claim.BlockedFrom, claim.AskedFrom, status, "buffer") { Until = until };
        yield return new TimeSlotView(claim.AskedFrom, claim.AskedTo, status, null) { Until = until };
        yield return new TimeSlotView(claim.AskedTo, claim.BlockedTo, status, "buffer") { Until = until };
    }

    private static TimeSlotView Within(this TimeSlotView part, TimeRange window) => part with
    {
        From = part.From < window.From ? window.From : part.From,
        To = part.To > window.To ? window.To : part.To,
    };
}
