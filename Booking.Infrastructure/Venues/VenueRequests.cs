namespace Booking.Infrastructure.Venues;

using Booking.Application.Venues;
using Booking.Domain.Venues;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

internal sealed class VenueRequests(BookingDbContext db) : IVenueRequests
{
    public Task<VenueRequest?> LockAsync(Guid id, CancellationToken ct) =>
        db.VenueRequests.FromSql($"SELECT * FROM venue_requests WHERE tenant_id = {db.TenantId} AND id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<VenueRequest>> LockSeriesAsync(Guid seriesId, CancellationToken ct) =>
        await db.VenueRequests.FromSql($"SELECT * FROM venue_requests WHERE tenant_id = {db.TenantId} AND series_id = {seriesId} ORDER BY id FOR UPDATE").ToListAsync(ct);

    public async Task<VenueRequest?> LockOverdueAsync(CancellationToken ct) => (await db.VenueRequests
        .FromSql($"SELECT * FROM venue_requests WHERE tenant_id = {db.TenantId} AND status = 'pending' AND respond_by <= clock_timestamp() ORDER BY respond_by LIMIT 1 FOR UPDATE SKIP LOCKED")
        .ToListAsync(ct)).SingleOrDefault();
}
