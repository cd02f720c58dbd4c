namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Application.Trips;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Waitlist;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>
/// Offers what is free to those who wait for it in one queue: the one routine behind events, ticks and administrators. Safe at any number
/// at once and repeatable: where nothing is free, nothing happens.
/// </summary>
public sealed record PromoteWaitlistProcess(string Queue) : IProcess<PromotionView>;

/// <param name="Offered">Entries that were made an offer, in their order.</param>
public sealed record PromotionView(IReadOnlyList<Guid> Offered);

internal sealed class PromoteWaitlistHandler(
    IBookingDb db, IUnitOfWork unitOfWork, IClaimStore claims, ItemGranter granter, IEventSeats seats, ITripStore trips, WaitlistDesk desk, OfferTaker taker, RequestContext context, WaitlistOptions options)
    : IRequestHandler<PromoteWaitlistProcess, Result<PromotionView>>
{
    // More kinds of inventory in one queue are locked one after the other instead of all at once.
    private const int MostLocked = 50;

    // Ends even where places come free faster than they are offered; the next event or tick goes on.
    private const int MostBatches = 500;

    public async Task<Result<PromotionView>> Handle(PromoteWaitlistProcess process, CancellationToken cancellationToken)
    {
        Result<Done> settled = await SettleAsync(process.Queue, cancellationToken);
        if (settled.IsFailure)
        {
            return settled.Error;
        }

        List<Guid> offered = [];
        for (int batch = 0; batch < MostBatches; batch++)
        {
            Result<IReadOnlyList<Guid>> made = await unitOfWork.RunAsync(ct => OfferBatchAsync(process.Queue, ct), cancellationToken);
            if (made.IsFailure)
            {
                return made.Error;
            }

            offered.AddRange(made.Value);
            if (made.Value.Count < options.BatchSize)
            {
                break;
            }
        }

        return new PromotionView(offered);
    }

    /// <summary>Offers that have been booked, given back or have lapsed, one in each transaction: their units have no common order.</summary>
    private async Task<Result<Done>> SettleAsync(string queue, CancellationToken ct)
    {
        Result<IReadOnlyList<Guid>> ended = await unitOfWork.RunAsync(token => ListEndedAsync(queue, token), ct);
        foreach (Guid id in ended.Value ?? [])
        {
            Result<Done> settled = await unitOfWork.RunAsync(
                async token =>
                {
                    await desk.TakeTurnAsync(queue, token);
                    await desk.SettleAsync(await db.WaitlistEntries.SingleAsync(entry => entry.Id == id, token), token);
                    return Result.Success;
                },
                ct);
            if (settled.IsFailure)
            {
                return settled;
            }
        }

        return ended.IsSuccess ? Result.Success : ended.Error;
    }

    private async Task<Result<IReadOnlyList<Guid>>> ListEndedAsync(string queue, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        return await db.WaitlistEntries.AsNoTracking()
            .Where(entry => entry.Queue == queue
                && ((entry.Status == WaitlistStatus.Waiting && entry.LastsUntil <= now)
                    || (entry.Status == WaitlistStatus.Offered && db.Holds.Any(hold => hold.Id == entry.HoldId && (hold.Status != HoldStatus.Active || hold.ExpiresAt <= now)))))
            .OrderBy(entry => entry.Id).Select(entry => entry.Id).ToListAsync(ct);
    }

    private async Task<Result<IReadOnlyList<Guid>>> OfferBatchAsync(string queue, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        await desk.TakeTurnAsync(queue, ct);
        List<WaitlistEntry> waiting = await db.WaitlistEntries
            .Where(entry => entry.Queue == queue && entry.Status == WaitlistStatus.Waiting && (entry.LastsUntil == null || entry.LastsUntil > now))
            .OrderBy(entry => entry.Id)
            .ToListAsync(ct);
        if (waiting.Count == 0 || !await KeepStillAsync(waiting, ct))
        {
            return waiting.Count == 0 ? Result<IReadOnlyList<Guid>>.Success([]) : HoldErrors.Busy;
        }

        List<Guid> offered = [];
        PromotionRound round = new(waiting, options.SkipRule, () => Guid.CreateVersion7(now), now);
        while (offered.Count < options.BatchSize && round.Next() is { } entry)
        {
            Taking taking = await taker.TakeAsync(entry.CustomerId, AskedWish.Read(entry.Request), entry.Least, ct);
            if (taking.IsBusy)
            {
                return taking.Refused!;
            }

            if (taking.Hold is { } hold)
            {
                entry.Offer(hold, taking.Quantity, now);
                db.Holds.Add(hold);
                round.Offered(entry, taking.Quantity);
                offered.Add(entry.Id);

                // The next one's limits and choices count this hold.
                await db.SaveChangesAsync(ct);
            }
            else
            {
                round.Refused(entry, taking.Reason ?? taking.Refused!.Reason ?? taking.Refused.Code, taking.IsLack);
            }
        }

        db.WaitlistSkips.AddRange(round.Skips);
        return offered;
    }

    /// <summary>
    /// Keeps the inventory that is waited for as it is while the queue is gone through, so that nobody is passed who would have fitted a
    /// moment later: seat plans and trips as a whole, other units by their locks, all at once in their one order.
    /// </summary>
    private async Task<bool> KeepStillAsync(List<WaitlistEntry> waiting, CancellationToken ct)
    {
        string[] queue = waiting[0].Queue.Split('/');
        if (waiting[0].Kind == ItemKinds.TripSeat)
        {
            await trips.LockAsync([waiting[0].OfferingId], ct);
            return true;
        }

        if (waiting.Exists(entry => entry.Units.Any(unit => unit.StartsWith("seats/", StringComparison.Ordinal))))
        {
            await seats.LockPlanAsync(Guid.Parse(queue[1]), ct);
        }

        List<Claim> wanted = [];
        foreach (WaitlistEntry entry in waiting.DistinctBy(entry => string.Join(' ', entry.Units)).Take(MostLocked))
        {
            using IDisposable acting = context.ActFor(entry.CustomerId);
            Result<IReadOnlyList<Grant>> grants = await granter.GrantAsync([AskedWish.Read(entry.Request).Item], unitOfWork.Now, ct);
            wanted.AddRange((grants.Value ?? []).SelectMany(grant => grant.Others.Prepend(grant)).SelectMany(grant => grant.Claims).Where(claim => claim is SlotClaim or QuotaClaim));
        }

        return wanted.Count == 0 || await claims.TryLockAsync(wanted, ct);
    }
}
