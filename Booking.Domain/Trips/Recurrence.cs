namespace Booking.Domain.Trips;

using System.Globalization;
using Booking.Domain.Common;

/// <summary>The days of a schedule: RFC 5545's RRULE with <c>FREQ=DAILY</c> or <c>WEEKLY</c>, <c>INTERVAL</c> and <c>BYDAY</c>, counted from the first day.</summary>
/// <param name="Interval">Every so many days or weeks.</param>
/// <param name="Days">Empty: every day, or for a weekly rule the weekday of the first day.</param>
public sealed record Recurrence(bool IsWeekly, int Interval, IReadOnlyList<DayOfWeek> Days)
{
    private static readonly string[] Codes = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    public static Result<Recurrence> Parse(string rule, string pointer)
    {
        bool? weekly = null;
        int interval = 1;
        List<DayOfWeek> days = [];
        HashSet<string> seen = [];
        foreach (string part in rule.Split(';'))
        {
            string[] pair = part.Split('=');
            bool understood = pair.Length == 2 && seen.Add(pair[0]) && (pair[0], pair[1]) switch
            {
                ("FREQ", "DAILY") => (weekly = false) is not null,
                ("FREQ", "WEEKLY") => (weekly = true) is not null,
                ("INTERVAL", var text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out interval) && interval is >= 1 and <= 52,
                ("BYDAY", var text) => text.Split(',').All(code => Array.IndexOf(Codes, code) is >= 0 and var day && Add(days, (DayOfWeek)day)),
                _ => false,
            };
            if (!understood)
            {
                return Error.Rule(pointer, "A rule is FREQ=DAILY or FREQ=WEEKLY, with INTERVAL 1 to 52 and BYDAY of MO, TU, WE, TH, FR, SA, SU where wanted.");
            }
        }

        return weekly is { } isWeekly ? new Recurrence(isWeekly, interval, days) : Error.Rule(pointer, "A rule needs FREQ=DAILY or FREQ=WEEKLY.");
    }

    public static string Weekly(IEnumerable<DayOfWeek> days) => $"FREQ=WEEKLY;BYDAY={string.Join(",", days.Select(day => Codes[(int)day]))}";

    public bool Includes(DateOnly date, DateOnly first)
    {
        if (date < first)
        {
            return false;
        }

        if (!IsWeekly)
        {
            return (date.DayNumber - first.DayNumber) % Interval == 0 && (Days.Count == 0 || Days.Contains(date.DayOfWeek));
        }

        int weeks = (Monday(date) - Monday(first)) / 7;
        return weeks % Interval == 0 && (Days.Count == 0 ? date.DayOfWeek == first.DayOfWeek : Days.Contains(date.DayOfWeek));
    }

    private static int Monday(DateOnly date) => date.DayNumber - ((int)date.DayOfWeek + 6) % 7;

    private static bool Add(List<DayOfWeek> days, DayOfWeek day)
    {
        days.Add(day);
        return true;
    }
}
