namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Waitlist;
using Microsoft.EntityFrameworkCore;

/// <summary>Entries for those who change them: in the turn of their queue, before the hold and the inventory.</summary>
internal sealed class WaitlistDesk(IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, RequestContext context)
{
    /// <summary>Lets all who promote or change entries of a queue go one after the other.</summary>
    public Task TakeTurnAsync(string queue, CancellationToken ct) => unitOfWork.TakeTurnAsync($"waitlist {queue}", ct);

    /// <returns>Null where there is none that the caller may use.</returns>
    public async Task<WaitlistEntry?> LockAsync(Guid id, CancellationToken ct)
    {
        var found = await db.WaitlistEntries.AsNoTracking().Where(entry => entry.Id == id).Select(entry => new { entry.Queue, entry.CustomerId }).SingleOrDefaultAsync(ct);
        if (found is null || !context.MayUse(found.CustomerId, null))
        {
            return null;
        }

        await TakeTurnAsync(found.Queue, ct);
        return await db.WaitlistEntries.SingleAsync(entry => entry.Id == id, ct);
    }

    /// <summary>The hold of the entry's offer, locked; null without one.</summary>
    public async Task<Hold?> LockHoldAsync(WaitlistEntry entry, CancellationToken ct) => entry.HoldId is { } id ? await db.LockHoldAsync(id, ct) : null;

    /// <summary>Gives back what the offer kept, so that the next can have it.</summary>
    public async Task GiveBackAsync(Hold? hold, CancellationToken ct)
    {
        if (hold?.StatusAt(unitOfWork.Now) == HoldStatus.Active)
        {
            hold.Release(unitOfWork.Now);
            await claims.ReleaseAsync(hold.Id, ClaimState.Released, ct);
        }
    }

    /// <summary>Writes down what has become of an offer, or that what was wanted is past.</summary>
    public async Task SettleAsync(WaitlistEntry entry, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Hold? hold = await LockHoldAsync(entry, ct);
        HoldStatus? status = hold?.StatusAt(now);
        if (hold is { Status: HoldStatus.Active } && status == HoldStatus.Expired)
        {
            hold.Expire(now);
            await claims.ReleaseAsync(hold.Id, ClaimState.Expired, ct);
        }

        // What has not ended yet stays as it is.
        entry.Settle(status, now);
    }

    public async Task<Result<WaitlistEntryView>> ViewAsync(Guid id, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return await db.ViewAsync(id, context, unitOfWork.Now, ct);
    }
}
