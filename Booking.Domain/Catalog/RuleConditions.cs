namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Which items a price rule is for. What is empty or null says nothing; all that is said must hold. Times are those of the start of use, by the offering's wall clock.</summary>
/// <param name="Kinds">Of <see cref="ItemKinds"/>.</param>
/// <param name="OfferingIds">Cars, halls, services, products, ticket types, events with seats, trips.</param>
/// <param name="Days">Weekdays of the start.</param>
/// <param name="FromMinute">Minutes after midnight, included; together with <paramref name="ToMinute"/>.</param>
/// <param name="ToMinute">Not included; before <paramref name="FromMinute"/> for a window over midnight.</param>
/// <param name="SeasonFrom">First day.</param>
/// <param name="SeasonTo">Last day, itself included.</param>
/// <param name="MinLeadHours">Early bird: bought at least so long before the start.</param>
/// <param name="MaxLeadHours">Last minute: bought less than so long before the start.</param>
/// <param name="MinQuantity">At least so many seats, places or pieces.</param>
/// <param name="MinMinutes">Used at least so long.</param>
public sealed record RuleConditions(
    IReadOnlyList<string> Kinds,
    IReadOnlyList<Guid> OfferingIds,
    IReadOnlyList<DayOfWeek> Days,
    int? FromMinute,
    int? ToMinute,
    DateOnly? SeasonFrom,
    DateOnly? SeasonTo,
    int? MinLeadHours,
    int? MaxLeadHours,
    int? MinQuantity,
    int? MinMinutes)
{
    public const int MaxOfferings = 100;

    private const int MinutesOfADay = 1_440;

    private const int MaxLead = 20_000;

    public static readonly RuleConditions None = new([], [], [], null, null, null, null, null, null, null, null);

    private bool AsksForTime => Days.Count > 0 || FromMinute is not null || SeasonFrom is not null || SeasonTo is not null;

    internal Result<Done> Check()
    {
        const string Pointer = "/conditions";
        if (Kinds.Except(ItemKinds.All).Any())
        {
            return Error.Rule($"{Pointer}/kinds", $"Kinds are {string.Join(", ", ItemKinds.All)}.");
        }

        if (OfferingIds.Count > MaxOfferings)
        {
            return Error.Rule($"{Pointer}/offeringIds", $"A rule names at most {MaxOfferings} offerings.");
        }

        if (Days.Any(day => !Enum.IsDefined(day)))
        {
            return Error.Rule($"{Pointer}/days", "There is no such weekday.");
        }

        if (FromMinute is null != ToMinute is null || FromMinute is < 0 or >= MinutesOfADay || ToMinute is <= 0 or > MinutesOfADay || (FromMinute is not null && FromMinute == ToMinute))
        {
            return Error.Rule($"{Pointer}/fromMinute", "A window of the day has two different ends, from 0 to 1440 minutes after midnight.");
        }

        if (SeasonFrom > SeasonTo)
        {
            return Error.Rule($"{Pointer}/seasonTo", "A season ends after it begins.");
        }

        if (MinLeadHours is < 0 or > MaxLead || MaxLeadHours is <= 0 or > MaxLead || MinLeadHours >= MaxLeadHours)
        {
            return Error.Rule($"{Pointer}/minLeadHours", $"Lead times lie between 0 and {MaxLead} hours, the least before the most.");
        }

        if (MinQuantity is <= 0)
        {
            return Error.Rule($"{Pointer}/minQuantity", "At least one.");
        }

        return MinMinutes is <= 0 ? Error.Rule($"{Pointer}/minMinutes", "At least one.") : Result.Success;
    }

    internal bool HoldFor(HoldItem item, DateTimeOffset now) =>
        (Kinds.Count == 0 || Kinds.Contains(item.Kind))
        && (OfferingIds.Count == 0 || OfferingIds.Contains(item.OfferingId))
        && (MinQuantity is null || item.Quantity >= MinQuantity)
        && (MinMinutes is null || item.To - item.From >= TimeSpan.FromMinutes(MinMinutes.Value))
        && (MinLeadHours is null || item.From - now >= TimeSpan.FromHours(MinLeadHours.Value))
        && (MaxLeadHours is null || item.From - now < TimeSpan.FromHours(MaxLeadHours.Value))
        && (!AsksForTime || IsTime(item));

    /// <summary>Whether one item could fulfil both. Says yes where only the offering could tell.</summary>
    internal bool CanMeet(RuleConditions other) =>
        Share(Kinds, other.Kinds)
        && Share(OfferingIds, other.OfferingIds)
        && Share(Days, other.Days)
        && Windows().Any(mine => other.Windows().Any(theirs => mine.From < theirs.To && theirs.From < mine.To))
        && (SeasonFrom ?? DateOnly.MinValue) <= (other.SeasonTo ?? DateOnly.MaxValue)
        && (other.SeasonFrom ?? DateOnly.MinValue) <= (SeasonTo ?? DateOnly.MaxValue)
        && (MinLeadHours ?? 0) < (other.MaxLeadHours ?? int.MaxValue)
        && (other.MinLeadHours ?? 0) < (MaxLeadHours ?? int.MaxValue);

    private static bool Share<T>(IReadOnlyList<T> mine, IReadOnlyList<T> theirs) => mine.Count == 0 || theirs.Count == 0 || mine.Intersect(theirs).Any();

    private bool IsTime(HoldItem item)
    {
        if (item.From is not { } from || item.TimeZone is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(item.TimeZone) is not { } zone)
        {
            return false;
        }

        LocalDateTime local = from.ToInstant().InZone(zone).LocalDateTime;
        DateOnly date = local.Date.ToDateOnly();
        int minute = (local.Hour * 60) + local.Minute;
        return (Days.Count == 0 || Days.Contains(date.DayOfWeek))
            && (SeasonFrom is null || SeasonFrom <= date)
            && (SeasonTo is null || date <= SeasonTo)
            && Windows().Any(window => window.From <= minute && minute < window.To);
    }

    private IEnumerable<(int From, int To)> Windows() => (FromMinute, ToMinute) switch
    {
        (null, _) or (_, null) => [(0, MinutesOfADay)],
        ({ } from, { } to) when from < to => [(from, to)],
        ({ } from, { } to) => [(from, MinutesOfADay), (0, to)],
    };
}
