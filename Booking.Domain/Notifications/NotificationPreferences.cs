namespace Booking.Domain.Notifications;

using System.Globalization;
using Booking.Domain.Common;

/// <summary>All that a user may choose about notifications, but consent.</summary>
/// <param name="Language">One of <see cref="Languages"/>; null takes the booking's, else the tenant's.</param>
/// <param name="TimeZone">An IANA zone; null takes the tenant's.</param>
/// <param name="QuietHours">Null takes the tenant's.</param>
/// <param name="Switches">What differs from <see cref="NotificationPreferences.UsualOf"/>, by <see cref="NotificationPreferences.KeyOf"/>.</param>
public sealed record PreferenceDetails(string? Language, string? TimeZone, QuietHours? QuietHours, IReadOnlyDictionary<string, bool> Switches)
{
    public static readonly PreferenceDetails Usual = new(null, null, null, new Dictionary<string, bool>());
}

/// <summary>How one user wants to be told of things; its id is the user's.</summary>
public sealed class NotificationPreferences : AggregateRoot
{
    private NotificationPreferences()
    {
    }

    public string? Language { get; private set; }

    public string? TimeZone { get; private set; }

    public TimeOnly? QuietFrom { get; private set; }

    public TimeOnly? QuietTo { get; private set; }

    public IReadOnlyDictionary<string, bool> Switches { get; private set; } = PreferenceDetails.Usual.Switches;

    /// <summary>When the user agreed to text messages; null for no.</summary>
    public DateTimeOffset? SmsConsentAt { get; private set; }

    public DateTimeOffset? WhatsappConsentAt { get; private set; }

    public QuietHours? QuietHours => QuietFrom is { } from && QuietTo is { } to ? new QuietHours(from, to) : null;

    public PreferenceDetails Details => new(Language, TimeZone, QuietHours, Switches);

    public static NotificationPreferences Create(Guid userId, Guid tenantId) => new() { Id = userId, TenantId = tenantId };

    public static string KeyOf(NotificationCategory category, NotificationChannel channel) =>
        string.Create(CultureInfo.InvariantCulture, $"{category}.{channel}").ToLowerInvariant();

    /// <summary>Without a choice: everything but advertising.</summary>
    public static bool UsualOf(NotificationCategory category) => category != NotificationCategory.Marketing;

    /// <summary>Mails about what happened to somebody's own bookings are a part of the contract.</summary>
    public static bool IsFixed(NotificationCategory category, NotificationChannel channel) =>
        (category, channel) is (NotificationCategory.Transactional, NotificationChannel.Email);

    /// <summary>Text messages cost the recipient's patience, and the law asks for a yes.</summary>
    public static bool NeedsConsent(NotificationChannel channel) => channel is NotificationChannel.Sms or NotificationChannel.Whatsapp;

    public Result<Done> Edit(PreferenceDetails details)
    {
        Result<Done> allowed = NotificationDefaults.Check(details.Language, details.TimeZone, details.QuietHours, parent: "");
        if (allowed.IsFailure)
        {
            return allowed;
        }

        foreach (NotificationCategory category in Enum.GetValues<NotificationCategory>())
        {
            foreach (NotificationChannel channel in Enum.GetValues<NotificationChannel>())
            {
                if (IsFixed(category, channel) && details.Switches.TryGetValue(KeyOf(category, channel), out bool isOn) && !isOn)
                {
                    return NotificationErrors.CannotBeSwitchedOff;
                }
            }
        }

        (Language, TimeZone, QuietFrom, QuietTo, Switches) = (details.Language, details.TimeZone, details.QuietHours?.From, details.QuietHours?.To, details.Switches);
        return Result.Success;
    }

    /// <summary>Writes down a yes with its time, or takes it back. A yes that was given keeps its time.</summary>
    public void Consent(NotificationChannel channel, bool isGiven, DateTimeOffset now)
    {
        switch (channel)
        {
            case NotificationChannel.Sms:
                SmsConsentAt = isGiven ? SmsConsentAt ?? now : null;
                break;
            case NotificationChannel.Whatsapp:
                WhatsappConsentAt = isGiven ? WhatsappConsentAt ?? now : null;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(channel), channel, "This channel needs no consent.");
        }
    }

    public DateTimeOffset? ConsentAt(NotificationChannel channel) => channel switch
    {
        NotificationChannel.Sms => SmsConsentAt,
        NotificationChannel.Whatsapp => WhatsappConsentAt,
        _ => null,
    };

    /// <summary>What the user has chosen, or what is usual; see <see cref="Wants"/> for what follows from it.</summary>
    public bool IsOn(NotificationCategory category, NotificationChannel channel) =>
        IsFixed(category, channel) || (Switches.TryGetValue(KeyOf(category, channel), out bool isOn) ? isOn : UsualOf(category));

    /// <summary>Whether something of a category goes out on a channel.</summary>
    public bool Wants(NotificationCategory category, NotificationChannel channel) =>
        IsOn(category, channel) && (!NeedsConsent(channel) || ConsentAt(channel) is not null);
}
