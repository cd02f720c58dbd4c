namespace Booking.Domain.Venues;

using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Open hours that begin on one weekday, in the venue's wall time, in minutes after its midnight. A weekday may have several.</summary>
/// <param name="Closes">Up to 2880: what is more than 1440 belongs to the next day.</param>
public sealed record OpeningHours(DayOfWeek Day, int Opens, int Closes);

/// <summary>Open hours in minutes after midnight, e.g. 1080 to 1560 for 18:00 to 02:00.</summary>
public sealed record HoursSpan(int Opens, int Closes);

/// <summary>What begins on one date instead of the weekday's hours.</summary>
/// <param name="Hours">Empty means closed.</param>
/// <param name="Note">E.g. <c>Christmas</c>; may be empty.</param>
public sealed record DatedHours(DateOnly Date, IReadOnlyList<HoursSpan> Hours, string Note);

/// <summary>Opening hours, which are wall time, as instants.</summary>
/// <param name="Weekly">No entry for a weekday means closed; an empty list means always open.</param>
public sealed record OpeningTimes(IReadOnlyList<OpeningHours> Weekly, IReadOnlyList<DatedHours> Exceptions, string TimeZone)
{
    public const int MinutesPerDay = 24 * 60;

    /// <summary>The open stretches that touch a window, in order of time, joined where they meet. On the day the clocks change a day is as long as it is.</summary>
    public List<TimeRange> Of(TimeRange window)
    {
        if (Weekly.Count == 0 && Exceptions.Count == 0)
        {
            return [window];
        }

        DateTimeZone zone = DateTimeZoneProviders.Tzdb[TimeZone];
        Dictionary<LocalDate, DatedHours> dated = Exceptions.ToDictionary(day => day.Date.ToLocalDate());
        LocalDate last = window.To.ToInstant().InZone(zone).Date;
        List<TimeRange> open = [];

        // A night that began on the day before may still be going on.
        for (LocalDate date = window.From.ToInstant().InZone(zone).Date.PlusDays(-1); date <= last; date = date.PlusDays(1))
        {
            foreach (HoursSpan hours in SpansOf(date, dated))
            {
                open.Add(new TimeRange(At(zone, date, hours.Opens), At(zone, date, hours.Closes)));
            }
        }

        return [.. open.Joined().Where(range => range.Overlaps(window))];
    }

    /// <summary>Whether it is open over the whole range.</summary>
    public bool Contains(TimeRange asked) => asked.IsEmpty || Of(asked).Exists(open => open.Contains(asked));

    /// <summary>What is wrong with the hours, or null.</summary>
    public Error? Check()
    {
        foreach (IGrouping<DayOfWeek, (OpeningHours Hours, int Index)> day in Weekly.Select((hours, i) => (hours, i)).GroupBy(hours => hours.hours.Day))
        {
            if (Check([.. day.Select(hours => (new HoursSpan(hours.Hours.Opens, hours.Hours.Closes), $"/hours/{hours.Index}"))]) is { } error)
            {
                return error;
            }
        }

        for (int i = 0; i < Exceptions.Count; i++)
        {
            if (Exceptions.Take(i).Any(other => other.Date == Exceptions[i].Date))
            {
                return Error.Rule($"/exceptions/{i}/date", "This date has hours already.");
            }

            string pointer = $"/exceptions/{i}/hours";
            if (Check([.. Exceptions[i].Hours.Select((hours, at) => (hours, $"{pointer}/{at}"))]) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static Error? Check(List<(HoursSpan Hours, string Pointer)> day)
    {
        for (int i = 0; i < day.Count; i++)
        {
            (HoursSpan hours, string pointer) = day[i];
            if (hours.Opens is < 0 or >= MinutesPerDay || hours.Closes <= hours.Opens || hours.Closes > hours.Opens + MinutesPerDay)
            {
                return Error.Rule(pointer, "Hours begin on their day and last at most 24 hours.");
            }

            if (day.Take(i).Any(other => other.Hours.Opens < hours.Closes && hours.Opens < other.Hours.Closes))
            {
                return Error.Rule(pointer, "These hours overlap others of the same day.");
            }
        }

        return null;
    }

    private IEnumerable<HoursSpan> SpansOf(LocalDate date, Dictionary<LocalDate, DatedHours> dated)
    {
        if (dated.TryGetValue(date, out DatedHours? own))
        {
            return own.Hours;
        }

        return Weekly.Count == 0
            ? [new HoursSpan(0, MinutesPerDay)]
            : Weekly.Where(hours => hours.Day == date.DayOfWeek.ToDayOfWeek()).Select(hours => new HoursSpan(hours.Opens, hours.Closes));
    }

    private static DateTimeOffset At(DateTimeZone zone, LocalDate date, int minutes) =>
        date.AtMidnight().PlusMinutes(minutes).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
}
