namespace Booking.Domain.Venues;

using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>What a hall asks of the rule by which a use is repeated: every so many days, weeks or months, and with an end.</summary>
public static class VenueRecurrence
{
    /// <summary>Two years of weeks.</summary>
    public const int MaxCount = 104;

    private const int MaxInterval = 52;

    private const int MaxOrdinal = 5;

    // Beyond this no use can be sold, so a rule that finds nothing ends here.
    private const int MaxDays = 800;

    private const string Form =
        "A rule is FREQ=DAILY, WEEKLY or MONTHLY with COUNT up to 104 or UNTIL, and INTERVAL up to 52 and BYDAY, BYMONTHDAY, BYMONTH where wanted; BYDAY with numbers only for MONTHLY.";

    public static Result<RecurrenceRule> Parse(string rule, string pointer)
    {
        Result<RecurrenceRule> parsed = RecurrenceRule.Parse(string.Join(';', rule.Split(';').Select(Dated)), pointer);
        return parsed.Value is { Frequency: not Frequency.Yearly, Interval: <= MaxInterval } found
            && (found.Count is null) != (found.Until is null)
            && found.Count is null or <= MaxCount
            && found.ByDay.All(day => Math.Abs(day.Ordinal) <= MaxOrdinal)
                ? found
                : Error.Rule(pointer, Form);
    }

    /// <summary>The times of a use in order; the first is the one that is asked for. Both ends keep their wall time over changes of the clocks.</summary>
    public static Result<IReadOnlyList<TimeRange>> Expand(this RecurrenceRule rule, TimeRange first, string timeZone, string pointer)
    {
        if (first.From.ToInstant().InZone(DateTimeZoneProviders.Tzdb[timeZone]).LocalDateTime > rule.Until)
        {
            return Error.Rule(pointer, "The rule ends before the first date.");
        }

        DateTimeOffset last = first.From.AddDays(MaxDays);
        List<TimeRange> times = [.. rule.Times(first, timeZone).TakeWhile(time => time.From <= last).Take(MaxCount + 1)];
        if (times.Count > MaxCount)
        {
            return Error.Rule(pointer, $"A series has at most {MaxCount} dates.");
        }

        return times.Zip(times.Skip(1)).Any(pair => pair.Second.From < pair.First.To) ? Error.Rule(pointer, "One date of the series would reach into the next one.") : times;
    }

    /// <summary>Calendars write UNTIL as an instant; of one only the date counts.</summary>
    private static string Dated(string part) =>
        part.Length == "UNTIL=20270101T000000Z".Length && part.StartsWith("UNTIL=", StringComparison.Ordinal) && part[^1] == 'Z' ? part[.."UNTIL=20270101".Length] : part;
}
