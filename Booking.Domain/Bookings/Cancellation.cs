namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;

/// <summary>Where a cancellation stands.</summary>
public enum CancellationStatus
{
    /// <summary>Offered: until it expires it can be accepted as it is.</summary>
    Quoted,

    /// <summary>Accepted: the inventory is free and the money on its way.</summary>
    Confirmed,

    /// <summary>Not accepted in time.</summary>
    Expired,
}

/// <summary>The legal moves of a cancellation. That a quote has expired is never written down: its time says so.</summary>
public static class CancellationTransitions
{
    public static readonly TransitionTable<CancellationStatus> Table = new((CancellationStatus.Quoted, CancellationStatus.Confirmed));
}

/// <summary>What goes back for one part.</summary>
/// <param name="Paid">What the part has cost, with its share of fees and discounts.</param>
/// <param name="RefundPercent">Of the item's terms at the time of the quote.</param>
public sealed record CancellationLine(int Item, string Label, int Quantity, IReadOnlyList<string> Seats, Money Paid, int RefundPercent, Money Refund);

/// <summary>An offer to take a booking, or a part of it, back for so much; binding until it expires.</summary>
public sealed class Cancellation : AggregateRoot
{
    public const int ReasonMaxLength = 500;

    private Cancellation()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>The disruption that it settles; null otherwise.</summary>
    public Guid? CaseId { get; private init; }

    public CancellationStatus Status { get; private set; }

    public IReadOnlyList<CancelledPart> Parts { get; private init; } = [];

    public IReadOnlyList<CancellationLine> Lines { get; private init; } = [];

    public Money Refund { get; private init; }

    /// <summary>What was paid for the parts and does not go back.</summary>
    public Money Penalty { get; private init; }

    /// <summary>The tenant calls it off: everything goes back.</summary>
    public bool IsByTenant { get; private init; }

    public string? Reason { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset ExpiresAt { get; private init; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>Works out what goes back: per item by its own terms, or all of it when the tenant cancels. Nothing was paid, nothing goes back.</summary>
    /// <param name="left">What was paid for the booking and has not gone back: never more than that is offered.</param>
    public static Cancellation Quote(
        Guid id, Booking booking, IReadOnlyList<CancelledPart> parts, bool isByTenant, string? reason, Guid? caseId, Money left, TimeSpan validFor, DateTimeOffset now)
    {
        List<CancellationLine> lines = [];
        foreach (CancelledPart part in parts)
        {
            CancellationLine line = Line(booking, part, isByTenant, now);
            Money most = line.Refund.Amount > left.Amount ? left : line.Refund;
            lines.Add(line with { Refund = most });
            left -= most;
        }

        Money refund = lines.Aggregate(Money.Zero(booking.Price.Total.Currency), (sum, line) => sum + line.Refund);
        Money paid = lines.Aggregate(Money.Zero(booking.Price.Total.Currency), (sum, line) => sum + line.Paid);
        return new Cancellation
        {
            Id = id,
            TenantId = booking.TenantId,
            BookingId = booking.Id,
            CaseId = caseId,
            Status = CancellationStatus.Quoted,
            Parts = parts,
            Lines = lines,
            Refund = refund,
            Penalty = paid - refund,
            IsByTenant = isByTenant,
            Reason = reason,
            CreatedAt = now,
            ExpiresAt = now + validFor,
        };
    }

    public CancellationStatus StatusAt(DateTimeOffset now) => Status == CancellationStatus.Quoted && ExpiresAt <= now ? CancellationStatus.Expired : Status;

    /// <summary>Accepts the offer; the caller has given the inventory back.</summary>
    public Result<Done> Confirm(DateTimeOffset now)
    {
        if (StatusAt(now) == CancellationStatus.Expired)
        {
            return BookingErrors.QuoteExpired;
        }

        Result<Done> allowed = CancellationTransitions.Table.Check(Status, CancellationStatus.Confirmed);
        if (allowed.IsSuccess)
        {
            Status = CancellationStatus.Confirmed;
            ConfirmedAt = now;
        }

        return allowed;
    }

    private static CancellationLine Line(Booking booking, CancelledPart part, bool isByTenant, DateTimeOffset now)
    {
        HoldItem item = booking.Items[part.Item];
        string currency = booking.Price.Total.Currency;
        int percent = isByTenant ? 100 : item.Policy.RefundPercentAt(item.From, now);
        if (booking.Status == BookingStatus.AwaitingPayment)
        {
            return new CancellationLine(part.Item, item.Title, part.Quantity, part.Seats, Money.Zero(currency), percent, Money.Zero(currency));
        }

        ItemShares shares = booking.SharesOf(part.Item);
        IReadOnlyList<int> units = booking.UnitsOf(part);
        long paid = shares.Paid(units);
        long refund = isByTenant ? Math.Max(0, paid) : shares.Refund(units, percent);
        return new CancellationLine(part.Item, item.Title, part.Quantity, part.Seats, new Money(paid, currency), percent, new Money(refund, currency));
    }
}
