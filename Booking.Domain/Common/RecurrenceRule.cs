namespace Booking.Domain.Common;

using System.Globalization;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

/// <summary>How often something repeats.</summary>
public enum Frequency
{
    /// <summary>Every so many days.</summary>
    Daily,

    /// <summary>Every so many weeks.</summary>
    Weekly,

    /// <summary>Every so many months.</summary>
    Monthly,

    /// <summary>Every so many years.</summary>
    Yearly,
}

/// <summary>
/// A recurrence rule (RFC 5545 §3.3.10) in local time: <c>FREQ</c>, <c>INTERVAL</c>, <c>COUNT</c>, <c>UNTIL</c>, <c>BYDAY</c> with ordinals,
/// <c>BYMONTHDAY</c>, <c>BYMONTH</c> and <c>WKST</c>. It knows dates; what instant a local time is, the zone says. Whatever repeats in local
/// time repeats by it.
/// </summary>
public sealed class RecurrenceRule
{
    public const int MaxLength = 300;

    private const int MostYears = 100;

    private static readonly string[] DayNames = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    private static readonly LocalDatePattern BasicDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern BasicDateTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    private RecurrenceRule()
    {
    }

    public Frequency Frequency { get; private set; }

    public int Interval { get; private set; } = 1;

    public int? Count { get; private set; }

    /// <summary>The last moment, itself included, in local time.</summary>
    public LocalDateTime? Until { get; private set; }

    /// <summary>Weekdays, each with its place in the month or year; 0 for every one.</summary>
    public IReadOnlyList<(int Ordinal, IsoDayOfWeek Day)> ByDay { get; private set; } = [];

    /// <summary>Days of the month; negative ones count from its end.</summary>
    public IReadOnlyList<int> ByMonthDay { get; private set; } = [];

    public IReadOnlyList<int> ByMonth { get; private set; } = [];

    public IsoDayOfWeek WeekStart { get; private set; } = IsoDayOfWeek.Monday;

    /// <summary>Every week on the weekday of the start.</summary>
    /// <param name="last">The last day, itself included.</param>
    public static RecurrenceRule WeeklyUntil(LocalDate last) => new() { Frequency = Frequency.Weekly, Until = last.At(LocalTime.MaxValue) };

    /// <summary>The text of a rule: every week on these days.</summary>
    public static string WeeklyOn(IEnumerable<DayOfWeek> days) => $"FREQ=WEEKLY;BYDAY={string.Join(",", days.Select(day => DayNames[((int)day + 6) % 7]))}";

    /// <param name="text">With or without <c>RRULE:</c>.</param>
    /// <param name="pointer">Where the rule was given.</param>
    public static Result<RecurrenceRule> Parse(string text, string pointer = "/rule")
    {
        RecurrenceRule rule = new();
        HashSet<string> seen = [];
        string parts = text.StartsWith("RRULE:", StringComparison.OrdinalIgnoreCase) ? text[6..] : text;
        foreach (string part in parts.ToUpperInvariant().Split(';'))
        {
            string[] pair = part.Split('=');
            if (pair.Length != 2 || !seen.Add(pair[0]) || !rule.Take(pair[0], pair[1]))
            {
                return Error.Rule(pointer, $"'{part}' is no part of a recurrence rule that is understood here.");
            }
        }

        if (!seen.Contains("FREQ"))
        {
            return Error.Rule(pointer, "A recurrence rule has a FREQ.");
        }

        if (rule is { Count: not null, Until: not null })
        {
            return Error.Rule(pointer, "A recurrence rule has a COUNT or an UNTIL, not both.");
        }

        if (rule.Frequency is Frequency.Daily or Frequency.Weekly && rule.ByDay.Any(day => day.Ordinal != 0))
        {
            return Error.Rule(pointer, "Only monthly and yearly rules number their weekdays.");
        }

        return rule.Frequency == Frequency.Weekly && rule.ByMonthDay.Count > 0
            ? Error.Rule(pointer, "A weekly rule has no BYMONTHDAY.")
            : rule;
    }

