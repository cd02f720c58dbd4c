namespace Booking.Domain.Notifications;

using NodaTime;
using NodaTime.TimeZones;

/// <summary>A part of each day, on the wall clock of a user's zone, in which nothing comes that can wait.</summary>
/// <param name="From">Itself quiet.</param>
/// <param name="To">Itself not quiet; before <paramref name="From"/> where the night lies between them.</param>
public readonly record struct QuietHours(TimeOnly From, TimeOnly To)
{
    public bool Contains(TimeOnly time) => From <= To ? From <= time && time < To : From <= time || time < To;

    /// <summary>
    /// When what would be sent at an instant may be sent: then, or at the end of the quiet hours. Where the clocks skip that end, it is the
    /// first instant behind the gap; where they show it twice, the first one that is still to come.
    /// </summary>
    /// <param name="timeZone">An IANA zone; one that there is not is UTC.</param>
    public DateTimeOffset EndAt(DateTimeOffset at, string timeZone)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) ?? DateTimeZone.Utc;
        Instant instant = Instant.FromDateTimeOffset(at);
        LocalDateTime local = instant.InZone(zone).LocalDateTime;
        if (!Contains(local.TimeOfDay.ToTimeOnly()))
        {
            return at;
        }

        LocalDate day = local.TimeOfDay.ToTimeOnly() < To ? local.Date : local.Date.PlusDays(1);
        ZoneLocalMapping mapping = zone.MapLocal(day.At(LocalTime.FromTimeOnly(To)));
        Instant end = mapping.Count switch
        {
            0 => mapping.EarlyInterval.End,
            1 => mapping.First().ToInstant(),
            _ => mapping.First().ToInstant() > instant ? mapping.First().ToInstant() : mapping.Last().ToInstant(),
        };
        return end > instant ? end.ToDateTimeOffset() : at;
    }
}
