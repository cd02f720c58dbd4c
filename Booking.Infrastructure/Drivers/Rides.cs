namespace Booking.Infrastructure.Drivers;

using Booking.Application.Drivers;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

internal sealed class Rides(BookingDbContext db) : IRides
{
    public Task<Ride?> LockAsync(Guid id, CancellationToken ct) =>
        db.Rides.FromSql($"SELECT * FROM rides WHERE tenant_id = {db.TenantId} AND id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<Ride>> LockOfBookingAsync(Guid bookingId, CancellationToken ct) => await db.Rides
        .FromSql($"SELECT * FROM rides WHERE tenant_id = {db.TenantId} AND booking_id = {bookingId} AND status <> 'cancelled' ORDER BY id FOR UPDATE")
        .ToListAsync(ct);

    public async Task<Ride?> LockDueAsync(Guid? bookingId, CancellationToken ct) => (await db.Rides
        .FromSql(
            $"""
             SELECT * FROM rides
             WHERE tenant_id = {db.TenantId} AND status = 'waiting' AND due_at <= clock_timestamp() AND booking_id = coalesce({bookingId}, booking_id)
             ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
             """)
        .ToListAsync(ct)).SingleOrDefault();

    public async Task<IReadOnlyDictionary<Guid, AssignedWork>> WorkOfAsync(IReadOnlyCollection<Guid> driverIds, TimeRange around, DateTimeOffset since, CancellationToken ct)
    {
        List<Work> work = await db.Database.SqlQuery<Work>(
            $"""
             SELECT driver_id AS "DriverId", count(*) FILTER (WHERE offered_at >= {since})::int AS "Rides",
                 coalesce(sum(extract(epoch FROM least(ends_at, {around.To}) - greatest(starts_at, {around.From}))) FILTER (WHERE starts_at < {around.To} AND ends_at > {around.From}), 0)::float8 AS "Seconds"
             FROM assignments
             WHERE tenant_id = {db.TenantId} AND driver_id = ANY ({driverIds.ToArray()}) AND status IN ('offered', 'accepted', 'started', 'finished')
               AND (offered_at >= {since} OR (starts_at < {around.To} AND ends_at > {around.From}))
             GROUP BY driver_id
             """).ToListAsync(ct);
        return work.ToDictionary(one => one.DriverId, one => new AssignedWork(one.Rides, TimeSpan.FromSeconds(one.Seconds)));
    }

    private sealed record Work(Guid DriverId, int Rides, double Seconds);
}
