namespace Booking.Infrastructure.Holds;

using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Booking.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

internal sealed class Overdue(BookingDbContext db) : IOverdue
{
    public async Task<IReadOnlyList<Hold>> LockHoldsAsync(int limit, CancellationToken ct) => await db.Holds
        .FromSql($"SELECT * FROM holds WHERE status = 'active' AND expires_at <= clock_timestamp() ORDER BY expires_at LIMIT {limit} FOR UPDATE SKIP LOCKED")
        .ToListAsync(ct);

    public async Task<IReadOnlyList<Booking>> LockBookingsAsync(int limit, CancellationToken ct) => await db.Bookings
        .FromSql($"SELECT * FROM bookings WHERE status = 'awaiting_payment' AND pay_before <= clock_timestamp() ORDER BY pay_before LIMIT {limit} FOR UPDATE SKIP LOCKED")
        .ToListAsync(ct);
}
