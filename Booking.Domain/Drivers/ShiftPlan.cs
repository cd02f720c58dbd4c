namespace Booking.Domain.Drivers;

using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Hours of work in wall time, as minutes after midnight; a night's end is more than 1440, on the day after.</summary>
public sealed record ShiftHours(int From, int To);

/// <summary>Hours of every week that begin on this weekday.</summary>
public sealed record WeeklyShift(DayOfWeek Day, int From, int To);

/// <summary>One day's hours instead of the week's; none for a day off.</summary>
public sealed record ShiftException(DateOnly Date, IReadOnlyList<ShiftHours> Hours);

/// <summary>
/// When somebody works: rules in wall time. A shift that goes over midnight belongs to the day on which it begins. On the days the clocks
/// change a shift is as long as the wall says; an end that the clocks skip moves forward with them.
/// </summary>
public sealed record ShiftPlan(string TimeZone, IReadOnlyList<WeeklyShift> Weekly, IReadOnlyList<ShiftException> Exceptions)
{
    public const int MaxWeekly = 50;
    public const int MaxExceptions = 366;
    public const int MaxHoursOfDay = 10;

    private const int Day = 24 * 60;
    private const int Week = 7 * Day;

    /// <summary>Refuses plans in which somebody would work twice at the same time.</summary>
    public Result<Done> Check()
    {
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is null)
        {
            return Error.Rule("/timeZone", $"'{TimeZone}' is not an IANA time zone.");
        }

        if (Weekly.Count > MaxWeekly || Exceptions.Count > MaxExceptions)
        {
            return Error.Rule(Weekly.Count > MaxWeekly ? "/weekly" : "/exceptions", $"At most {MaxWeekly} shifts a week and {MaxExceptions} exceptions.");
        }

        for (int i = 0; i < Weekly.Count; i++)
        {
            WeeklyShift shift = Weekly[i];
            if (!IsShift(shift.From, shift.To))
            {
                return Error.Rule($"/weekly/{i}", "A shift begins within its day and lasts up to 24 hours.");
            }

            if (Weekly.Take(i).Any(other => OverlapInWeek(shift, other)))
            {
                return Error.Rule($"/weekly/{i}", "This shift overlaps another one.");
            }
        }

        return CheckExceptions();
    }

    /// <summary>The stretch of work without a break around a time; null when the time is not all worked.</summary>
    public TimeRange? Around(TimeRange time)
    {
        TimeRange? found = null;
        foreach (TimeRange shift in Within(new TimeRange(time.From.AddDays(-2), time.To.AddDays(2))))
        {
            found = found is { } before && shift.From <= before.To ? before with { To = shift.To > before.To ? shift.To : before.To } : shift;
            if (found.Value.Contains(time))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The shifts that touch a window, in order of time.</summary>
    public IReadOnlyList<TimeRange> Within(TimeRange window)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[TimeZone];
        LocalDate last = window.To.ToInstant().InZone(zone).Date;
        List<TimeRange> shifts = [];
        for (LocalDate date = window.From.ToInstant().InZone(zone).Date.PlusDays(-1); date <= last; date = date.PlusDays(1))
        {
            foreach (ShiftHours hours in HoursOn(date))
            {
                TimeRange shift = new(At(date, hours.From, zone), At(date, hours.To, zone));
                if (shift.Overlaps(window))
                {
                    shifts.Add(shift);
                }
            }
        }

        shifts.Sort((one, other) => one.From.CompareTo(other.From));
        return shifts;
    }

    private Result<Done> CheckExceptions()
    {
        for (int i = 0; i < Exceptions.Count; i++)
        {
            ShiftException exception = Exceptions[i];
            if (exception.Hours.Count > MaxHoursOfDay || exception.Hours.Any(hours => !IsShift(hours.From, hours.To)))
            {
                return Error.Rule($"/exceptions/{i}/hours", $"At most {MaxHoursOfDay} shifts, each of which begins within its day and lasts up to 24 hours.");
            }

            if (Exceptions.Take(i).Any(other => other.Date == exception.Date))
            {
                return Error.Rule($"/exceptions/{i}/date", "There is an exception for this day already.");
            }

            // The night before may run into the day, and the day's own night into the next one.
            LocalDate date = LocalDate.FromDateOnly(exception.Date);
            List<(int From, int To)> around = [.. Enumerable.Range(-1, 3).SelectMany(day => HoursOn(date.PlusDays(day)).Select(hours => (hours.From + day * Day, hours.To + day * Day))).Order()];
            if (around.Zip(around.Skip(1)).Any(pair => pair.Second.Item1 < pair.First.Item2))
            {
                return Error.Rule($"/exceptions/{i}", "A shift of this day overlaps another one.");
            }
        }

        return Result.Success;
    }

    private IEnumerable<ShiftHours> HoursOn(LocalDate date)
    {
        DateOnly day = date.ToDateOnly();
        return Exceptions.FirstOrDefault(exception => exception.Date == day)?.Hours
            ?? Weekly.Where(shift => shift.Day == day.DayOfWeek).Select(shift => new ShiftHours(shift.From, shift.To));
    }

    private static bool IsShift(int from, int to) => from is >= 0 and < Day && to > from && to <= from + Day;

    private static bool OverlapInWeek(WeeklyShift one, WeeklyShift other)
    {
        int start = (int)one.Day * Day + one.From;
        int end = (int)one.Day * Day + one.To;
        return Enumerable.Range(-1, 3).Any(week =>
            (int)other.Day * Day + other.From + week * Week < end && start < (int)other.Day * Day + other.To + week * Week);
    }

    private static DateTimeOffset At(LocalDate date, int minutes, DateTimeZone zone) =>
        date.AtMidnight().PlusMinutes(minutes).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
}
