namespace Booking.Infrastructure.Persistence.Seeding;

using Booking.Domain.Common;
using NodaTime;

/// <summary>Times relative to the day of seeding, in the wall time of a place.</summary>
internal sealed class SeedDay(DateTimeOffset now)
{
    public const string Berlin = "Europe/Berlin";
    public const string Vienna = "Europe/Vienna";
    public const string Zurich = "Europe/Zurich";
    public const string Saigon = "Asia/Ho_Chi_Minh";

    public DateTimeOffset Now => now;

    /// <param name="days">After the seeding day at that place; 0 is the day itself.</param>
    public DateTimeOffset At(string timeZone, int days, int hour, int minute = 0)
    {
        DateTimeZone zone = DateTimeZoneProviders.Tzdb[timeZone];
        LocalDate date = Instant.FromDateTimeOffset(now).InZone(zone).Date.PlusDays(days);
        return date.At(new LocalTime(hour, minute)).InZoneLeniently(zone).ToInstant().ToDateTimeOffset();
    }

    public TimeRange Range(string timeZone, int days, int hour, double hours)
    {
        DateTimeOffset from = At(timeZone, days, hour);
        return new TimeRange(from, from.AddHours(hours));
    }
}
