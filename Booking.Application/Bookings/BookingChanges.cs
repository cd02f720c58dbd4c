namespace Booking.Application.Bookings;

using Booking.Application.Abstractions;
using Booking.Application.Drivers;
using Booking.Application.Holds;
using Booking.Application.Payments;
using Booking.Application.Trips;
using Booking.Domain.Bookings;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Payments;
using Microsoft.EntityFrameworkCore;

/// <summary>Quotes changes, keeps what they need, and carries them out. The caller holds the booking's lock.</summary>
internal sealed class BookingChanges(
    IBookingDb db,
    IUnitOfWork unitOfWork,
    IClaimStore claims,
    ITripStore trips,
    ItemGranter granter,
    OrderPricer pricer,
    BookingRefunds refunds,
    RideDispatch rides,
    BookingOptions options,
    HoldOptions holds)
{
    /// <param name="settles">The disruption that the change settles: then it costs no fee, and nothing more for the same kind of thing.</param>
    public async Task<Result<BookingChange>> QuoteAsync(Booking booking, IReadOnlyList<WantedItem> wanted, DisruptionCase? settles, CancellationToken ct)
    {
        DateTimeOffset now = unitOfWork.Now;
        for (int i = 0; i < wanted.Count; i++)
        {
            Result<Done> possible = booking.CheckChangeable(wanted[i].Item, settles is null ? now : DateTimeOffset.MinValue);
            if (possible.IsFailure)
            {
                return possible.Error.Under($"/items/{i}");
            }

            if (wanted.Take(i).Any(other => other.Item == wanted[i].Item))
            {
                return Error.Rule($"/items/{i}/item", "Every item is named once.");
            }

            if (settles is not null && !settles.Items.Contains(wanted[i].Item))
            {
                return Error.Rule($"/items/{i}/item", "The case is not about this item.");
            }
        }

        Result<IReadOnlyList<Grant>> granted = await GrantAsync(wanted, now, ct);
        if (granted.IsFailure)
        {
            return granted.Error;
        }

        HashSet<int> waived = [];
        foreach ((WantedItem item, Grant grant) in settles is null ? [] : wanted.Zip(granted.Value))
        {
            if (await IsLikeAsync(booking.Items[item.Item], grant.Item, ct))
            {
                waived.Add(item.Item);
            }
        }

        Result<BookingChange> change = BookingChange.Quote(
            Guid.CreateVersion7(now), booking, [.. wanted.Zip(granted.Value, (item, grant) => (item.Item, grant))],
            settles is null ? ChangeTerms.Usual : new ChangeTerms(true, waived), settles?.Id, options.QuoteTime, now);
        if (change.IsSuccess)
        {
            db.Changes.Add(change.Value);
        }

        return change;
    }

    /// <summary>Keeps the new inventory, as far as the booking has not got it, until the difference is paid.</summary>
    public async Task<Result<Done>> KeepAsync(Booking booking, BookingChange change, CancellationToken ct)
    {
        if (!await trips.StandAsync(Legs(change), ct))
        {
            return BookingErrors.QuoteOutdated;
        }

        DateTimeOffset payBefore = unitOfWork.Now + holds.PaymentWindow;
        IReadOnlyList<Claim> had = await claims.ListSoldAsync(booking.Id, [.. change.Items.Select(item => item.Item)], ct);
        IReadOnlyList<Claim> missing = ClaimDifference.Beyond([.. change.Items.SelectMany(item => item.Claims)], had);
        if (missing.Count == 0)
        {
            return change.AwaitPayment(null, payBefore);
        }

        Hold hold = Hold.PlaceForChange(Guid.CreateVersion7(unitOfWork.Now), booking, [.. change.Items.Select(item => item.To)], change.Price, holds.PaymentWindow, unitOfWork.Now);
        ClaimResult kept = await claims.TryClaimAsync(hold.Id, missing, payBefore, ct);
        if (kept.Outcome != ClaimOutcome.Claimed)
        {
            return Refused(kept);
        }

        db.Holds.Add(hold);
        return change.AwaitPayment(hold.Id, payBefore);
    }

    /// <summary>Exchanges the claims and the items. What cannot be had leaves the booking as it was.</summary>
    public async Task<Result<Done>> CarryOutAsync(Booking booking, BookingChange change, CancellationToken ct)
    {
        if (!change.Fits(booking) || !await trips.StandAsync(Legs(change), ct))
        {
            return BookingErrors.QuoteOutdated;
        }

        Money back = change.Difference with { Amount = -change.Difference.Amount };
        Result<Done> refunded = await refunds.RequestAsync(booking.Id, back, RefundReasons.Change, ct);
        if (refunded.IsFailure)
        {
            return refunded;
        }

        Hold? kept = change.HoldId is { } holdId ? await db.LockHoldAsync(holdId, ct) : null;
        ClaimResult swapped = await claims.TrySwapAsync(
            new ClaimSwap(booking.Id, booking.HoldId, [.. change.Items.Select(item => item.Item)], change.HoldId, [.. change.Items.SelectMany(item => item.Claims)]), ct);
        if (swapped.Outcome != ClaimOutcome.Claimed)
        {
            return Refused(swapped);
        }

        kept?.Use();
        if (change.CaseId is { } id && await db.DisruptionCases.FindAsync([booking.TenantId, id], ct) is { Status: CaseStatus.Open } settles)
        {
            settles.Rebook(unitOfWork.Now);
        }

        Result<Done> changed = booking.Change(change);
        if (changed.IsFailure)
        {
            return changed;
        }

        await rides.FollowAsync(booking, ct);
        return change.Apply(unitOfWork.Now);
    }

    /// <summary>Seats of buses may have gone since they were offered; of everything else the claims themselves find out.</summary>
    private static LegClaim[] Legs(BookingChange change) => [.. change.Items.SelectMany(item => item.Claims).OfType<LegClaim>()];

    private static Error Refused(ClaimResult claimed)
    {
        Dictionary<string, object?> details = new()
        {
            ["conflicts"] = claimed.Conflicts,
            ["retryable"] = claimed.Conflicts.Any(conflict => conflict.Until is not null),
        };
        return claimed.Outcome switch
        {
            ClaimOutcome.Busy => HoldErrors.Busy,
            ClaimOutcome.SoldOut => Error.Conflict("sold_out", "Too few places are left.") with { Extensions = details },
            _ => Error.Conflict("inventory_conflict", "Something in this change belongs to somebody else.") with { Extensions = details },
        };
    }

    /// <summary>What the offerings grant, with the lines that the tenant's pricing makes of it; fees and vouchers are those of the first sale.</summary>
    private async Task<Result<IReadOnlyList<Grant>>> GrantAsync(IReadOnlyList<WantedItem> wanted, DateTimeOffset now, CancellationToken ct)
    {
        Result<IReadOnlyList<Grant>> granted = await granter.GrantAsync([.. wanted.Select(item => item.To)], now, ct);
        if (granted.IsFailure)
        {
            return granted.Error.Fields.Count == 0 ? granted.Error : granted.Error with
            {
                Fields = granted.Error.Fields.ToDictionary(field => InTo(field.Key), field => field.Value),
            };
        }

        Result<Price> priced = await pricer.PriceAsync(granted.Value, ct);
        return priced.IsFailure
            ? priced.Error
            : Result<IReadOnlyList<Grant>>.Success([.. granted.Value.Select((grant, i) => grant with
            {
                Lines = [.. priced.Value.Lines.Where(line => line.Item == i && line.Code is not (PriceLine.Fee or PriceLine.Voucher))],
            })]);
    }

    /// <summary><c>/items/0/from</c> → <c>/items/0/to/from</c>.</summary>
    private static string InTo(string pointer)
    {
        string[] parts = pointer.Split('/', 4);
        return parts.Length == 4 ? $"/items/{parts[2]}/to/{parts[3]}" : $"{pointer}/to";
    }

    /// <summary>Whether something stands for what was sold, so that it costs nothing more: the same offering, or another departure of the route.</summary>
    private async Task<bool> IsLikeAsync(HoldItem sold, HoldItem wanted, CancellationToken ct)
    {
        if (sold.Kind != wanted.Kind || sold.Quantity < wanted.Quantity)
        {
            return false;
        }

        if (sold.OfferingId == wanted.OfferingId)
        {
            return true;
        }

        Guid[] both = [sold.OfferingId, wanted.OfferingId];
        return sold.Kind switch
        {
            ItemKinds.TripSeat => await db.Trips.Where(trip => both.Contains(trip.Id)).Select(trip => trip.RouteId).Distinct().CountAsync(ct) == 1,
            ItemKinds.Car => await db.Cars.Where(car => both.Contains(car.Id)).Select(car => car.Class).Distinct().CountAsync(ct) == 1,
            ItemKinds.EventSeat => await db.Events.Where(happening => both.Contains(happening.Id)).Select(happening => happening.Category).Distinct().CountAsync(ct) == 1,
            ItemKinds.Ticket => await db.TicketTypes.Where(type => both.Contains(type.Id))
                .Join(db.Events, type => type.EventId, happening => happening.Id, (_, happening) => happening.Category).Distinct().CountAsync(ct) == 1,
            _ => false,
        };
    }
}
