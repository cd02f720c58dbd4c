namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;

/// <summary>What a hold becomes: the same claims, a customer, a number, and a price that is final.</summary>
public sealed partial class Booking : AggregateRoot
{
    public const int MetadataMaxKeys = 50;

    /// <summary>What has no time of its own, such as a product, counts as used so long after it was sold.</summary>
    public static readonly TimeSpan TimelessEndsAfter = TimeSpan.FromDays(14);

    private Booking()
    {
    }

    /// <summary>Short, for people; unique within the tenant. See <see cref="BookingNumber"/>.</summary>
    public string Number { get; private init; } = "";

    public Guid HoldId { get; private init; }

    public Guid? CustomerId { get; private init; }

    public byte[]? TokenHash { get; private init; }

    public BookingStatus Status { get; private set; }

    public Customer Customer { get; private init; } = null!;

    /// <summary>The customer's mail address in small letters, to be found by.</summary>
    public string CustomerEmail { get; private init; } = "";

    public IReadOnlyList<Passenger> Passengers { get; private set; } = [];

    /// <summary>What is left of the items; one that was given up whole has the quantity 0 and keeps its place.</summary>
    public IReadOnlyList<HoldItem> Items { get; private set; } = [];

    /// <summary>What was sold of each item, whatever was given up since.</summary>
    public IReadOnlyList<SoldItem> Sold { get; private set; } = [];

    /// <summary>Of what was sold.</summary>
    public Price Price { get; private set; } = null!;

    /// <summary>What holds for all of the items; each has its own.</summary>
    public CancellationPolicy CancellationPolicy { get; private set; } = null!;

    public IReadOnlyList<CheckIn> CheckIns { get; private set; } = [];

    /// <summary>What was given up because nobody came.</summary>
    public IReadOnlyList<MissedPart> Missed { get; private set; } = [];

    /// <summary>When the use of the first item begins; null where none has a time.</summary>
    public DateTimeOffset? StartsAt { get; private set; }

    /// <summary>When the use of the last item is over.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>When the next item is given up unless somebody checks in; null where nobody has to.</summary>
    public DateTimeOffset? CheckInBy { get; private set; }

    /// <summary>Of the items, each once.</summary>
    public IReadOnlyList<Guid> OfferingIds { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; private init; } = new Dictionary<string, string>();

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>Until when the claims are kept for the payment; null when there was nothing to pay.</summary>
    public DateTimeOffset? PayBefore { get; private set; }

    public DateTimeOffset? ConfirmedAt { get; private set; }

    /// <summary>A converted hold becomes a booking; confirmed at once when there is nothing to pay.</summary>
    /// <param name="payWithin">How long the inventory is kept for the payment.</param>
    public static Booking Make(
        Guid id,
        string number,
        Hold hold,
        Customer customer,
        IReadOnlyList<Passenger> passengers,
        IReadOnlyDictionary<string, string> metadata,
        TimeSpan payWithin,
        DateTimeOffset now)
    {
        bool isFree = hold.Price.Total.Amount == 0;
        Booking booking = new()
        {
            Id = id,
            TenantId = hold.TenantId,
            Number = number,
            HoldId = hold.Id,
            CustomerId = hold.CustomerId,
            TokenHash = hold.TokenHash,
            Status = isFree ? BookingStatus.Confirmed : BookingStatus.AwaitingPayment,
            Customer = customer,
            CustomerEmail = customer.Email.ToLowerInvariant(),
            Passengers = passengers,
            Items = hold.Items,
            Price = hold.Price,
            Sold = [.. ItemShares.OfOrder(hold.Price, hold.Items.Count).Zip(hold.Items, (share, item) => new SoldItem(item.Quantity, item.Seats, 0, share.Shared, share.Kept))],
            Metadata = metadata,
            CreatedAt = now,
            PayBefore = isFree ? null : now + payWithin,
            ConfirmedAt = isFree ? now : null,
        };
        booking.Arrange();
        booking.Raise(isFree
            ? new BookingConfirmed(id, number, hold.CustomerId, null, hold.Items, hold.Price.Total) { Sales = SaleBook.Sold(booking.Items, booking.Sold, booking.Price) }
            : new BookingAwaitingPayment(id, number, hold.CustomerId, now + payWithin, hold.Price.Total) { Kinds = booking.Kinds });
        return booking;
    }

    private string[] Kinds => [.. Items.Select(item => item.Kind).Distinct()];

    /// <summary>The status as of <paramref name="now"/>: unpaid beyond its window it has expired, written down or not.</summary>
    public BookingStatus StatusAt(DateTimeOffset now) =>
        Status == BookingStatus.AwaitingPayment && PayBefore <= now ? BookingStatus.Expired : Status;

    public Result<Done> CheckPayable(DateTimeOffset now) => StatusAt(now) switch
    {
        BookingStatus.AwaitingPayment => Result.Success,
        BookingStatus.Expired => BookingErrors.PaymentWindowClosed,
        _ => BookingErrors.NotPayable,
    };

    /// <summary>Paid in full. Legal for an expired booking too: the caller has taken the inventory again before.</summary>
    public Result<Done> Confirm(Guid paymentId, DateTimeOffset now)
    {
        Result<Done> allowed = Move(BookingStatus.Confirmed);
        if (allowed.IsSuccess)
        {
            ConfirmedAt = now;
            Arrange();
            Raise(new BookingConfirmed(Id, Number, CustomerId, paymentId, Items, Price.Total) { Sales = SaleBook.Sold(Items, Sold, Price) });
        }

        return allowed;
    }

    /// <summary>Writes down that the payment window has closed; refused while it is open.</summary>
    public Result<Done> Expire(DateTimeOffset now)
    {
        if (Status == BookingStatus.AwaitingPayment && PayBefore > now)
        {
            return Error.Conflict("illegal_transition", "The booking can still be paid.");
        }

        Result<Done> allowed = Move(BookingStatus.Expired);
        if (allowed.IsSuccess)
        {
            Raise(new BookingExpired(Id, Number, CustomerId) { Kinds = Kinds });
            Raise(new InventoryReleased(Id, Items));
        }

        return allowed;
    }

    /// <summary>Closes the payment window early, so that what happens after it can be tried out.</summary>
    public Result<Done> ClosePaymentWindow(DateTimeOffset now)
    {
        if (Status != BookingStatus.AwaitingPayment)
        {
            return BookingErrors.NotPayable;
        }

        PayBefore = PayBefore < now ? PayBefore : now;
        return Expire(now);
    }

    private Result<Done> Move(BookingStatus to)
    {
        Result<Done> allowed = BookingTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
