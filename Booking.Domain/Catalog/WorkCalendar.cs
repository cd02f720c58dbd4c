namespace Booking.Domain.Catalog;

using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Hours of one weekday in wall time; minutes after that day's midnight. Beyond 1440 they go on into the next day.</summary>
public sealed record WorkingHours(DayOfWeek Day, int From, int To);

/// <summary>How dates differ from the usual week.</summary>
public enum HoursExceptionKind
{
    /// <summary>No work: vacation, an appointment of the provider's own.</summary>
    Off,

    /// <summary>Work beside the usual hours, also on a day off.</summary>
    Extra,
}

/// <summary>Dates on which the usual week does not hold.</summary>
/// <param name="To">The last date, itself included.</param>
/// <param name="Start">Minutes after midnight of each date; null, together with <paramref name="End"/>, means all day.</param>
/// <param name="End">Beyond 1440 it goes on into the next day.</param>
/// <param name="Note">For the provider's colleagues; empty when there is none.</param>
public sealed record HoursException(DateOnly From, DateOnly To, HoursExceptionKind Kind, int? Start, int? End, string Note);

/// <summary>A provider's working time: the usual week, its breaks, and the dates that differ.</summary>
public sealed record WorkCalendar(IReadOnlyList<WorkingHours> Hours, IReadOnlyList<WorkingHours> Breaks, IReadOnlyList<HoursException> Exceptions)
{
    public const int MaxRules = 50;

    public const int MaxExceptions = 200;

    public const int MaxExceptionDays = 366;

    private const int Day = 24 * 60;

    private const int Week = 7 * Day;

    public static readonly WorkCalendar None = new([], [], []);

    public static WorkCalendar Of(IReadOnlyList<WorkingHours> hours) => new(hours, [], []);

    /// <summary>Refuses rules that overlap, breaks outside the hours, and times that no clock shows.</summary>
    public Result<WorkCalendar> Check() =>
        CheckWeek(Hours, "/hours") ?? CheckWeek(Breaks, "/breaks") ?? CheckBreaksAreInHours() ?? CheckExceptions() ?? Result<WorkCalendar>.Success(this);

    /// <summary>The stretches of work that begin on one date of the provider's clock.</summary>
    public IEnumerable<WorkPeriod> On(LocalDate date, DateTimeZone zone)
    {
        foreach ((int from, int to) in PiecesOf(date))
        {
            yield return new WorkPeriod(date, from, to, zone, [.. CutsOf(date).Where(cut => cut.From < to && from < cut.To)]);
        }

        foreach (HoursException extra in Exceptions.Where(exception => exception.Kind == HoursExceptionKind.Extra && Covers(exception, date)))
        {
            yield return new WorkPeriod(date, extra.Start!.Value, extra.End!.Value, zone, []);
        }
    }

    /// <summary>The usual hours of a date, before breaks and exceptions.</summary>
    private IEnumerable<(int From, int To)> PiecesOf(LocalDate date) =>
        Hours.Where(hours => hours.Day == date.DayOfWeek.ToDayOfWeek()).Select(hours => (hours.From, hours.To));

    /// <summary>Breaks and time off that may cut hours beginning on a date, in minutes after that date's midnight.</summary>
    private IEnumerable<(int From, int To)> CutsOf(LocalDate date)
    {
        for (int offset = -1; offset <= 1; offset++)
        {
            LocalDate day = date.PlusDays(offset);
            foreach (WorkingHours rest in Breaks.Where(rest => rest.Day == day.DayOfWeek.ToDayOfWeek()))
            {
                yield return (offset * Day + rest.From, offset * Day + rest.To);
            }

            foreach (HoursException off in Exceptions.Where(exception => exception.Kind == HoursExceptionKind.Off && Covers(exception, day)))
            {
                yield return (offset * Day + (off.Start ?? 0), offset * Day + (off.End ?? Day));
            }
        }
    }

    private static Error? CheckWeek(IReadOnlyList<WorkingHours> rules, string pointer)
    {
        if (rules.Count > MaxRules)
        {
            return Error.Rule(pointer, $"At most {MaxRules} rules.");
        }

        for (int i = 0; i < rules.Count; i++)
        {
            if (IsNoTime(rules[i].From, rules[i].To))
            {
                return Error.Rule($"{pointer}/{i}", "Hours begin within a day, end after they begin, and last 24 hours at most.");
            }

            if (rules.Take(i).Any(other => OverlapInWeek(rules[i], other)))
            {
                return Error.Rule($"{pointer}/{i}", "This overlaps another rule.");
            }
        }

        return null;
    }

    private Error? CheckBreaksAreInHours()
    {
        for (int i = 0; i < Breaks.Count; i++)
        {
            WorkingHours rest = Breaks[i];
            if (!Hours.Any(hours => ((int[])[-Week, 0, Week]).Any(turn => InWeek(hours).From <= InWeek(rest).From + turn && InWeek(rest).To + turn <= InWeek(hours).To)))
            {
                return Error.Rule($"/breaks/{i}", "A break lies within working hours.");
            }
        }

        return null;
    }

