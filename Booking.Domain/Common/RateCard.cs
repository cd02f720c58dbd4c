namespace Booking.Domain.Common;

using NodaTime;
using NodaTime.Extensions;

/// <summary>What a rate is for.</summary>
public enum RateUnit
{
    /// <summary>A started hour.</summary>
    Hour,

    /// <summary>Up to <see cref="RateCard.HalfDayHours"/> hours.</summary>
    HalfDay,

    /// <summary>A day of use: 24 hours by the wall clock, from the start of use.</summary>
    Day,
}

/// <summary>One price of a rate card and the days it holds for.</summary>
/// <param name="Amount">Minor units per unit; 0 or more.</param>
/// <param name="Label">For people, e.g. <c>weekend</c>; empty for the usual rate.</param>
/// <param name="Days">Weekdays by the wall clock; empty means every day.</param>
/// <param name="SeasonFrom">First day of the season, or null; given together with <paramref name="SeasonTo"/>.</param>
/// <param name="SeasonTo">Last day of the season, itself included.</param>
public sealed record Rate(RateUnit Unit, long Amount, string Label, IReadOnlyList<DayOfWeek> Days, DateOnly? SeasonFrom, DateOnly? SeasonTo)
{
    public static Rate Always(RateUnit unit, long amount) => new(unit, amount, "", [], null, null);

    /// <summary>A season outranks a weekday, and a weekday the usual rate.</summary>
    internal int Rank => (SeasonFrom is null ? 0 : 2) + (Days.Count == 0 ? 0 : 1);

    internal bool HoldsOn(DateOnly date) =>
        (Days.Count == 0 || Days.Contains(date.DayOfWeek)) && (SeasonFrom is null || (SeasonFrom <= date && date <= SeasonTo));

    internal bool IsAmbiguousWith(Rate other) =>
        Unit == other.Unit && Rank == other.Rank
        && (Days.Count == 0 || Days.Intersect(other.Days).Any())
        && (SeasonFrom is null || (SeasonFrom <= other.SeasonTo && other.SeasonFrom <= SeasonTo));
}

/// <summary>So many units at one rate.</summary>
/// <param name="Amount">Of all of them, in minor units.</param>
public sealed record RateCharge(RateUnit Unit, string Label, int Quantity, long Amount);

/// <summary>
/// Prices by time as data. Every date has at most one rate of a unit: that of its season, else of its weekday, else the usual one.
/// A use is cut into days of the wall clock from its start; each day costs its day rate or, where that is less, its hours and half
/// days. An hour is priced by the date it begins on, so a Friday night runs into the weekend's rate at midnight.
/// </summary>
public sealed record RateCard(IReadOnlyList<Rate> Rates)
{
    public const int MaxRates = 50;

    public const int HalfDayHours = 6;

    public static RateCard Of(long perHour, long perDay) => new([Rate.Always(RateUnit.Hour, perHour), Rate.Always(RateUnit.Day, perDay)]);

    /// <summary>Refuses cards that leave a date without a price or give it two.</summary>
    /// <param name="pointer">Of the rates in the request.</param>
    public Result<RateCard> Check(string pointer)
    {
        if (Rates.Count is 0 or > MaxRates)
        {
            return Error.Rule(pointer, $"A rate card has 1 to {MaxRates} rates.");
        }

        for (int i = 0; i < Rates.Count; i++)
        {
            Rate rate = Rates[i];
            if (rate.Amount < 0)
            {
                return Error.Rule($"{pointer}/{i}/amount", "A rate is 0 or more.");
            }

            if ((rate.SeasonFrom is null) != (rate.SeasonTo is null) || rate.SeasonTo < rate.SeasonFrom)
            {
                return Error.Rule($"{pointer}/{i}/seasonTo", "A season has a first day and a last day that is not before it.");
            }

            if (Rates.Take(i).Any(rate.IsAmbiguousWith))
            {
                return Error.Rule($"{pointer}/{i}", "On some day two rates of this unit would hold with the same rank.");
            }
        }

        return Rates.Any(rate => rate is { Unit: RateUnit.Hour or RateUnit.Day, Rank: 0 })
            ? this
            : Error.Rule(pointer, "A usual rate per hour or per day is needed, for the days that no other rate holds for.");
    }

