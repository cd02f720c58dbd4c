namespace Booking.Domain.Notifications;

using Booking.Domain.Common;
using NodaTime;

/// <summary>How a tenant tells those who have chosen nothing else. What is null is as the installation has it.</summary>
/// <param name="Language">One of <see cref="Languages"/>.</param>
/// <param name="TimeZone">IANA; of quiet hours and of times without a place.</param>
/// <param name="ReminderMinutes">How long before its start a booking is reminded of; empty for no reminders.</param>
/// <param name="QuietHours">Null for none.</param>
public sealed record NotificationDefaults(string? Language, string? TimeZone, IReadOnlyList<int>? ReminderMinutes, QuietHours? QuietHours)
{
    public const int MaxReminders = 5;

    public const int LongestReminderMinutes = 30 * 24 * 60;

    public static readonly NotificationDefaults Usual = new(null, null, null, null);

    /// <param name="parent">JSON Pointer of what has these members.</param>
    public Result<Done> Check(string parent)
    {
        Result<Done> allowed = Check(Language, TimeZone, QuietHours, parent);
        if (allowed.IsFailure)
        {
            return allowed;
        }

        bool isRight = ReminderMinutes is null
            || (ReminderMinutes.Count <= MaxReminders && ReminderMinutes.All(minutes => minutes is >= 1 and <= LongestReminderMinutes) && ReminderMinutes.Distinct().Count() == ReminderMinutes.Count);
        return isRight ? Result.Success : Error.Rule($"{parent}/reminderMinutes", $"At most {MaxReminders} different times, each 1 to {LongestReminderMinutes} minutes before the start.");
    }

    /// <summary>What holds for whoever chooses.</summary>
    internal static Result<Done> Check(string? language, string? timeZone, QuietHours? quietHours, string parent)
    {
        if (language is not null && !Languages.All.Contains(language))
        {
            return Error.Rule($"{parent}/language", $"One of {string.Join(", ", Languages.All)}.");
        }

        if (timeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone) is null)
        {
            return Error.Rule($"{parent}/timeZone", "An IANA time zone, such as Europe/Berlin.");
        }

        return quietHours is { } quiet && quiet.From == quiet.To
            ? Error.Rule($"{parent}/quietHours", "Quiet hours end at another time than they begin.")
            : Result.Success;
    }
}
