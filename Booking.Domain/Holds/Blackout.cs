namespace Booking.Domain.Holds;

using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>What may be blacked out.</summary>
/// <param name="Kind">One of <see cref="ItemKinds"/>.</param>
/// <param name="TimeZone">IANA zone in which local times are meant and weeks are counted.</param>
public sealed record BlackoutUnit(string Kind, Guid Id, string Title, string TimeZone);

/// <summary>One stretch of a blackout.</summary>
public sealed record BlackoutTime(DateTimeOffset From, DateTimeOffset To);

/// <summary>Time of a unit that its owner keeps for himself, once or every week. Nobody can hold the unit then.</summary>
public sealed class Blackout : AggregateRoot
{
    /// <summary>Two years of weeks.</summary>
    public const int MaxTimes = 104;

    public const int ReasonMaxLength = 500;

    /// <summary>The longest single stretch, and how far ahead one can begin.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(732);

    private const int DaysOfWeek = 7;

    private Blackout()
    {
    }

    /// <summary>One of <see cref="ItemKinds"/>.</summary>
    public string Kind { get; private init; } = "";

    public Guid UnitId { get; private init; }

    /// <summary>Of the first stretch.</summary>
    public DateTimeOffset StartsAt { get; private init; }

    public DateTimeOffset EndsAt { get; private init; }

    public string TimeZone { get; private init; } = "";

    /// <summary>The last local day on which a weekly stretch may begin; null for one that is not repeated.</summary>
    public DateOnly? RepeatsUntil { get; private init; }

    /// <summary>For the tenant's own people and for the customers of what is disturbed.</summary>
    public string Reason { get; private init; } = "";

    public IReadOnlyList<BlackoutTime> Times { get; private init; } = [];

    public Guid? PlacedBy { get; private init; }

    public DateTimeOffset PlacedAt { get; private init; }

    /// <summary>When it was taken back; null while it holds.</summary>
    public DateTimeOffset? LiftedAt { get; private set; }

    /// <param name="first">The stretch, or the first of the weekly ones.</param>
    /// <param name="repeatsUntil">Repeats it every week at the same wall time until this local day.</param>
    public static Result<Blackout> Place(Guid id, Guid tenantId, BlackoutUnit unit, TimeRange first, DateOnly? repeatsUntil, string reason, Guid? placedBy, DateTimeOffset now)
    {
        if (first.IsEmpty)
        {
            return Error.Rule("/to", "The end must be after the start.");
        }

        if (first.To <= now)
        {
            return Error.Rule("/to", "This time is over.", Common.Reason.Past);
        }

        if (first.Duration > Longest || first.From > now + Longest)
        {
            return Error.Rule("/to", $"A blackout lasts and begins within {Longest.TotalDays:0} days.", Common.Reason.Horizon);
        }

        if (repeatsUntil is not null && first.Duration > TimeSpan.FromDays(DaysOfWeek))
        {
            return Error.Rule("/to", "What is repeated every week lasts at most a week.", Common.Reason.Duration);
        }

        Result<IReadOnlyList<BlackoutTime>> times = Repeat(first, repeatsUntil, unit.TimeZone);
        if (times.IsFailure)
        {
            return times.Error;
        }

        return new Blackout
        {
            Id = id,
            TenantId = tenantId,
            Kind = unit.Kind,
            UnitId = unit.Id,
            StartsAt = first.From,
            EndsAt = first.To,
            TimeZone = unit.TimeZone,
            RepeatsUntil = repeatsUntil,
            Reason = reason,
            Times = times.Value,
            PlacedBy = placedBy,
            PlacedAt = now,
        };
    }

    /// <summary>Tells that something sold lies inside: a case is opened for each booking of it.</summary>
    /// <param name="times">Indexes of the stretches that something sold lies in.</param>
    public void Disrupt(string title, IEnumerable<int> times)
    {
        foreach (int time in times.Distinct().Order())
        {
            Raise(new OfferingDisrupted(Kind, UnitId, title, Disruption.Cancelled, Times[time].From, Times[time].To, Reason.Length == 0 ? null : Reason));
        }
    }

    /// <summary>Gives the time back. Lifting what is lifted changes nothing and succeeds.</summary>
    public Result<Done> Lift(DateTimeOffset now)
    {
        if (LiftedAt is null)
        {
            LiftedAt = now;
            HoldItem item = new(Kind, UnitId, "", 1, StartsAt, EndsAt, TimeZone, [], new Dictionary<string, string>());
            Raise(new InventoryReleased(Id, [.. Times.Where(time => time.To > now).Select(time => item with { From = time.From, To = time.To })]));
        }

        return Result.Success;
    }

    /// <summary>Both ends keep their wall time, so on the day the clocks change a stretch is as long as the wall says.</summary>
    private static Result<IReadOnlyList<BlackoutTime>> Repeat(TimeRange first, DateOnly? repeatsUntil, string timeZone)
    {
        if (repeatsUntil is not { } until)
        {
            return Result<IReadOnlyList<BlackoutTime>>.Success([new BlackoutTime(first.From, first.To)]);
        }

        LocalDate begins = first.From.ToInstant().InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date;
        LocalDate last = until.ToLocalDate();
        if (last < begins)
        {
            return Error.Rule("/repeatsUntil", "The last day is before the first one.");
        }

        if (Period.DaysBetween(begins, last) / DaysOfWeek >= MaxTimes)
        {
            return Error.Rule("/repeatsUntil", $"At most {MaxTimes} weeks can be blacked out at once.");
        }

        return RecurrenceRule.WeeklyUntil(last).Times(first, timeZone).Where(time => time.From < time.To).Select(time => new BlackoutTime(time.From, time.To)).ToList();
    }
}