    /// <summary>What a use costs, as few lines: charges of one rate are added up, in the order in which they first occur.</summary>
    public IReadOnlyList<RateCharge> Charge(TimeRange asked, string timeZone)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        LocalDateTime start = asked.From.ToInstant().InZone(zone).LocalDateTime;
        List<RateCharge> charges = [];
        DateTimeOffset at = asked.From;
        for (int day = 1; at < asked.To; day++)
        {
            DateTimeOffset next = start.PlusDays(day).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
            charges.AddRange(ChargeDay(new TimeRange(at, next < asked.To ? next : asked.To), isFull: next <= asked.To, zone));
            at = next;
        }

        return [.. charges
            .GroupBy(charge => (charge.Unit, charge.Label, Each: charge.Amount / charge.Quantity))
            .Select(same => new RateCharge(same.Key.Unit, same.Key.Label, same.Sum(charge => charge.Quantity), same.Sum(charge => charge.Amount)))];
    }

    public Money Total(TimeRange asked, string timeZone, string currency) =>
        Charge(asked, timeZone).Aggregate(Money.Zero(currency), (sum, charge) => sum + new Money(charge.Amount, currency));

    private IReadOnlyList<RateCharge> ChargeDay(TimeRange part, bool isFull, DateTimeZone zone)
    {
        DateOnly date = DateOf(part.From, zone);
        RateCharge? day = Find(RateUnit.Day, date) is { } dayRate ? One(dayRate) : null;
        if (isFull && day is not null)
        {
            return [day];
        }

        IReadOnlyList<RateCharge>? cheapest = day is null ? null : [day];
        IReadOnlyList<RateCharge>? hours = ChargeHours(part, zone);
        if (hours is null)
        {
            return cheapest ?? throw new InvalidOperationException("The rate card has no usual rate.");
        }

        cheapest = Cheaper(hours, cheapest);
        if (Find(RateUnit.HalfDay, date) is { } halfDayRate)
        {
            DateTimeOffset over = part.From.AddHours(HalfDayHours);
            IReadOnlyList<RateCharge> rest = over < part.To ? ChargeHours(part with { From = over }, zone)! : [];
            cheapest = Cheaper([One(halfDayRate), .. rest], cheapest);
        }

        return cheapest;
    }

    /// <summary>Null where the card has no hours for one of the dates.</summary>
    private List<RateCharge>? ChargeHours(TimeRange part, DateTimeZone zone)
    {
        List<RateCharge> hours = [];
        for (DateTimeOffset at = part.From; at < part.To; at = at.AddHours(1))
        {
            if (Find(RateUnit.Hour, DateOf(at, zone)) is not { } rate)
            {
                return null;
            }

            hours.Add(One(rate));
        }

        return hours;
    }

    private Rate? Find(RateUnit unit, DateOnly date) => Rates.Where(rate => rate.Unit == unit && rate.HoldsOn(date)).MaxBy(rate => rate.Rank);

    private static RateCharge One(Rate rate) => new(rate.Unit, rate.Label, 1, rate.Amount);

    private static IReadOnlyList<RateCharge> Cheaper(IReadOnlyList<RateCharge> one, IReadOnlyList<RateCharge>? other) =>
        other is null || one.Sum(charge => charge.Amount) < other.Sum(charge => charge.Amount) ? one : other;

    private static DateOnly DateOf(DateTimeOffset at, DateTimeZone zone)
    {
        LocalDate date = at.ToInstant().InZone(zone).Date;
        return new DateOnly(date.Year, date.Month, date.Day);
    }
}
