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

    /// <summary>Locks the holds that keep inventory for changes of these bookings, in the order of their ids.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<Guid>> LockHoldsAsync(IReadOnlyCollection<Guid> bookingIds, CancellationToken ct)
    {
        List<Guid> ids = await db.Changes
            .Where(change => bookingIds.Contains(change.BookingId) && change.Status == ChangeStatus.AwaitingPayment && change.HoldId != null)
            .Select(change => change.HoldId!.Value)
            .Order()
            .ToListAsync(ct);
        foreach (Guid id in ids)
        {
            await db.LockHoldAsync(id, ct);
        }

        return ids;
    }

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
