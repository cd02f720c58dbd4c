namespace Booking.Domain.Payments;

using Booking.Domain.Common;

/// <summary>One attempt to pay one booking, or the difference of one change, in full.</summary>
public sealed class Payment : AggregateRoot
{
    private Payment()
    {
    }

    public Guid BookingId { get; private init; }

    /// <summary>The change whose difference it pays; null where it pays the booking.</summary>
    public Guid? ChangeId { get; private init; }

    /// <summary>The provider's name, e.g. <c>sandbox</c>.</summary>
    public string Provider { get; private init; } = "";

    /// <summary>The provider's id of it; null until the provider has answered.</summary>
    public string? ProviderReference { get; private set; }

    public string? CheckoutUrl { get; private set; }

    public Money Amount { get; private init; }

    public long RefundedAmount { get; private set; }

    /// <summary>Promised back, paid back or not yet; what later refunds are measured against. Never more than <see cref="Amount"/>.</summary>
    public long RefundRequestedAmount { get; private set; }

    public PaymentStatus Status { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset? SucceededAt { get; private set; }

    public static Payment Open(Guid id, Guid tenantId, Guid bookingId, string provider, Money amount, DateTimeOffset now, Guid? changeId = null) => new()
    {
        Id = id,
        TenantId = tenantId,
        BookingId = bookingId,
        ChangeId = changeId,
        Provider = provider,
        Amount = amount,
        Status = PaymentStatus.Pending,
        CreatedAt = now,
    };

    /// <summary>The provider has opened its side.</summary>
    public void Opened(string reference, string checkoutUrl) => (ProviderReference, CheckoutUrl) = (reference, checkoutUrl);

    /// <summary>The money has arrived. Told twice, it is the same money: the second telling changes nothing.</summary>
    public Result<Done> Succeed(Money received, DateTimeOffset now)
    {
        if (received != Amount)
        {
            return PaymentErrors.AmountMismatch;
        }

        if (Status is PaymentStatus.Succeeded or PaymentStatus.PartiallyRefunded or PaymentStatus.Refunded)
        {
            return Result.Success;
        }

        Result<Done> allowed = Move(PaymentStatus.Succeeded);
        if (allowed.IsSuccess)
        {
            SucceededAt = now;
            Raise(new PaymentSucceeded(Id, BookingId, Amount));
        }

        return allowed;
    }

    /// <summary>The provider refused. A failure that arrives after a success is old news and changes nothing.</summary>
    public Result<Done> Fail()
    {
        if (Status != PaymentStatus.Pending)
        {
            return Result.Success;
        }

        Status = PaymentStatus.Failed;
        Raise(new PaymentFailed(Id, BookingId));
        return Result.Success;
    }

    public Result<Done> Cancel() => Move(PaymentStatus.Cancelled);

    /// <summary>Decides that money goes back; the refund itself is carried out by the provider later.</summary>
    public Result<Refund> RequestRefund(Guid refundId, Money amount, string reason, DateTimeOffset now)
    {
        if (Status is not (PaymentStatus.Succeeded or PaymentStatus.PartiallyRefunded))
        {
            return Error.Conflict("illegal_transition", $"A payment that is {Status} cannot be refunded.");
        }

        if (amount.Currency != Amount.Currency || amount.Amount <= 0 || amount.Amount > Amount.Amount - RefundRequestedAmount)
        {
            return PaymentErrors.RefundTooLarge;
        }

        RefundRequestedAmount += amount.Amount;
        Raise(new RefundRequested(refundId, Id, BookingId, amount, reason));
        return Refund.Request(refundId, TenantId, Id, amount, reason, now);
    }

    /// <summary>The provider has paid <paramref name="refund"/> back.</summary>
    public Result<Done> Refunded(Refund refund)
    {
        long refunded = checked(RefundedAmount + refund.Amount.Amount);
        if (refunded > Amount.Amount)
        {
            return PaymentErrors.RefundTooLarge;
        }

        Result<Done> allowed = Move(refunded == Amount.Amount ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded);
        if (allowed.IsSuccess)
        {
            RefundedAmount = refunded;
            Raise(new PaymentRefunded(Id, BookingId, refund.Id, refund.Amount, refund.Reason));
        }

        return allowed;
    }

    private Result<Done> Move(PaymentStatus to)
    {
        Result<Done> allowed = PaymentTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
        }

        return allowed;
    }
}
