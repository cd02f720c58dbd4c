namespace Booking.Application.Waitlist;

using Booking.Application.Abstractions;
using Booking.Application.Cars;
using Booking.Application.Catalog;
using Booking.Application.Events;
using Booking.Application.Holds;
using Booking.Domain.Cars;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Holds;
using Microsoft.EntityFrameworkCore;

/// <summary>How the attempt to take what somebody waits for ended: the hold, or why there is none.</summary>
/// <param name="Reason">Too little is free: one of <see cref="Domain.Common.Reason"/>.</param>
/// <param name="Refused">A rule stands against it, whatever is free.</param>
internal sealed record Taking(Hold? Hold, int Quantity, string? Reason, Error? Refused)
{
    public bool IsLack => Reason is not null;

    /// <summary>A lock could not be had in time; the caller must roll back.</summary>
    public bool IsBusy => Refused == HoldErrors.Busy;

    public static Taking Lack(string reason) => new(null, 0, reason, null);

    public static Taking No(Error error) => new(null, 0, null, error);
}

/// <summary>Takes what a customer waits for the way a hold of the customer's own would: the same grants, prices and claims.</summary>
internal sealed class OfferTaker(
    IBookingDb db, IUnitOfWork unitOfWork, ItemGranter granter, OrderPricer pricer, IClaimStore claims, IEventSeats seats, RequestContext context, WaitlistOptions options)
{
    // Fewer places are looked for one by one; nobody buys more seats than this at once.
    private const int MostSteps = 50;

    private static readonly string[] Lacks = [Reason.Held, Reason.Booked, Reason.Buffer, Reason.Blackout, Reason.Quota, Reason.NotTogether, Reason.OrphanSeat, "sold_out", "inventory_conflict"];

    /// <summary>The full quantity, or where fewer would do as many as there are.</summary>
    public async Task<Taking> TakeAsync(Guid customerId, AskedWish wish, int least, CancellationToken ct)
    {
        using IDisposable acting = context.ActFor(customerId);
        Taking taking = await TryAsync(customerId, wish, ct);
        if (!taking.IsLack || least >= wish.Quantity || !wish.IsDivisible)
        {
            return taking;
        }

        int most = await LeftAsync(wish, ct) is { } left ? Math.Min(left, wish.Quantity - 1) : wish.Quantity - 1;
        for (int quantity = most, step = 0; quantity >= least && step < MostSteps; quantity--, step++)
        {
            Taking fewer = await TryAsync(customerId, wish.Of(quantity), ct);
            if (fewer.Hold is not null || fewer.IsBusy)
            {
                return fewer;
            }
        }

        return taking;
    }

    private async Task<Taking> TryAsync(Guid customerId, AskedWish wish, CancellationToken ct)
    {
        Taking last = Taking.Lack(Reason.Quota);
        foreach (Result<ItemRequest> choice in await ChoicesAsync(wish, ct))
        {
            last = choice.IsSuccess ? await TryAsync(customerId, choice.Value, wish.Quantity, ct) : Refusal(choice.Error);
            if (!last.IsLack)
            {
                return last;
            }
        }

        return last;
    }

    private async Task<Taking> TryAsync(Guid customerId, ItemRequest item, int quantity, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        Result<IReadOnlyList<Grant>> grants = await granter.GrantAsync([item], now, ct);
        if (grants.IsFailure)
        {
            return Refusal(grants.Error);
        }

        for (IReadOnlyList<Grant> chosen = grants.Value; ;)
        {
            Result<Price> price = await pricer.PriceAsync(chosen, ct);
            if (price.IsFailure)
            {
                return Taking.No(price.Error);
            }

            Result<Hold> hold = Hold.PlaceForOffer(Guid.CreateVersion7(now), context.TenantId, customerId, chosen, price.Value, options.OfferTime, now);
            if (hold.IsFailure)
            {
                return Taking.No(hold.Error);
            }

            ClaimResult claimed = await claims.TryClaimAsync(hold.Value.Id, [.. chosen.SelectMany(grant => grant.Claims)], hold.Value.ExpiresAt, ct);
            if (claimed.Outcome == ClaimOutcome.Claimed)
            {
                return new Taking(hold.Value, quantity, null, null);
            }

            if (claimed.Outcome == ClaimOutcome.Busy)
            {
                return Taking.No(HoldErrors.Busy);
            }

            if (SecondChoice.After(chosen, claimed.Conflicts) is not { } next)
            {
                string reason = claimed.Conflicts.Count > 0 ? claimed.Conflicts[0].Reason : Reason.Quota;
                return Taking.Lack(reason == "sold_out" ? Reason.Quota : reason);
            }

            chosen = next;
        }
    }

    /// <summary>What would do, best first.</summary>
    private async Task<IReadOnlyList<Result<ItemRequest>>> ChoicesAsync(AskedWish wish, CancellationToken ct)
    {
        switch (wish.Item)
        {
            case CarItem item when wish.SameClass:
                Car? car = await db.Cars.AsNoTracking().SingleOrDefaultAsync(car => car.Id == item.CarId, ct);
                List<Guid> alike = car is null ? [] : await WishReader.AlikeAsync(db, car, ct);
                return [Result<ItemRequest>.Success(item), .. alike.Select(id => Result<ItemRequest>.Success(item with { CarId = id }))];
            case TicketItem item:
                var type = await db.TicketTypes.AsNoTracking()
                    .Where(type => type.Id == item.TicketTypeId)
                    .Select(type => new { type.EventId, type.MinPerOrder, type.MaxPerOrder, IsSeated = db.Events.Any(happening => happening.Id == type.EventId && happening.Seating == Seating.Reserved) })
                    .SingleOrDefaultAsync(ct);
                return [type is { IsSeated: true } ? await PickAsync(type.EventId, item, new OrderLimit(type.MinPerOrder, type.MaxPerOrder), ct) : item];
            default:
                return [wish.Item];
        }
    }

    private async Task<Result<ItemRequest>> PickAsync(Guid eventId, TicketItem item, OrderLimit limit, CancellationToken ct)
    {
        IReadOnlyList<EventSeatRow> rows = await seats.ReadAsync(eventId, unitOfWork.Now, ct);
        if (rows.Count == 0)
        {
            return OfferingErrors.NotFound;
        }

        var plan = await db.EventSeatPlans.AsNoTracking().Where(plan => plan.Id == eventId).Select(plan => new { plan.FocalX, plan.FocalY }).SingleOrDefaultAsync(ct);
        PlanPoint focal = plan is null ? new PlanPoint((int)rows.Average(row => row.X), rows.Min(row => row.Y)) : new PlanPoint(plan.FocalX, plan.FocalY);
        SeatWish wanted = new(item.Quantity, focal, Limits: new Dictionary<Guid, OrderLimit> { [item.TicketTypeId] = limit });
        Result<BestSeats> best = BestAvailable.Find([.. rows.Select(row => row.ToSpot(row.TicketTypeId == item.TicketTypeId))], wanted);
        return best.IsSuccess ? new EventSeatItem(eventId, best.Value.Seats) { IsBestAvailable = true } : best.Error;
    }

    /// <returns>How many places are left, where that is a number; null where it has to be tried.</returns>
    private async Task<int?> LeftAsync(AskedWish wish, CancellationToken ct)
    {
        if (wish.Item is not (TicketItem or ProductItem or ServiceItem))
        {
            return null;
        }

        IReadOnlyList<Result<ItemRequest>> choices = await ChoicesAsync(wish, ct);
        if (choices.Count == 0 || choices[0].IsFailure)
        {
            return null;
        }

        Result<IReadOnlyList<Grant>> grants = await granter.GrantAsync([choices[0].Value!], unitOfWork.Now, ct);
        List<Guid> pools = [.. (grants.Value ?? []).SelectMany(grant => grant.Claims).OfType<QuotaClaim>().Select(claim => claim.PoolId).Distinct()];
        Dictionary<Guid, int> left = await db.PlacesLeftAsync(pools, unitOfWork.Now, ct);
        return pools.Count == 0 || grants.Value!.Any(grant => grant.Others.Count > 0) ? null : Math.Max(0, left.Values.Min());
    }

    private static Taking Refusal(Error error) => Lacks.Contains(error.Reason ?? error.Code) ? Taking.Lack(error.Reason ?? Reason.Quota) : Taking.No(error);
}
