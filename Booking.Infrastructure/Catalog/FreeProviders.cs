namespace Booking.Infrastructure.Catalog;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

/// <summary>One query for all candidates. It reads without locks: whoever is lost meanwhile is found out by the claim.</summary>
internal sealed class FreeProviders(BookingDbContext db, IUnitOfWork unitOfWork) : IFreeProviders
{
    /// <summary>How far back the work before is looked for.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(28);

    public async Task<IReadOnlyList<RankedProvider>> RankAsync(IReadOnlyList<SlotClaim> slots, TimeRange day, CancellationToken ct)
    {
        Guid[] units = [.. slots.Select(slot => slot.UnitId)];
        DateTimeOffset[] from = [.. slots.Select(slot => slot.Blocked.From.ToUniversalTime())];
        DateTimeOffset[] to = [.. slots.Select(slot => slot.Blocked.To.ToUniversalTime())];
        DateTimeOffset now = unitOfWork.Now.ToUniversalTime();
        DateTimeOffset dayFrom = day.From.ToUniversalTime();
        DateTimeOffset dayTo = day.To.ToUniversalTime();
        DateTimeOffset since = dayFrom - Memory;
        DateTimeOffset until = to.Append(dayTo).Max();
        return await db.Database.SqlQuery<RankedProvider>(
            $"""
             SELECT w.unit_id AS "Id",
                    NOT coalesce(bool_or(c.blocked_from < w.blocked_to AND c.blocked_to > w.blocked_from), false) AS "IsFree",
                    coalesce(sum(extract(epoch FROM least(c.asked_to, {dayTo}) - greatest(c.asked_from, {dayFrom})) / 60)
                             FILTER (WHERE c.asked_from < {dayTo} AND c.asked_to > {dayFrom}), 0)::int AS "BusyMinutes",
                    max(c.asked_to) FILTER (WHERE c.asked_to <= w.blocked_to) AS "IdleSince"
             FROM unnest({units}, {from}, {to}) WITH ORDINALITY AS w (unit_id, blocked_from, blocked_to, place)
             LEFT JOIN slot_claims c ON c.tenant_id = {db.TenantId} AND c.unit_id = w.unit_id AND c.state IN ('held', 'booked')
                   AND c.blocked_to > {since} AND c.blocked_from < {until} AND (c.state = 'booked' OR c.expires_at > {now})
             GROUP BY w.unit_id, w.place
             ORDER BY 2 DESC, 3, 4 NULLS FIRST, w.place
             """).ToListAsync(ct);
    }
}