    /// <summary>The local starts in order, beginning with the first at or after <paramref name="start"/>; without end where the rule has none.</summary>
    public IEnumerable<LocalDateTime> Starts(LocalDateTime start)
    {
        int found = 0;
        for (int period = 0; ; period++)
        {
            if (FirstOf(start.Date, period) is not { } first || first.Year > start.Year + MostYears)
            {
                yield break;
            }

            foreach (LocalDate date in DatesOf(first, start.Date).Distinct().Order())
            {
                LocalDateTime at = date.At(start.TimeOfDay);
                if (at < start)
                {
                    continue;
                }

                if (at > Until || found == Count)
                {
                    yield break;
                }

                found++;
                yield return at;
            }
        }
    }

    /// <summary>
    /// The times of something that begins and ends by the wall clock: the first as it is, whatever the rule says of its date, and it counts.
    /// Each is as long as the wall says; on a day on which the clocks change nothing may be left of one.
    /// </summary>
    public IEnumerable<TimeRange> Times(TimeRange first, string timeZone)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        LocalDateTime from = first.From.ToInstant().InZone(zone).LocalDateTime;
        Period length = Period.Between(from, first.To.ToInstant().InZone(zone).LocalDateTime, PeriodUnits.Days | PeriodUnits.Ticks);
        return Starts(from)
            .Where(start => start > from)
            .Select(start => new TimeRange(InstantOf(start, zone), InstantOf(start + length, zone)))
            .Prepend(first)
            .Take(Count ?? int.MaxValue);
    }

    /// <summary>The instant of a local time. One that the clocks skip is as much later as they skip; of two equal ones it is the earlier.</summary>
    public static DateTimeOffset InstantOf(LocalDateTime local, DateTimeZone zone) => zone.AtLeniently(local).ToInstant().ToDateTimeOffset();

    /// <summary>Any day of the period that is so many intervals behind the start's.</summary>
    private LocalDate? FirstOf(LocalDate start, int period)
    {
        int steps = checked(period * Interval);
        if (steps > MostYears * 366)
        {
            return null;
        }

        return Frequency switch
        {
            Frequency.Daily => start.PlusDays(steps),
            Frequency.Weekly => start.PlusDays(-(((int)start.DayOfWeek - (int)WeekStart + 7) % 7)).PlusWeeks(steps),
            Frequency.Monthly => steps > MostYears * 12 ? null : new LocalDate(start.Year, start.Month, 1).PlusMonths(steps),
            _ => steps > MostYears ? null : new LocalDate(start.Year + steps, 1, 1),
        };
    }

    private IEnumerable<LocalDate> DatesOf(LocalDate first, LocalDate start) => Frequency switch
    {
        Frequency.Daily => new[] { first }.Where(date => IsOfMonth(date) && IsOfMonthDay(date) && IsOfWeekday(date)),
        Frequency.Weekly => Enumerable.Range(0, 7).Select(first.PlusDays).Where(date => IsOfMonth(date) && (ByDay.Count == 0 ? date.DayOfWeek == start.DayOfWeek : IsOfWeekday(date))),
        Frequency.Monthly => IsOfMonth(first) ? DatesOfMonth(first, start.Day) : [],
        _ => DatesOfYear(first.Year, start),
    };

    private IEnumerable<LocalDate> DatesOfYear(int year, LocalDate start)
    {
        if (ByMonth.Count > 0)
        {
            return ByMonth.SelectMany(month => DatesOfMonth(new LocalDate(year, month, 1), start.Day));
        }

        if (ByMonthDay.Count > 0)
        {
            return Enumerable.Range(1, 12).SelectMany(month => DatesOfMonth(new LocalDate(year, month, 1), start.Day));
        }

        if (ByDay.Count > 0)
        {
            return Weekdays(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
        }

        return start.Day <= CalendarSystem.Iso.GetDaysInMonth(year, start.Month) ? [new LocalDate(year, start.Month, start.Day)] : [];
    }

    private IEnumerable<LocalDate> DatesOfMonth(LocalDate first, int startDay)
    {
        int days = CalendarSystem.Iso.GetDaysInMonth(first.Year, first.Month);
        if (ByMonthDay.Count > 0)
        {
            return ByMonthDay
                .Select(day => day > 0 ? day : days + day + 1)
                .Where(day => day >= 1 && day <= days)
                .Select(day => new LocalDate(first.Year, first.Month, day))
                .Where(IsOfWeekday);
        }

        if (ByDay.Count > 0)
        {
            return Weekdays(first, first.PlusDays(days - 1));
        }

        return startDay <= days ? [new LocalDate(first.Year, first.Month, startDay)] : [];
    }

    /// <summary>The weekdays between two days, those numbered counted from the front or the end.</summary>
    private IEnumerable<LocalDate> Weekdays(LocalDate first, LocalDate last)
    {
        foreach ((int ordinal, IsoDayOfWeek day) in ByDay)
        {
            List<LocalDate> all = [];
            for (LocalDate date = first.PlusDays(((int)day - (int)first.DayOfWeek + 7) % 7); date <= last; date = date.PlusWeeks(1))
            {
                all.Add(date);
            }

            if (ordinal == 0)
            {
                foreach (LocalDate date in all)
                {
                    yield return date;
                }
            }
            else if (Math.Abs(ordinal) <= all.Count)
            {
                yield return ordinal > 0 ? all[ordinal - 1] : all[^-ordinal];
            }
        }
    }

    private bool IsOfMonth(LocalDate date) => ByMonth.Count == 0 || ByMonth.Contains(date.Month);

    private bool IsOfMonthDay(LocalDate date) =>
        ByMonthDay.Count == 0 || ByMonthDay.Contains(date.Day) || ByMonthDay.Contains(date.Day - CalendarSystem.Iso.GetDaysInMonth(date.Year, date.Month) - 1);

    private bool IsOfWeekday(LocalDate date) => ByDay.Count == 0 || ByDay.Any(day => day.Day == date.DayOfWeek);

    private bool Take(string name, string value)
    {
        switch (name)
        {
            case "FREQ":
                bool known = Enum.TryParse(value, ignoreCase: true, out Frequency frequency) && Enum.IsDefined(frequency) && !char.IsDigit(value[0]);
                Frequency = frequency;
                return known;
            case "INTERVAL":
                bool isInterval = TryNumber(value, 1, 1_000, out int interval);
                Interval = interval;
                return isInterval;
            case "COUNT":
                bool isCount = TryNumber(value, 1, 10_000, out int count);
                Count = count;
                return isCount;
            case "UNTIL":
                ParseResult<LocalDate> day = BasicDate.Parse(value);
                ParseResult<LocalDateTime> moment = BasicDateTime.Parse(value);
                Until = day.Success ? day.Value.At(LocalTime.MaxValue) : moment.Success ? moment.Value : null;
                return Until is not null;
            case "BYDAY":
                List<(int Ordinal, IsoDayOfWeek Day)> days = [];
                foreach (string one in value.Split(','))
                {
                    int at = one.Length < 2 ? -1 : Array.IndexOf(DayNames, one[^2..]);
                    int ordinal = 0;
                    if (at < 0 || (one.Length > 2 && (!TryNumber(one[..^2].TrimStart('+'), -53, 53, out ordinal) || ordinal == 0)))
                    {
                        return false;
                    }

                    days.Add((ordinal, (IsoDayOfWeek)(at + 1)));
                }

                ByDay = days;
                return true;
            case "BYMONTHDAY":
                return TryNumbers(value, -31, 31, out int[] monthDays) && (ByMonthDay = monthDays).Count > 0;
            case "BYMONTH":
                return TryNumbers(value, 1, 12, out int[] months) && (ByMonth = months).Count > 0;
            case "WKST":
                int start = Array.IndexOf(DayNames, value);
                WeekStart = (IsoDayOfWeek)(Math.Max(0, start) + 1);
                return start >= 0;
            default:
                return false;
        }
    }

    private static bool TryNumbers(string value, int least, int most, out int[] numbers)
    {
        List<int> read = [];
        foreach (string one in value.Split(','))
        {
            if (!TryNumber(one, least, most, out int number) || number == 0)
            {
                numbers = [];
                return false;
            }

            read.Add(number);
        }

        numbers = [.. read];
        return true;
    }

    private static bool TryNumber(string value, int least, int most, out int number) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}