    private Error? CheckExceptions()
    {
        if (Exceptions.Count > MaxExceptions)
        {
            return Error.Rule("/exceptions", $"At most {MaxExceptions} exceptions.");
        }

        for (int i = 0; i < Exceptions.Count; i++)
        {
            HoursException exception = Exceptions[i];
            string pointer = $"/exceptions/{i}";
            if (exception.To < exception.From || exception.To.DayNumber - exception.From.DayNumber >= MaxExceptionDays)
            {
                return Error.Rule($"{pointer}/to", $"The last date is not before the first one, and at most {MaxExceptionDays} dates make one exception.");
            }

            if ((exception.Start is null) != (exception.End is null) || (exception.Start is { } start && exception.End is { } end && IsNoTime(start, end)))
            {
                return Error.Rule($"{pointer}/hours", "Hours begin within a day, end after they begin, and last 24 hours at most.");
            }

            if (exception is { Kind: HoursExceptionKind.Extra, Start: null })
            {
                return Error.Rule($"{pointer}/hours", "Extra work needs its hours.");
            }

            if (Exceptions.Take(i).Any(other => other.Kind == exception.Kind && Overlap(exception, other)))
            {
                return Error.Rule(pointer, "This overlaps another exception.");
            }

            if (exception.Kind == HoursExceptionKind.Extra && DatesOf(exception).Any(date => IsWorked(date, exception.Start!.Value, exception.End!.Value)))
            {
                return Error.Rule(pointer, "Extra hours overlap the usual ones of that date.");
            }
        }

        return null;
    }

    /// <summary>Whether any usual hours, less time off, touch a stretch of a date.</summary>
    private bool IsWorked(LocalDate date, int from, int to)
    {
        for (int offset = -1; offset <= 1; offset++)
        {
            LocalDate day = date.PlusDays(offset);
            List<(int From, int To)> off = [.. CutsOf(day)];
            foreach ((int start, int end) in PiecesOf(day).Select(piece => (piece.From + offset * Day, piece.To + offset * Day)))
            {
                int at = Math.Max(start, from);
                int until = Math.Min(end, to);
                foreach ((int cutFrom, int cutTo) in off.Select(cut => (cut.From + offset * Day, cut.To + offset * Day)).Order())
                {
                    at = cutFrom <= at && at < cutTo ? cutTo : at;
                }

                if (at < until)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsNoTime(int from, int to) => from is < 0 or >= Day || to <= from || to - from > Day;

    private static (int From, int To) InWeek(WorkingHours rule) => ((int)rule.Day * Day + rule.From, (int)rule.Day * Day + rule.To);

    private static bool OverlapInWeek(WorkingHours one, WorkingHours other) => ((int[])[-Week, 0, Week])
        .Any(turn => InWeek(one).From < InWeek(other).To + turn && InWeek(other).From + turn < InWeek(one).To);

    private static bool Overlap(HoursException one, HoursException other)
    {
        for (int offset = -1; offset <= 1; offset++)
        {
            bool share = one.From.DayNumber <= other.To.DayNumber + offset && other.From.DayNumber + offset <= one.To.DayNumber;
            if (share && (one.Start ?? 0) < (other.End ?? Day) + offset * Day && (other.Start ?? 0) + offset * Day < (one.End ?? Day))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Covers(HoursException exception, LocalDate date) => exception.From <= Plain(date) && Plain(date) <= exception.To;

    private static DateOnly Plain(LocalDate date) => new(date.Year, date.Month, date.Day);

    private static IEnumerable<LocalDate> DatesOf(HoursException exception)
    {
        for (DateOnly date = exception.From; date <= exception.To; date = date.AddDays(1))
        {
            yield return new LocalDate(date.Year, date.Month, date.Day);
        }
    }
}

/// <summary>Work without interruption by anything but its breaks: the grid of appointments begins with it.</summary>
public sealed class WorkPeriod
{
    private readonly LocalDate _date;
    private readonly int _from;
    private readonly int _to;
    private readonly DateTimeZone _zone;
    private readonly DateTimeOffset _end;
    private readonly TimeRange[] _cuts;

    internal WorkPeriod(LocalDate date, int from, int to, DateTimeZone zone, IReadOnlyList<(int From, int To)> cuts)
    {
        (_date, _from, _to, _zone) = (date, from, to, zone);
        _end = Moment(to, latest: false);
        _cuts = [.. cuts.Select(cut => new TimeRange(Moment(cut.From, latest: false), Moment(cut.To, latest: true)))];
    }

    /// <summary>
    /// The starts of appointments of a length that end in time and touch no break. A start that the clocks skip is left out; one that
    /// they show twice is offered the first time.
    /// </summary>
    public IEnumerable<DateTimeOffset> Starts(int step, TimeSpan length)
    {
        for (int minute = _from; minute < _to; minute += step)
        {
            NodaTime.TimeZones.ZoneLocalMapping mapping = _zone.MapLocal(_date.AtMidnight().PlusMinutes(minute));
            if (mapping.Count == 0)
            {
                continue;
            }

            DateTimeOffset start = mapping.First().ToInstant().ToDateTimeOffset();
            TimeRange asked = new(start, start + length);
            if (asked.To <= _end && !Array.Exists(_cuts, asked.Overlaps))
            {
                yield return start;
            }
        }
    }

    /// <summary>The time that is worked: without breaks and time off.</summary>
    public IEnumerable<TimeRange> Worked() => ((TimeRange[])[new TimeRange(Moment(_from, latest: false), _end)]).Without(_cuts);

    /// <summary>Whether all of a time is worked without a break.</summary>
    public bool Covers(TimeRange time) => Moment(_from, latest: false) <= time.From && time.To <= _end && !Array.Exists(_cuts, time.Overlaps);

    private DateTimeOffset Moment(int minute, bool latest)
    {
        NodaTime.TimeZones.ZoneLocalMapping mapping = _zone.MapLocal(_date.AtMidnight().PlusMinutes(minute));
        Instant moment = mapping.Count == 0 ? mapping.EarlyInterval.End : (latest ? mapping.Last() : mapping.First()).ToInstant();
        return moment.ToDateTimeOffset();
    }
}
