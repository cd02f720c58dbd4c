namespace Booking.Infrastructure.Catalog;

using Booking.Application.Catalog;
using Booking.Domain.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

/// <summary>One query for all candidates. It reads without locks: whoever is lost meanwhile is found out by the claim.</summary>
internal sealed class ProviderWork(BookingDbContext db, AppointmentRules rules) : IProviderWork
{
    private static readonly string[] Booked = [Reason.Booked];

    public async Task<IReadOnlyList<ProviderFit>> LookAsync(IReadOnlyList<SlotClaim> slots, TimeRange day, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] units = [.. slots.Select(slot => slot.UnitId)];
        DateTimeOffset[] from = [.. slots.Select(slot => slot.Blocked.From.ToUniversalTime())];
        DateTimeOffset[] to = [.. slots.Select(slot => slot.Blocked.To.ToUniversalTime())];
        DateTimeOffset at = now.ToUniversalTime();
        DateTimeOffset dayFrom = day.From.ToUniversalTime();
        DateTimeOffset dayTo = day.To.ToUniversalTime();
        DateTimeOffset since = dayFrom - rules.FairnessWindow;
        DateTimeOffset until = to.Append(dayTo).Max();
        List<Row> rows = await db.Database.SqlQuery<Row>(
            $"""
             SELECT w.unit_id AS "Id",
                    NOT coalesce(bool_or(c.blocked_from < w.blocked_to AND c.blocked_to > w.blocked_from), false) AS "IsFree",
                    (count(*) FILTER (WHERE NOT c.is_blackout AND c.asked_from < {dayTo}))::int AS "Count",
                    coalesce(sum(extract(epoch FROM least(c.asked_to, {dayTo}) - greatest(c.asked_from, {dayFrom})))
                             FILTER (WHERE NOT c.is_blackout AND c.asked_from < {dayTo} AND c.asked_to > {dayFrom}), 0)::float8 AS "Seconds"
             FROM unnest({units}, {from}, {to}) AS w (unit_id, blocked_from, blocked_to)
             LEFT JOIN slot_claims c ON c.tenant_id = {db.TenantId} AND c.unit_id = w.unit_id AND c.state IN ('held', 'booked')
                   AND c.blocked_to > {since} AND c.blocked_from < {until} AND (c.state = 'booked' OR c.expires_at > {at})
             GROUP BY w.unit_id
             """).ToListAsync(ct);
        return [.. rows.Select(row => new ProviderFit(row.Id, new AssignedWork(row.Count, TimeSpan.FromSeconds(row.Seconds)), row.IsFree ? [] : Booked))];
    }

    private sealed record Row(Guid Id, bool IsFree, int Count, double Seconds);
}
