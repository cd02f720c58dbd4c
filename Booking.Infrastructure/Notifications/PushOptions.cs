namespace Booking.Infrastructure.Notifications;

/// <summary>Web push; section <c>Push</c>.</summary>
public sealed class PushOptions
{
    public const string Section = "Push";

    /// <summary>Whom a push service can turn to: <c>mailto:…</c> or <c>https://…</c>. Required with a key.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Names this installation to push services: a P-256 private key in PKCS #8, base64 or PEM. Without one nothing is pushed; in Development there is one that everybody knows.</summary>
    public string PrivateKey { get; init; } = "";

    /// <summary>How long a push service keeps a message for a browser that is away, where the message itself has no end. Default: 1 day.</summary>
    public TimeSpan TimeToLive { get; init; } = TimeSpan.FromDays(1);
}
