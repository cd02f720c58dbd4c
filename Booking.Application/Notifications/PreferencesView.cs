namespace Booking.Application.Notifications;

using System.Globalization;
using Booking.Domain.Notifications;

/// <summary>How a user wants to be told of things.</summary>
/// <param name="Language">Null takes the booking's, else the tenant's.</param>
/// <param name="TimeZone">IANA zone of the quiet hours; null takes the tenant's.</param>
/// <param name="QuietHours">Null takes the tenant's.</param>
/// <param name="Choices">Of every category and channel.</param>
public sealed record PreferencesView(string? Language, string? TimeZone, QuietHoursView? QuietHours, IReadOnlyList<ChannelChoiceView> Choices, IReadOnlyList<ConsentView> Consents)
{
    internal static PreferencesView Of(NotificationPreferences preferences) => new(
        preferences.Language, preferences.TimeZone, preferences.QuietHours is { } quiet ? QuietHoursView.Of(quiet) : null,
        [
            .. from category in Enum.GetValues<NotificationCategory>()
               from channel in Enum.GetValues<NotificationChannel>()
               select new ChannelChoiceView(category, channel, preferences.IsOn(category, channel), NotificationPreferences.IsFixed(category, channel), NotificationPreferences.NeedsConsent(channel)),
        ],
        [.. Enum.GetValues<NotificationChannel>().Where(NotificationPreferences.NeedsConsent).Select(channel => new ConsentView(channel, preferences.ConsentAt(channel)))]);
}

/// <param name="From">On the clock of the zone beside it, such as 22:00.</param>
/// <param name="To">Itself not quiet.</param>
public sealed record QuietHoursView(string From, string To)
{
    internal static QuietHoursView Of(QuietHours hours) => new(Text(hours.From), Text(hours.To));

    private static string Text(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <param name="IsFixed">It cannot be switched off.</param>
/// <param name="NeedsConsent">Switched on, it works only with consent too.</param>
public sealed record ChannelChoiceView(NotificationCategory Category, NotificationChannel Channel, bool IsOn, bool IsFixed, bool NeedsConsent);

/// <param name="GivenAt">Null where there is no consent.</param>
public sealed record ConsentView(NotificationChannel Channel, DateTimeOffset? GivenAt);
