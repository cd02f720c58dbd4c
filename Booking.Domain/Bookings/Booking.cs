namespace Booking.Domain.Bookings;

using global::Booking.Domain.Common;
using global::Booking.Domain.Holds;

/// <summary>What a hold becomes: the same claims, a customer, a number, and a price that is final.</summary>
public sealed class Booking : AggregateRoot
{
    public const int MetadataMaxKeys = 50;

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

    public IReadOnlyList<Passenger> Passengers { get; private init; } = [];

    public IReadOnlyList<HoldItem> Items { get; private init; } = [];

    public Price Price { get; private init; } = null!;

    public CancellationPolicy CancellationPolicy { get; private init; } = null!;

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
        CancellationPolicy policy,
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
            Passengers = passengers,
            Items = hold.Items,
            Price = hold.Price,
            CancellationPolicy = policy,
            Metadata = metadata,
            CreatedAt = now,
            PayBefore = isFree ? null : now + payWithin,
            ConfirmedAt = isFree ? now : null,
        };
        booking.Raise(isFree
            ? new BookingConfirmed(id, number, hold.CustomerId, null, hold.Items, hold.Price.Total)
            : new BookingAwaitingPayment(id, number, hold.CustomerId, now + payWithin, hold.Price.Total));
        return booking;
    }

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
            Raise(new BookingConfirmed(Id, Number, CustomerId, paymentId, Items, Price.Total));
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
            Raise(new BookingExpired(Id, Number));
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

    public Result<Done> Complete() => Move(BookingStatus.Completed);

    public Result<Done> Cancel()
    {
        Result<Done> allowed = Move(BookingStatus.Cancelled);
        if (allowed.IsSuccess)
        {
            Raise(new InventoryReleased(Id, Items));
        }

        return allowed;
    }

    public Result<Done> MarkNoShow() => Move(BookingStatus.NoShow);

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
