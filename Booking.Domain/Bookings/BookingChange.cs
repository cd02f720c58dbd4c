namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;

/// <summary>Where a change stands.</summary>
public enum ChangeStatus
{
    /// <summary>Offered: until it expires it can be accepted at this price.</summary>
    Quoted,

    /// <summary>Accepted; takes effect when the difference is paid. The new inventory is held meanwhile.</summary>
    AwaitingPayment,

    /// <summary>The booking has the new items.</summary>
    Applied,

    /// <summary>Accepted and not paid in time, or not to be had any more when it was.</summary>
    Lapsed,

    /// <summary>Not accepted in time.</summary>
    Expired,
}

/// <summary>The legal moves of a change. That a quote has expired is never written down: its time says so.</summary>
public static class ChangeTransitions
{
    public static readonly TransitionTable<ChangeStatus> Table = new(
        (ChangeStatus.Quoted, ChangeStatus.AwaitingPayment),
        (ChangeStatus.Quoted, ChangeStatus.Applied),
        (ChangeStatus.AwaitingPayment, ChangeStatus.Applied),
        (ChangeStatus.AwaitingPayment, ChangeStatus.Lapsed),
        // Late money: paid after the hold ended, and the inventory could be taken again.
        (ChangeStatus.Lapsed, ChangeStatus.Applied));
}

/// <summary>One item in the place of another.</summary>
/// <param name="Revision">Of the item when this was quoted.</param>
/// <param name="Claims">What the new item takes.</param>
public sealed record ChangedItem(int Item, int Revision, HoldItem From, HoldItem To, IReadOnlyList<Claim> Claims);

/// <summary>On what terms items are changed.</summary>
/// <param name="IsFree">The tenant is the cause: no fee.</param>
/// <param name="Waived">Items that cost nothing more than what they replace.</param>
public sealed record ChangeTerms(bool IsFree, IReadOnlySet<int> Waived)
{
    public static readonly ChangeTerms Usual = new(false, new HashSet<int>());
}

/// <summary>An offer to exchange items of a booking for others of the same kind; binding until it expires.</summary>
public sealed class BookingChange : AggregateRoot
{
    private BookingChange()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>The disruption that it settles; null otherwise.</summary>
    public Guid? CaseId { get; private init; }

    /// <summary>Keeps the new inventory until the difference is paid; null where nothing has to be kept.</summary>
    public Guid? HoldId { get; private set; }

    public ChangeStatus Status { get; private set; }

    public IReadOnlyList<ChangedItem> Items { get; private init; } = [];

    public Price OldPrice { get; private init; } = null!;

    /// <summary>Of the whole booking with the new items.</summary>
    public Price Price { get; private init; } = null!;

    /// <summary>What the new price is above the old one: to pay, or where it is negative to be paid back.</summary>
    public Money Difference { get; private init; }

