namespace Booking.Application.Notifications;

using Booking.Domain.Notifications;
using NodaTime;

/// <summary>What people are told, and when; section <c>Notifications</c>.</summary>
public sealed class NotificationOptions
{
    public const string Section = "Notifications";

    /// <summary>How long before its start a booking is reminded of. Empty takes 24 h and 2 h. A tenant can choose others, as of language and time zone.</summary>
    public TimeSpan[] Reminders { get; set; } = [];

    /// <summary>For those who have chosen none, and whose booking names none. Default: en.</summary>
    public string Language { get; set; } = Languages.English;

    /// <summary>IANA zone of quiet hours and of times without a place, for those who have chosen none. Default: UTC.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>How long a mail waits for the receipt and the tickets that belong to it; then it goes without. Default: 2 min.</summary>
    public TimeSpan DocumentsWait { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Where links in messages lead, such as <c>https://shop.example</c>. Without it messages have none.</summary>
    public string AppUrl { get; set; } = "";

    /// <summary>Who mails and calendar entries are from; <c>Mail:From</c>.</summary>
    public string MailFrom { get; set; } = "";

    /// <summary>Between two looks for what is due. Default: 1 s.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many channels of tenants a process works on at the same time. Default: 16.</summary>
    public int Lanes { get; set; } = 16;

    private static readonly TimeSpan LongestReminder = TimeSpan.FromMinutes(NotificationDefaults.LongestReminderMinutes);

    private IReadOnlyList<TimeSpan> UsualReminders => Reminders.Length > 0 ? Reminders : [TimeSpan.FromHours(24), TimeSpan.FromHours(2)];

    /// <summary>What a tenant has chosen, and for the rest what the installation has.</summary>
    internal NotificationTerms Under(NotificationDefaults chosen) => new(
        chosen.Language ?? Language,
        chosen.TimeZone ?? TimeZone,
        chosen.ReminderMinutes is { } minutes ? [.. minutes.Select(before => TimeSpan.FromMinutes(before))] : UsualReminders,
        chosen.QuietHours);

    public bool IsValid =>
        Reminders.Length <= NotificationDefaults.MaxReminders && Reminders.All(before => before > TimeSpan.Zero && before <= LongestReminder) && Languages.All.Contains(Language)
        && DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is not null && DocumentsWait >= TimeSpan.Zero && Interval > TimeSpan.Zero && Lanes > 0
        && (AppUrl.Length == 0 || (Uri.TryCreate(AppUrl, UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https"));
}

/// <summary>How those are told who have chosen nothing else.</summary>
/// <param name="TimeZone">IANA.</param>
/// <param name="Reminders">How long before its start a booking is reminded of.</param>
internal sealed record NotificationTerms(string Language, string TimeZone, IReadOnlyList<TimeSpan> Reminders, QuietHours? QuietHours);
