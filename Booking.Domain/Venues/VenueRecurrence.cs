namespace Booking.Domain.Venues;

using System.Globalization;
using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>How often a use is repeated.</summary>
public enum RecurrenceUnit
{
    /// <summary>Every so many days.</summary>
    Daily,

    /// <summary>On weekdays of every so many weeks; weeks begin on Monday.</summary>
    Weekly,

    /// <summary>On the same day, or on counted weekdays, of every so many months.</summary>
    Monthly,
}

/// <summary>A weekday of a rule.</summary>
/// <param name="Ordinal">The so manieth of the month, from its end when negative; 0 means every one.</param>
public sealed record RecurrenceDay(int Ordinal, DayOfWeek Day);

/// <summary>A subset of RFC 5545's RRULE in the hall's wall time: FREQ of DAILY, WEEKLY or MONTHLY, INTERVAL, BYDAY, and COUNT or UNTIL.</summary>
public sealed record VenueRecurrence(RecurrenceUnit Unit, int Interval, IReadOnlyList<RecurrenceDay> Days, int? Count, LocalDate? Until)
{
    /// <summary>Two years of weeks.</summary>
    public const int MaxCount = 104;

    // Beyond this no use can be sold, so a rule that finds nothing ends here.
    private const int MaxDays = 800;

    private const int DaysOfWeek = 7;

    private const string Form =
        "A rule is FREQ=DAILY, WEEKLY or MONTHLY with COUNT up to 104 or UNTIL, and INTERVAL up to 52 and BYDAY where wanted; BYDAY with numbers only for MONTHLY.";

    private static readonly string[] Codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public static Result<VenueRecurrence> Parse(string rule, string pointer)
    {
        RecurrenceUnit? unit = null;
        int interval = 1;
        List<RecurrenceDay> days = [];
        int? count = null;
        LocalDate? until = null;
        HashSet<string> seen = [];
        foreach (string part in rule.Split(';'))
        {
            string[] pair = part.Split('=');
            bool understood = pair.Length == 2 && seen.Add(pair[0]) && pair[0] switch
            {
                "FREQ" => (unit = UnitOf(pair[1])) is not null,
                "INTERVAL" => int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out interval) && interval is >= 1 and <= 52,
                "BYDAY" => pair[1].Split(',').All(text => TryReadDay(text, days)),
                "COUNT" => (count = int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is >= 1 and <= MaxCount ? number : null) is not null,
                "UNTIL" => (until = DateOf(pair[1])) is not null,
                _ => false,
            };
            if (!understood)
            {
                return Error.Rule(pointer, Form);
            }
        }

        bool isWhole = unit is not null && (count is null) != (until is null) && (unit == RecurrenceUnit.Monthly || days.TrueForAll(day => day.Ordinal == 0));
        return isWhole ? new VenueRecurrence(unit!.Value, interval, days, count, until) : Error.Rule(pointer, Form);
    }

    /// <summary>The times of a use in order; the first is the one that is asked for. Both ends keep their wall time over changes of the clocks.</summary>
    public Result<IReadOnlyList<TimeRange>> Expand(TimeRange first, string timeZone, string pointer)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        LocalDateTime from = first.From.ToInstant().InZone(zone).LocalDateTime;
        Period length = Period.Between(from, first.To.ToInstant().InZone(zone).LocalDateTime, PeriodUnits.Days | PeriodUnits.Ticks);
        List<TimeRange> times = [];
        foreach (LocalDate date in Dates(from.Date))
        {
            if (times.Count == MaxCount)
            {
                return Error.Rule(pointer, $"A series has at most {MaxCount} dates.");
            }

            LocalDateTime start = date + from.TimeOfDay;
            TimeRange time = times.Count == 0 ? first : new TimeRange(At(start, zone), At(start + length, zone));
            if (times.Count > 0 && time.From < times[^1].To)
            {
                return Error.Rule(pointer, "One date of the series would reach into the next one.");
            }

            times.Add(time);
        }

        return times;
    }

    private IEnumerable<LocalDate> Dates(LocalDate first)
    {
        int found = 0;
        LocalDate last = first.PlusDays(MaxDays);
        for (LocalDate date = first; date <= last && (Until is null || date <= Until) && (Count is null || found < Count); date = date.PlusDays(1))
        {
            if (date == first || Includes(date, first))
            {
                found++;
                yield return date;
            }
        }
    }

    private bool Includes(LocalDate date, LocalDate first)
    {
        DayOfWeek day = date.DayOfWeek.ToDayOfWeek();
        return Unit switch
        {
            RecurrenceUnit.Daily => Period.DaysBetween(first, date) % Interval == 0 && (Days.Count == 0 || Days.Any(wanted => wanted.Day == day)),
            RecurrenceUnit.Weekly => Period.DaysBetween(Monday(first), Monday(date)) / DaysOfWeek % Interval == 0
                && (Days.Count == 0 ? date.DayOfWeek == first.DayOfWeek : Days.Any(wanted => wanted.Day == day)),
            _ => ((date.Year - first.Year) * 12 + date.Month - first.Month) % Interval == 0
                && (Days.Count == 0 ? date.Day == first.Day : Days.Any(wanted => wanted.Day == day && IsOrdinal(wanted.Ordinal, date))),
        };
    }

    private static bool IsOrdinal(int ordinal, LocalDate date) => ordinal switch
    {
        0 => true,
        > 0 => (date.Day - 1) / DaysOfWeek + 1 == ordinal,
        _ => (date.Calendar.GetDaysInMonth(date.Year, date.Month) - date.Day) / DaysOfWeek + 1 == -ordinal,
    };

    private static LocalDate Monday(LocalDate date) => date.PlusDays(1 - (int)date.DayOfWeek);

    private static RecurrenceUnit? UnitOf(string text) => text switch
    {
        "DAILY" => RecurrenceUnit.Daily,
        "WEEKLY" => RecurrenceUnit.Weekly,
        "MONTHLY" => RecurrenceUnit.Monthly,
        _ => null,
    };

    private static bool TryReadDay(string text, List<RecurrenceDay> days)
    {
        int day = text.Length < 2 ? -1 : Array.IndexOf(Codes, text[^2..]);
        int ordinal = 0;
        if (day < 0 || (text.Length > 2 && !(int.TryParse(text[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out ordinal) && Math.Abs(ordinal) is >= 1 and <= 5)))
        {
            return false;
        }

        days.Add(new RecurrenceDay(ordinal, (DayOfWeek)day));
        return true;
    }

    /// <summary>A date, itself included; of a date-time only the date counts.</summary>
    private static LocalDate? DateOf(string text)
    {
        string date = text.Length == "20270101T000000Z".Length && text[8] == 'T' && text[^1] == 'Z' ? text[..8] : text;
        return DateOnly.TryParseExact(date, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) && day.Year is >= 1900 and <= 9000 ? day.ToLocalDate() : null;
    }

    private static DateTimeOffset At(LocalDateTime local, DateTimeZone zone) => local.InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
}
