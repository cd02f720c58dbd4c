namespace Booking.Infrastructure.Catalog;

using Booking.Application.Catalog;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

internal sealed class RatingTotals(BookingDbContext db) : IRatingTotals
{
    public async Task AddAsync(IEnumerable<Guid> subjects, int stars, int count, CancellationToken ct)
    {
        Guid tenant = db.TenantId;

        // In one order, so that two raters of the same offering and provider cannot wait for each other.
        foreach (Guid subject in subjects.Distinct().Order())
        {
            int rows = await db.Database.ExecuteSqlAsync(
                $"UPDATE rating_totals SET stars = stars + {stars}, count = count + {count} WHERE tenant_id = {tenant} AND subject_id = {subject}", ct);
            if (rows == 0)
            {
                await db.Database.ExecuteSqlAsync(
                    $"""
                     INSERT INTO rating_totals AS t (tenant_id, subject_id, stars, count) VALUES ({tenant}, {subject}, {stars}, {count})
                     ON CONFLICT (tenant_id, subject_id) DO UPDATE SET stars = t.stars + excluded.stars, count = t.count + excluded.count
                     """,
                    ct);
            }
        }
    }
}
