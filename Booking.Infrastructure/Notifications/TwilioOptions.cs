namespace Booking.Infrastructure.Notifications;

/// <summary>Text messages by Twilio; section <c>Twilio</c>. Without an account none are sent.</summary>
public sealed class TwilioOptions
{
    public const string Section = "Twilio";

    public string AccountSid { get; init; } = "";

    /// <summary>Signs in, and checks what Twilio tells us.</summary>
    public string AuthToken { get; init; } = "";

    public Uri BaseUrl { get; init; } = new("https://api.twilio.com/");

    /// <summary>Where Twilio reaches the API, such as <c>https://booking.example</c>; without it nobody tells what became of a message.</summary>
    public Uri? CallbackBaseUrl { get; init; }

    public TwilioSenderOptions Sms { get; init; } = new();

    public TwilioSenderOptions WhatsApp { get; init; } = new();

    public bool IsOn => AccountSid.Length > 0;

    public bool IsValid => !IsOn
        || (AccountSid.All(char.IsAsciiLetterOrDigit) && AuthToken.Length > 0 && BaseUrl.IsAbsoluteUri && CallbackBaseUrl is not { IsAbsoluteUri: false });
}

/// <summary>Whom messages of one channel come from; a service wins over a number.</summary>
public sealed class TwilioSenderOptions
{
    /// <summary>E.164.</summary>
    public string From { get; init; } = "";

    public string MessagingServiceSid { get; init; } = "";

    public bool IsOn => From.Length > 0 || MessagingServiceSid.Length > 0;
}
