namespace Booking.Domain.Tests.Bookings;

using Booking.Domain.Bookings;

/// <summary>What can be done to a booking.</summary>
public enum BookingAct
{
    AskPayable,
    Confirm,
    Expire,
    CloseWindow,
    Complete,
    Cancel,
    MarkNoShow,
}

/// <summary>Ways in which the model can be wrong on purpose.</summary>
public enum BookingFlaw
{
    None,
    FreeMustBePaid,
    ConfirmsTwice,
    RefusesLateMoney,
    ConfirmsCancelled,
    ExpiresEarly,
    WindowLastsAMomentTooLong,
    ExpiresConfirmed,
    ExpiryKeepsInventory,
    CancelKeepsInventory,
    CompletesUnpaid,
    CompletesEarly,
    CancelsSilently,
    MissesUnpaid,
    ClosingLeavesTheWindowOpen,
    ClosesConfirmed,
}

/// <summary>All that can be seen of a booking after one step.</summary>
internal sealed record BookingSight(
    string Answer, BookingStatus Status, BookingStatus StatusAt, DateTimeOffset? PayBefore, DateTimeOffset? ConfirmedAt, string Events);

/// <summary>The rules of a booking told a second time, without its table.</summary>
internal sealed class BookingModel(DateTimeOffset madeAt, bool isFree, TimeSpan payWithin, BookingFlaw flaw)
{
    private readonly bool _isFree = isFree && flaw != BookingFlaw.FreeMustBePaid;
    private DateTimeOffset? _payBefore = isFree ? null : madeAt + payWithin;
    private DateTimeOffset? _confirmedAt = isFree ? madeAt : null;
    private BookingStatus _status = isFree && flaw != BookingFlaw.FreeMustBePaid ? BookingStatus.Confirmed : BookingStatus.AwaitingPayment;

    public BookingSight Begin() => See("ok", _isFree ? "booking.confirmed" : "booking.awaiting_payment", madeAt);

    public BookingSight Do(BookingAct act, DateTimeOffset now)
    {
        (string answer, string events) = act switch
        {
            BookingAct.AskPayable => (AskPayable(now), ""),
            BookingAct.Confirm => Confirm(now),
            BookingAct.Expire => Expire(now),
            BookingAct.CloseWindow => CloseWindow(now),
            BookingAct.Complete => Move(
                (IsConfirmed && (_confirmedAt + Booking.TimelessEndsAfter <= now || flaw == BookingFlaw.CompletesEarly)) || (IsUnpaid && flaw == BookingFlaw.CompletesUnpaid),
                BookingStatus.Completed, "booking.completed"),
            BookingAct.Cancel => Move(IsUnpaid || IsConfirmed, BookingStatus.Cancelled, flaw switch
            {
                BookingFlaw.CancelKeepsInventory => "booking.cancelled",
                BookingFlaw.CancelsSilently => "inventory.released",
                _ => "booking.cancelled inventory.released",
            }),
            _ => Move(IsConfirmed || (IsUnpaid && flaw == BookingFlaw.MissesUnpaid), BookingStatus.NoShow, "booking.no_show"),
        };
        return See(answer, events, now);
    }

    private bool IsUnpaid => _status == BookingStatus.AwaitingPayment;

    private bool IsConfirmed => _status == BookingStatus.Confirmed;

    private bool IsOver(DateTimeOffset now) => IsUnpaid && (flaw == BookingFlaw.WindowLastsAMomentTooLong ? _payBefore < now : _payBefore <= now);

    private string AskPayable(DateTimeOffset now) =>
        IsOver(now) || _status == BookingStatus.Expired ? "payment_window_closed" : IsUnpaid ? "ok" : "booking_not_payable";

    private (string Answer, string Events) Confirm(DateTimeOffset now)
    {
        bool allowed = IsUnpaid
            || (_status == BookingStatus.Expired && flaw != BookingFlaw.RefusesLateMoney)
            || (IsConfirmed && flaw == BookingFlaw.ConfirmsTwice)
            || (_status == BookingStatus.Cancelled && flaw == BookingFlaw.ConfirmsCancelled);
        _confirmedAt = allowed ? now : _confirmedAt;
        return Move(allowed, BookingStatus.Confirmed, "booking.confirmed");
    }

    private (string Answer, string Events) Expire(DateTimeOffset now) => Move(
        IsOver(now) || (IsUnpaid && flaw == BookingFlaw.ExpiresEarly) || (IsConfirmed && flaw == BookingFlaw.ExpiresConfirmed),
        BookingStatus.Expired,
        flaw == BookingFlaw.ExpiryKeepsInventory ? "booking.expired" : "booking.expired inventory.released");

    private (string Answer, string Events) CloseWindow(DateTimeOffset now)
    {
        if (!IsUnpaid && !(IsConfirmed && flaw == BookingFlaw.ClosesConfirmed))
        {
            return ("booking_not_payable", "");
        }

        _payBefore = _payBefore < now || flaw == BookingFlaw.ClosingLeavesTheWindowOpen ? _payBefore : now;
        return Move(true, BookingStatus.Expired, "booking.expired inventory.released");
    }

    private (string Answer, string Events) Move(bool allowed, BookingStatus to, string events)
    {
        _status = allowed ? to : _status;
        return allowed ? ("ok", events) : ("illegal_transition", "");
    }

    private BookingSight See(string answer, string events, DateTimeOffset now) =>
        new(answer, _status, IsOver(now) ? BookingStatus.Expired : _status, _payBefore, _confirmedAt, events);
}
