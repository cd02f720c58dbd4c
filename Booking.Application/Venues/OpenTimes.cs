namespace Booking.Application.Venues;

using Booking.Domain.Common;
using Booking.Domain.Venues;
using NodaTime;
using NodaTime.Extensions;

/// <summary>Opening hours, which are wall time, as instants.</summary>
internal static class OpenTimes
{
    /// <summary>The open stretches that touch a window, in order of time. On the day the clocks change a day is as long as it is.</summary>
    public static List<TimeRange> Of(IReadOnlyList<OpeningHours> hours, string timeZone, TimeRange window)
    {
        if (hours.Count == 0)
        {
            return [window];
        }

        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        LocalDate last = Instant.FromDateTimeOffset(window.To).InZone(zone).Date;
        List<TimeRange> open = [];
        for (LocalDate date = Instant.FromDateTimeOffset(window.From).InZone(zone).Date; date <= last; date = date.PlusDays(1))
        {
            foreach (OpeningHours day in hours.Where(day => day.Day == date.DayOfWeek.ToDayOfWeek()).OrderBy(day => day.Opens))
            {
                TimeRange range = new(At(zone, date, day.Opens), At(zone, date, day.Closes));
                if (!range.IsEmpty && range.Overlaps(window))
                {
                    open.Add(range);
                }
            }
        }

        return open;
    }

    private static DateTimeOffset At(DateTimeZone zone, LocalDate date, int minutes) =>
        date.AtMidnight().PlusMinutes(minutes).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
}
