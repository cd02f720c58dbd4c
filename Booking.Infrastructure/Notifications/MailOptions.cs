namespace Booking.Infrastructure.Notifications;

/// <summary>The mail server; section <c>Mail</c>.</summary>
public sealed class MailOptions
{
    public const string Section = "Mail";

    /// <summary>For development; in production an address has to be named.</summary>
    public const string UsualFrom = "booking@booking.test";

    /// <summary><c>smtp://host:port</c>. Without it no mail is sent, and mails are suppressed.</summary>
    public string Smtp { get; init; } = "";

    /// <summary>Who mails are from. Its domain is that of the Message-IDs.</summary>
    public string From { get; init; } = UsualFrom;

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>STARTTLS, without which nothing is sent then. Default: off.</summary>
    public bool StartTls { get; init; }

    /// <summary>One mail takes no longer. Default: 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    internal Uri? Server => Uri.TryCreate(Smtp.Contains("://", StringComparison.Ordinal) || Smtp.Length == 0 ? Smtp : $"smtp://{Smtp}", UriKind.Absolute, out Uri? server) ? server : null;
}
