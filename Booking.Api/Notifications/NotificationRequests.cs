namespace Booking.Api.Notifications;

using System.Globalization;
using Booking.Application.Abstractions;
using Booking.Application.Notifications;
using Booking.Domain.Common;
using Booking.Domain.Notifications;

/// <summary>What to choose anew; what is left out stays as it is.</summary>
internal sealed record EditPreferencesRequest
{
    private const int MostChoices = 50;

    private readonly Optional<string> _language;
    private readonly Optional<string> _timeZone;
    private readonly Optional<QuietHoursBody> _quietHours;

    /// <summary><c>en</c> or <c>de</c>; null takes the booking's, else the tenant's.</summary>
    public string? Language
    {
        get => _language.Value;
        init => _language = value;
    }

    /// <summary>An IANA zone; null takes the tenant's.</summary>
    public string? TimeZone
    {
        get => _timeZone.Value;
        init => _timeZone = value;
    }

    /// <summary>Null takes the tenant's.</summary>
    public QuietHoursBody? QuietHours
    {
        get => _quietHours.Value;
        init => _quietHours = value;
    }

    /// <summary>Categories and channels to switch; the others stay.</summary>
    public IReadOnlyList<ChannelChoiceBody>? Choices { get; init; }

    /// <summary>Consent to text messages, given or taken back.</summary>
    public IReadOnlyList<ConsentBody>? Consents { get; init; }

    public Result<EditNotificationPreferencesCommand> ToCommand()
    {
        Dictionary<string, string[]> errors = [];
        Optional<QuietHours?> quiet = default;
        if (_quietHours.IsNamed)
        {
            quiet = _quietHours.Value is { } body ? body.Read(errors) : null;
        }

        if (Choices?.Count > MostChoices || Choices?.Any(choice => choice is null) == true)
        {
            errors["/choices"] = [$"At most {MostChoices}, none of them null."];
        }

        if (Consents?.Any(consent => consent is null || !NotificationPreferences.NeedsConsent(consent.Channel)) == true)
        {
            errors["/consents"] = ["Of sms and whatsapp; other channels need none."];
        }

        return errors.Count > 0
            ? Error.Invalid("validation_failed", "The request is not of the stated form.") with { Fields = errors }
            : new EditNotificationPreferencesCommand(
                _language, _timeZone, quiet,
                [.. (Choices ?? []).Select(choice => (choice.Category, choice.Channel, choice.IsOn))],
                [.. (Consents ?? []).Select(consent => (consent.Channel, consent.IsGiven))]);
    }
}

/// <param name="From">On the clock of the zone beside it, such as 22:00.</param>
/// <param name="To">Itself not quiet; before <paramref name="From"/> where the night lies between them.</param>
internal sealed record QuietHoursBody(string From, string To)
{
    /// <param name="parent">JSON Pointer of what has these hours.</param>
    public QuietHours? Read(Dictionary<string, string[]> errors, string parent = "") =>
        ReadTime(From, $"{parent}/quietHours/from", errors) is { } from && ReadTime(To, $"{parent}/quietHours/to", errors) is { } to ? new QuietHours(from, to) : null;

    private static TimeOnly? ReadTime(string text, string pointer, Dictionary<string, string[]> errors)
    {
        if (TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time))
        {
            return time;
        }

        errors[pointer] = ["A time of the day, such as 22:00."];
        return null;
    }
}

/// <summary>Whether a category is told on a channel.</summary>
internal sealed record ChannelChoiceBody(NotificationCategory Category, NotificationChannel Channel, bool IsOn);

/// <summary>Whether the caller agrees to be written to on a channel.</summary>
internal sealed record ConsentBody(NotificationChannel Channel, bool IsGiven);

/// <summary>Words of the tenant's own.</summary>
/// <param name="Subject">One line, for mails, push messages and the inbox; left out for text messages.</param>
/// <param name="Text">With placeholders such as <c>{{booking.number}}</c>.</param>
/// <param name="Html">Of mails; left out, it is made from the text.</param>
internal sealed record PutTemplateRequest(string Text, string? Subject = null, string? Html = null);

/// <summary>Words to look at.</summary>
/// <param name="Subject">One line, for mails, push messages and the inbox; left out for text messages.</param>
/// <param name="Text">Left out, the words that are used are shown.</param>
/// <param name="Html">Of mails; left out, it is made from the text.</param>
internal sealed record PreviewTemplateRequest(string? Subject = null, string? Text = null, string? Html = null);
