namespace Booking.Domain.Tests.Payments;

using Booking.Domain.Common;
using Booking.Domain.Payments;

/// <summary>What can be done to a payment.</summary>
public enum PaymentAct
{
    Succeed,
    Fail,
    Cancel,
    RequestRefund,

    /// <summary>The provider has paid the oldest refund back that it has not paid yet.</summary>
    SettleRefund,
}

/// <summary>Ways in which the model can be wrong on purpose.</summary>
public enum PaymentFlaw
{
    None,
    TellsSuccessTwice,
    TakesAnyAmount,
    TakesAnyCurrency,
    RefusesMoneyAfterFailure,
    RefusesMoneyAfterCancel,
    LateFailureWins,
    FailureOfACancelledWins,
    CancelsPaid,
    RefundsUnpaid,
    RefundsMoreThanPaid,
    RefundsNothing,
    ForgetsOpenRefunds,
    PartIsWhole,
    WholeIsPart,
}

/// <summary>All that can be seen of a payment after one step.</summary>
internal sealed record PaymentSight(string Answer, PaymentStatus Status, long Refunded, DateTimeOffset? SucceededAt, string Events);

/// <summary>The rules of a payment told a second time, without its table.</summary>
internal sealed class PaymentModel(Money amount, PaymentFlaw flaw)
{
    private readonly Queue<long> _openRefunds = [];
    private PaymentStatus _status = PaymentStatus.Pending;
    private DateTimeOffset? _succeededAt;
    private long _refunded;

    public PaymentSight Do(PaymentAct act, Money money, DateTimeOffset now)
    {
        (string answer, string events) = act switch
        {
            PaymentAct.Succeed => Succeed(money, now),
            PaymentAct.Fail => Fail(),
            PaymentAct.Cancel => Cancel(),
            PaymentAct.RequestRefund => Request(money),
            _ => Settle(),
        };
        return new PaymentSight(answer, _status, _refunded, _succeededAt, events);
    }

    private bool IsPaid => _succeededAt is not null;

    private (string Answer, string Events) Succeed(Money received, DateTimeOffset now)
    {
        bool rightAmount = received.Amount == amount.Amount || flaw == PaymentFlaw.TakesAnyAmount;
        bool rightCurrency = received.Currency == amount.Currency || flaw == PaymentFlaw.TakesAnyCurrency;
        if (!rightAmount || !rightCurrency)
        {
            return ("amount_mismatch", "");
        }

        if (IsPaid)
        {
            return ("ok", flaw == PaymentFlaw.TellsSuccessTwice ? "payment.succeeded" : "");
        }

        if ((_status == PaymentStatus.Failed && flaw == PaymentFlaw.RefusesMoneyAfterFailure) || (_status == PaymentStatus.Cancelled && flaw == PaymentFlaw.RefusesMoneyAfterCancel))
        {
            return ("illegal_transition", "");
        }

        (_status, _succeededAt) = (PaymentStatus.Succeeded, now);
        return ("ok", "payment.succeeded");
    }

    private (string Answer, string Events) Fail()
    {
        bool fails = _status == PaymentStatus.Pending
            || (_status == PaymentStatus.Succeeded && flaw == PaymentFlaw.LateFailureWins)
            || (_status == PaymentStatus.Cancelled && flaw == PaymentFlaw.FailureOfACancelledWins);
        _status = fails ? PaymentStatus.Failed : _status;
        return ("ok", fails ? "payment.failed" : "");
    }

    private (string Answer, string Events) Cancel()
    {
        bool allowed = _status == PaymentStatus.Pending || (_status == PaymentStatus.Succeeded && flaw == PaymentFlaw.CancelsPaid);
        _status = allowed ? PaymentStatus.Cancelled : _status;
        return (allowed ? "ok" : "illegal_transition", "");
    }

    private (string Answer, string Events) Request(Money money)
    {
        if ((!IsPaid && flaw != PaymentFlaw.RefundsUnpaid) || _status == PaymentStatus.Refunded)
        {
            return ("illegal_transition", "");
        }

        long promised = _refunded + (flaw == PaymentFlaw.ForgetsOpenRefunds ? 0 : _openRefunds.Sum());
        bool isTooMuch = money.Amount > amount.Amount - promised && flaw != PaymentFlaw.RefundsMoreThanPaid;
        if (isTooMuch || money.Amount < (flaw == PaymentFlaw.RefundsNothing ? 0 : 1) || money.Currency != amount.Currency)
        {
            return ("refund_too_large", "");
        }

        _openRefunds.Enqueue(money.Amount);
        return ("ok", "payment.refund_requested");
    }

    private (string Answer, string Events) Settle()
    {
        if (!_openRefunds.TryDequeue(out long refund))
        {
            return ("ok", "");
        }

        _refunded += refund;
        bool isWhole = flaw switch
        {
            PaymentFlaw.PartIsWhole => true,
            PaymentFlaw.WholeIsPart => false,
            _ => _refunded == amount.Amount,
        };
        _status = isWhole ? PaymentStatus.Refunded : PaymentStatus.PartiallyRefunded;
        return ("ok", "payment.refunded");
    }
}
