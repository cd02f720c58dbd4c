namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Bookings;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>Changes that wait for their payment; a booking has one at most. The caller holds the booking's lock.</summary>
internal sealed class PendingChanges(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims)
{
    public Task<BookingChange?> FindAsync(Guid bookingId, CancellationToken ct) =>
        db.Changes.SingleOrDefaultAsync(change => change.BookingId == bookingId && change.Status == ChangeStatus.AwaitingPayment, ct);

    /// <summary>Ends the one that waits, and gives back what is kept for it.</summary>
    public async Task LapseAsync(Guid bookingId, CancellationToken ct)
    {
        if (await FindAsync(bookingId, ct) is { } change)
        {
            await LapseAsync(change, ct);
        }
    }

    public async Task LapseAsync(BookingChange change, CancellationToken ct)
    {
        change.Lapse(unitOfWork.Now);
        if (change.HoldId is { } holdId && await db.LockHoldAsync(holdId, ct) is { Status: HoldStatus.Active } hold)
        {
            hold.Release(unitOfWork.Now);
            await claims.ReleaseAsync(holdId, ClaimState.Released, ct);
        }
    }
}
