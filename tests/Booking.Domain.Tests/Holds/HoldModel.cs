namespace Booking.Domain.Tests.Holds;

using Booking.Domain.Holds;

/// <summary>What can be done to a hold.</summary>
public enum HoldAct
{
    Extend,
    Release,
    Expire,
    Convert,
}

/// <summary>Ways in which the model can be wrong on purpose.</summary>
public enum HoldFlaw
{
    None,
    ExtendsTwice,
    ExtendsPastTheCap,
    ExtendsAfterExpiry,
    ConvertsAfterExpiry,
    LastsAMomentTooLong,
    ExpiresEarly,
    ExpiresTwice,
    RefusesASecondRelease,
    ReleasesConverted,
    TellsAReleaseAfterExpiry,
}

/// <summary>All that can be seen of a hold after one step.</summary>
internal sealed record HoldSight(string Answer, HoldStatus Status, HoldStatus StatusAt, DateTimeOffset ExpiresAt, bool CanExtend, string Events);

/// <summary>The rules of a hold told a second time, without its table.</summary>
internal sealed class HoldModel(DateTimeOffset placedAt, TimeSpan holdFor, HoldFlaw flaw)
{
    private readonly DateTimeOffset _cap = placedAt.AddHours(2);
    private DateTimeOffset _until = placedAt + holdFor;
    private HoldStatus _status = HoldStatus.Active;
    private bool _extended;

    public HoldSight Do(HoldAct act, DateTimeOffset now)
    {
        (string answer, string events) = act switch
        {
            HoldAct.Extend => Extend(now),
            HoldAct.Release => Release(now),
            HoldAct.Expire => Expire(now),
            _ => Convert(now),
        };
        return new HoldSight(answer, _status, IsOver(now) ? HoldStatus.Expired : _status, _until, MayExtend(now), events);
    }

    private bool IsOver(DateTimeOffset now) => _status == HoldStatus.Active
        && (flaw == HoldFlaw.LastsAMomentTooLong ? _until < now : _until <= now);

    private DateTimeOffset Extended =>
        _until + holdFor > _cap && flaw != HoldFlaw.ExtendsPastTheCap ? _cap : _until + holdFor;

    private bool MayExtend(DateTimeOffset now) => _status == HoldStatus.Active
        && (!IsOver(now) || flaw == HoldFlaw.ExtendsAfterExpiry)
        && (!_extended || flaw == HoldFlaw.ExtendsTwice)
        && Extended > _until;

    private (string Answer, string Events) Extend(DateTimeOffset now)
    {
        if (MayExtend(now))
        {
            (_until, _extended) = (Extended, true);
            return ("ok", "hold.extended");
        }

        return _status == HoldStatus.Expired || IsOver(now) ? ("hold_expired", "")
            : _status == HoldStatus.Active ? ("hold_cap_reached", "")
            : ("illegal_transition", "");
    }

    private (string Answer, string Events) Release(DateTimeOffset now)
    {
        bool ended = _status is HoldStatus.Released or HoldStatus.Expired || (IsOver(now) && flaw != HoldFlaw.TellsAReleaseAfterExpiry);
        if (ended)
        {
            return flaw == HoldFlaw.RefusesASecondRelease && _status == HoldStatus.Released ? ("illegal_transition", "") : ("ok", "");
        }

        return End(_status == HoldStatus.Active || flaw == HoldFlaw.ReleasesConverted, HoldStatus.Released, "hold.released inventory.released");
    }

    private (string Answer, string Events) Expire(DateTimeOffset now) => End(
        IsOver(now) || (_status == HoldStatus.Active && flaw == HoldFlaw.ExpiresEarly) || (_status == HoldStatus.Expired && flaw == HoldFlaw.ExpiresTwice),
        HoldStatus.Expired,
        "hold.expired inventory.released");

    private (string Answer, string Events) Convert(DateTimeOffset now) =>
        _status == HoldStatus.Expired || (IsOver(now) && flaw != HoldFlaw.ConvertsAfterExpiry)
            ? ("hold_expired", "")
            : End(_status == HoldStatus.Active, HoldStatus.Converted, "");

    private (string Answer, string Events) End(bool allowed, HoldStatus to, string events)
    {
        _status = allowed ? to : _status;
        return allowed ? ("ok", events) : ("illegal_transition", "");
    }
}