    /// <summary>Part of the difference.</summary>
    public Money ChangeFee { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? PayBefore { get; private set; }

    public DateTimeOffset? AppliedAt { get; private set; }

    /// <summary>Works out what the booking costs with the new items. All other items and the lines of the order stay as they were sold.</summary>
    /// <param name="wanted">The granted items with their places in the booking, and the lines that the tenant's pricing has made of theirs.</param>
    public static Result<BookingChange> Quote(
        Guid id, Booking booking, IReadOnlyList<(int Item, Grant Grant)> wanted, ChangeTerms terms, Guid? caseId, TimeSpan validFor, DateTimeOffset now)
    {
        string currency = booking.Price.Total.Currency;
        Money fee = Money.Zero(currency);
        List<PriceLine> lines = [.. booking.Price.Lines.Where(line => !wanted.Any(pair => pair.Item == line.Item))];
        foreach ((int item, Grant grant) in wanted)
        {
            HoldItem old = booking.Items[item];
            if (old.Kind != grant.Item.Kind)
            {
                return Error.Rule($"/items/{wanted.Select(pair => pair.Item).ToList().IndexOf(item)}/to/kind", "An item is changed for one of the same kind.");
            }

            (IReadOnlyList<PriceLine> left, long worth) = WhatIsLeft(booking, item);
            lines.AddRange(left);
            lines.AddRange(grant.Lines.Select(line => line with { Item = item }));
            int taxRate = grant.Lines.Count > 0 ? grant.Lines[0].TaxRate : 0;
            long cost = grant.Lines.Sum(line => line.Amount.Amount);
            if (terms.Waived.Contains(item) && cost > worth)
            {
                lines.Add(new PriceLine("rebooking", "At no extra cost", new Money(worth - cost, currency), item, 1, taxRate));
            }

            if (!terms.IsFree && old.Policy.ChangeFee > 0)
            {
                fee += new Money(old.Policy.ChangeFee, currency);
                lines.Add(new PriceLine("change_fee", "Change", new Money(old.Policy.ChangeFee, currency), item, 1, taxRate) { IsRefundable = false });
            }
        }

        Result<Price> price = Price.Of(lines, booking.Price.TaxRules);
        return price.IsFailure
            ? price.Error
            : new BookingChange
            {
                Id = id,
                TenantId = booking.TenantId,
                BookingId = booking.Id,
                CaseId = caseId,
                Status = ChangeStatus.Quoted,
                Items = [.. wanted.Select(pair => new ChangedItem(
                    pair.Item, booking.Sold[pair.Item].Revision, booking.Items[pair.Item], pair.Grant.Item, [.. pair.Grant.Claims.Select(claim => claim with { Item = pair.Item })]))],
                OldPrice = booking.Price,
                Price = price.Value,
                Difference = price.Value.Total - booking.Price.Total,
                ChangeFee = fee,
                CreatedAt = now,
                ExpiresAt = now + validFor,
            };
    }

    public ChangeStatus StatusAt(DateTimeOffset now) => Status switch
    {
        ChangeStatus.Quoted when ExpiresAt <= now => ChangeStatus.Expired,
        ChangeStatus.AwaitingPayment when PayBefore <= now => ChangeStatus.Lapsed,
        _ => Status,
    };

    /// <summary>Whether the booking is still as it was when this was quoted, as far as the change goes.</summary>
    public bool Fits(Booking booking) => booking.Price.Total == OldPrice.Total && Items.All(changed =>
        booking.Sold[changed.Item].Revision == changed.Revision
        && booking.Items[changed.Item].Quantity == changed.From.Quantity
        && booking.Items[changed.Item].Seats.SequenceEqual(changed.From.Seats));

    /// <summary>Refuses what cannot be accepted any more.</summary>
    public Result<Done> CheckAcceptable(Booking booking, DateTimeOffset now)
    {
        if (StatusAt(now) == ChangeStatus.Expired)
        {
            return BookingErrors.QuoteExpired;
        }

        Result<Done> allowed = ChangeTransitions.Table.Check(Status, ChangeStatus.Applied);
        if (allowed.IsFailure)
        {
            return allowed;
        }

        return Fits(booking) ? Result.Success : BookingErrors.QuoteOutdated;
    }

    /// <summary>Accepted, and there is something to pay first.</summary>
    public Result<Done> AwaitPayment(Guid? holdId, DateTimeOffset payBefore)
    {
        Result<Done> allowed = Move(ChangeStatus.AwaitingPayment);
        if (allowed.IsSuccess)
        {
            (HoldId, PayBefore) = (holdId, payBefore);
        }

        return allowed;
    }

    /// <summary>The booking has the new items.</summary>
    public Result<Done> Apply(DateTimeOffset now)
    {
        Result<Done> allowed = Move(ChangeStatus.Applied);
        if (allowed.IsSuccess)
        {
            AppliedAt = now;
        }

        return allowed;
    }

    /// <summary>Not paid in time, or not to be had any more.</summary>
    public Result<Done> Lapse(DateTimeOffset now)
    {
        Result<Done> allowed = Move(ChangeStatus.Lapsed);
        if (allowed.IsSuccess)
        {
            PayBefore = PayBefore < now ? PayBefore : now;
        }

        return allowed;
    }

    /// <summary>
    /// What stays of an item's lines when the item is exchanged: its vouchers and fees as far as they are for what is left, and one line for
    /// what was cancelled before. And what the rest of its lines come to, which is what the new ones take the place of.
    /// </summary>
    private static (IReadOnlyList<PriceLine> Lines, long Worth) WhatIsLeft(Booking booking, int item)
    {
        PriceLine[] all = [.. booking.Price.Lines.Where(line => line.Item == item)];
        PriceLine[] staying = [.. all.Where(line => line.Code is PriceLine.Voucher or PriceLine.Fee)];
        PriceLine[] leaving = [.. all.Except(staying)];
        IReadOnlyList<int> left = booking.UnitsOf(booking.Left(item));
        long worth = OwnOf(leaving, left);
        if (left.Count == booking.SharesOf(item).Units)
        {
            return (staying, worth);
        }

        List<PriceLine> lines = [.. staying.Select(line => line with { Amount = line.Amount with { Amount = OwnOf([.. leaving, line], left) - worth }, Seat = null })];
        long gone = all.Sum(line => line.Amount.Amount) - worth - lines.Sum(line => line.Amount.Amount);
        lines.Add(new PriceLine("cancelled", $"{booking.Items[item].Title}: cancelled before", booking.Price.Total with { Amount = gone }, null, 1, all[0].TaxRate) { IsRefundable = false });
        return (lines, worth);

        long OwnOf(IReadOnlyList<PriceLine> lines, IReadOnlyList<int> units) => ItemShares.Of(item, booking.Sold[item], booking.Price with { Lines = lines }).Own(units);
    }

    private Result<Done> Move(ChangeStatus to)
    {
        Result<Done> allowed = ChangeTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
