namespace Booking.Domain.Common;

using NodaTime;
using NodaTime.Extensions;

/// <summary>Days as the clocks of a place count them: where they change, a day is an hour longer or shorter.</summary>
public static class LocalDays
{
    /// <summary>From the start of the first day to the start of the day after the last.</summary>
    /// <param name="until">The day after the last.</param>
    public static TimeRange Span(DateOnly from, DateOnly until, string timeZone)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        return new TimeRange(zone.AtStartOfDay(from.ToLocalDate()).ToInstant().ToDateTimeOffset(), zone.AtStartOfDay(until.ToLocalDate()).ToInstant().ToDateTimeOffset());
    }

    public static DateOnly Of(DateTimeOffset at, string timeZone) => at.ToInstant().InZone(DateTimeZoneProviders.Tzdb[timeZone]).Date.ToDateOnly();

    /// <summary>The whole minutes that a range has of each day it touches; one without length has none, on its day.</summary>
    public static IEnumerable<(DateOnly Day, long Minutes)> Split(TimeRange range, string timeZone)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        Instant end = range.To.ToInstant();
        for (Instant start = range.From.ToInstant(); ;)
        {
            LocalDate date = start.InZone(zone).Date;
            Instant next = zone.AtStartOfDay(date.PlusDays(1)).ToInstant();
            Instant until = end < next ? end : next;
            yield return (date.ToDateOnly(), (long)(until - start).TotalMinutes);
            if (end <= next)
            {
                yield break;
            }

            start = next;
        }
    }

    /// <summary>The whole minutes that ranges have of each day they touch.</summary>
    public static IReadOnlyDictionary<DateOnly, long> Minutes(IEnumerable<TimeRange> ranges, string timeZone)
    {
        Dictionary<DateOnly, long> days = [];
        foreach ((DateOnly day, long minutes) in ranges.SelectMany(range => Split(range, timeZone)))
        {
            days[day] = days.GetValueOrDefault(day) + minutes;
        }

        return days;
    }
}
