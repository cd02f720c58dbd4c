namespace Booking.Application.Catalog;

using Booking.Application.Abstractions;
using Booking.Domain.Catalog;
using Booking.Domain.Common;

/// <summary>A provider's working time as a request states it.</summary>
public sealed record ProviderHours(IReadOnlyList<HoursView> Hours, IReadOnlyList<HoursView> Breaks, IReadOnlyList<HoursExceptionView> Exceptions)
{
    public static readonly ProviderHours None = new([], [], []);

    /// <summary>Refuses what is no time of a day; the rules between the hours are the calendar's.</summary>
    internal Result<WorkCalendar> ToCalendar()
    {
        Dictionary<string, string[]> wrong = [];
        List<WorkingHours> hours = Week(Hours, "/hours", wrong);
        List<WorkingHours> breaks = Week(Breaks, "/breaks", wrong);
        List<HoursException> exceptions = [];
        foreach ((int i, HoursExceptionView? exception) in Exceptions.Index())
        {
            if (exception is null || exception.Note is { } note && (note.Length > TextRules.NameLength || !Formats.IsOneLine(note)))
            {
                wrong[$"/exceptions/{i}"] = [$"An exception is not null, and its note has at most {TextRules.NameLength} characters on one line."];
                continue;
            }

            int? start = WallClock.Minute(exception.Start);
            int? end = exception.Start is null ? WallClock.Minute(exception.End) : WallClock.End(start, exception.End);
            if ((exception.Start is not null && start is null) || (exception.End is not null && end is null))
            {
                wrong[$"/exceptions/{i}/start"] = ["Times are HH:mm, from 00:00 to 24:00."];
            }

            exceptions.Add(new HoursException(exception.From, exception.To, exception.Kind, start, end, exception.Note ?? ""));
        }

        return wrong.Count > 0
            ? Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = wrong }
            : new WorkCalendar(hours, breaks, exceptions);
    }

    private static List<WorkingHours> Week(IReadOnlyList<HoursView> rules, string pointer, Dictionary<string, string[]> wrong)
    {
        List<WorkingHours> week = [];
        foreach ((int i, HoursView? rule) in rules.Index())
        {
            int? from = WallClock.Minute(rule?.From);
            if (rule is not null && from is { } start && WallClock.End(from, rule.To) is { } end)
            {
                week.Add(new WorkingHours(rule.Day, start, end));
            }
            else
            {
                wrong[$"{pointer}/{i}"] = ["A weekday with from and to as HH:mm, from 00:00 to 24:00."];
            }
        }

        return week;
    }
}
