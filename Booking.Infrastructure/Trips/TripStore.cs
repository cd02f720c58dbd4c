namespace Booking.Infrastructure.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Trips;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

internal sealed class TripStore(BookingDbContext db, IUnitOfWork unitOfWork) : ITripStore
{
    public async Task ShareAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct)
    {
        Guid[] ids = [.. tripIds];
        await db.Database.SqlQuery<long>($"SELECT share_trips({db.TenantId}, {ids}) AS \"Value\"").ToListAsync(ct);
    }

    public async Task<IReadOnlyList<Trip>> LockAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct)
    {
        Guid[] ids = [.. tripIds];
        return await db.Trips.FromSql($"SELECT * FROM trips WHERE tenant_id = {db.TenantId} AND id = ANY ({ids}) ORDER BY id FOR UPDATE").ToListAsync(ct);
    }

    public Task<Schedule?> LockScheduleAsync(Guid id, CancellationToken ct) =>
        db.Schedules.FromSql($"SELECT * FROM schedules WHERE tenant_id = {db.TenantId} AND id = {id} FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);

    public Task<Route?> LockRouteAsync(Guid id, CancellationToken ct) =>
        db.Routes.FromSql($"SELECT * FROM routes WHERE tenant_id = {db.TenantId} AND id = {id} FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);

    public Task<Bus?> LockBusAsync(Guid id, CancellationToken ct) =>
        db.Buses.FromSql($"SELECT * FROM buses WHERE tenant_id = {db.TenantId} AND id = {id} FOR NO KEY UPDATE").SingleOrDefaultAsync(ct);

    // A day of slack: the schedule's own zone may be a day behind or ahead of UTC.
    public async Task<IReadOnlyList<Schedule>> LockUnfilledAsync(int limit, CancellationToken ct) => await db.Schedules.FromSql(
        $"""
        SELECT * FROM schedules
        WHERE tenant_id = {db.TenantId} AND is_active AND (filled_until IS NULL OR filled_until + 1 < (clock_timestamp() AT TIME ZONE 'UTC')::date + horizon_days)
        ORDER BY id LIMIT {limit} FOR NO KEY UPDATE SKIP LOCKED
        """).AsNoTracking().ToListAsync(ct);

    public async Task<IReadOnlyList<Guid>> CreateAsync(Schedule schedule, IReadOnlyList<(DateOnly Date, DateTimeOffset DepartsAt)> days, CancellationToken ct)
    {
        Guid[] ids = [.. days.Select(_ => Guid.CreateVersion7(unitOfWork.Now))];
        DateOnly[] dates = [.. days.Select(day => day.Date)];
        DateTime[] departures = [.. days.Select(day => day.DepartsAt.UtcDateTime)];
        return await db.Database.SqlQuery<Guid>(
            $"""
            WITH created AS (
                INSERT INTO trips (tenant_id, id, route_id, bus_id, schedule_id, local_date, departs_at, status, hold_minutes, version)
                SELECT {db.TenantId}, d.id, {schedule.RouteId}, {schedule.BusId}, {schedule.Id}, d.local_date, d.departs_at, 'scheduled', {schedule.HoldMinutes}, 1
                FROM unnest({ids}, {dates}, {departures}) AS d (id, local_date, departs_at)
                ON CONFLICT (tenant_id, schedule_id, local_date) DO NOTHING
                RETURNING id, departs_at),
            timed AS (
                INSERT INTO trip_stops (tenant_id, trip_id, sequence, stop_id, arrives_at, departs_at)
                SELECT {db.TenantId}, c.id, s.sequence, s.id, c.departs_at + s.arrives_after_minutes * interval '1 minute', c.departs_at + s.departs_after_minutes * interval '1 minute'
                FROM created c JOIN stops s ON s.tenant_id = {db.TenantId} AND s.route_id = {schedule.RouteId} AND s.is_active)
            SELECT id AS "Value" FROM created
            """).ToListAsync(ct);
    }

    public Task MarkFilledAsync(Guid scheduleId, DateOnly until, CancellationToken ct) =>
        db.Schedules.Where(schedule => schedule.Id == scheduleId).ExecuteUpdateAsync(set => set.SetProperty(schedule => schedule.FilledUntil, (DateOnly?)until), ct);

    public async Task RenewStopsAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct)
    {
        Guid[] ids = [.. tripIds];
        await db.Database.ExecuteSqlAsync($"DELETE FROM trip_stops WHERE tenant_id = {db.TenantId} AND trip_id = ANY ({ids})", ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO trip_stops (tenant_id, trip_id, sequence, stop_id, arrives_at, departs_at)
            SELECT {db.TenantId}, t.id, s.sequence, s.id, t.departs_at + s.arrives_after_minutes * interval '1 minute', t.departs_at + s.departs_after_minutes * interval '1 minute'
            FROM trips t JOIN stops s ON s.tenant_id = {db.TenantId} AND s.route_id = t.route_id AND s.is_active
            WHERE t.tenant_id = {db.TenantId} AND t.id = ANY ({ids})
            """,
            ct);
    }

    public async Task<IReadOnlyList<SoldSeat>> SoldAsync(IReadOnlyCollection<Guid> tripIds, CancellationToken ct) => await db.LegClaims.Live(unitOfWork.Now)
        .Where(claim => tripIds.Contains(claim.TripId))
        .OrderBy(claim => claim.TripId).ThenBy(claim => claim.Seat).ThenBy(claim => claim.FromStop)
        .Select(claim => new SoldSeat(claim.Id, claim.TripId, claim.Seat, claim.FromStop, claim.ToStop, claim.HoldId, claim.BookingId, claim.Item))
        .ToListAsync(ct);

    public async Task<TripBuyers> LockBuyersAsync(Guid tripId, CancellationToken ct)
    {
        var buyers = await db.LegClaims
            .Where(claim => claim.TripId == tripId && (claim.State == ClaimState.Held || claim.State == ClaimState.Booked || (claim.State == ClaimState.Expired && claim.BookingId != null)))
            .Select(claim => new { claim.HoldId, claim.BookingId })
            .Distinct()
            .ToListAsync(ct);
        Guid[] holdIds = [.. buyers.Where(buyer => buyer.BookingId is null).Select(buyer => buyer.HoldId)];
        List<Guid> kept = await db.Holds.Where(hold => holdIds.Contains(hold.Id) && hold.BookingId != null).Select(hold => hold.BookingId!.Value).ToListAsync(ct);
        Guid[] bookingIds = [.. buyers.Select(buyer => buyer.BookingId).OfType<Guid>().Concat(kept).Distinct()];
        List<Booking> bookings = await db.Bookings.FromSql($"SELECT * FROM bookings WHERE tenant_id = {db.TenantId} AND id = ANY ({bookingIds}) ORDER BY id FOR UPDATE").ToListAsync(ct);
        List<Hold> holds = await db.Holds.FromSql($"SELECT * FROM holds WHERE tenant_id = {db.TenantId} AND id = ANY ({holdIds}) ORDER BY id FOR UPDATE").ToListAsync(ct);
        return new TripBuyers(bookings.ToDictionary(booking => booking.Id), holds.ToDictionary(hold => hold.Id));
    }

    public async Task<bool> StandAsync(IReadOnlyCollection<LegClaim> legs, CancellationToken ct)
    {
        if (legs.Count == 0)
        {
            return true;
        }

        Guid[] ids = [.. legs.Select(leg => leg.TripId).Distinct()];
        await ShareAsync(ids, ct);
        var trips = await db.Trips.AsNoTracking()
            .Where(trip => ids.Contains(trip.Id) && (trip.Status == TripStatus.Scheduled || trip.Status == TripStatus.Departed))
            .Join(db.Buses.AsNoTracking(), trip => trip.BusId, bus => bus.Id, (trip, bus) => new { trip.Id, bus.Seats })
            .ToListAsync(ct);
        Dictionary<Guid, HashSet<string>> seats = trips.ToDictionary(trip => trip.Id, trip => trip.Seats.Where(seat => !seat.IsBlocked).Select(seat => seat.Seat).ToHashSet());
        return legs.All(leg => seats.TryGetValue(leg.TripId, out HashSet<string>? there) && there.Contains(leg.Seat));
    }
}
