namespace Booking.Infrastructure.Messaging;

/// <summary>How long records are kept that are of no use later; section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>What a repeated request is recognised by. Default, and the least: 24 hours.</summary>
    public TimeSpan IdempotencyKeys { get; init; } = TimeSpan.FromHours(24);

    /// <summary>What a repeated message is recognised by; longer than any message can wait to be delivered again. Default: 30 days.</summary>
    public TimeSpan InboxMessages { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Published events, for the log of events. Default: 7 days.</summary>
    public TimeSpan OutboxMessages { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Default: 30 days.</summary>
    public TimeSpan WebhookDeliveries { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Default: 90 days.</summary>
    public TimeSpan ConversionDeliveries { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Sent and given up; with them the inbox. Default: 180 days.</summary>
    public TimeSpan Notifications { get; init; } = TimeSpan.FromDays(180);

    /// <summary>What tells where a customer came from, as far as it is personal. Default: 30 days.</summary>
    public TimeSpan Attributions { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Counted from the end of their time; so long a copy of a spent one is still recognised. Default: 30 days.</summary>
    public TimeSpan RefreshTokens { get; init; } = TimeSpan.FromDays(30);

    /// <summary>For cancellations and changes that nobody has taken, counted from the end of their time. Default: 30 days.</summary>
    public TimeSpan Quotes { get; init; } = TimeSpan.FromDays(30);

    /// <summary>What scanners were told. Default: 365 days; the least: 8 days, for a scanner may be offline for a week and repeat what it says.</summary>
    public TimeSpan TicketScans { get; init; } = TimeSpan.FromDays(365);

    /// <summary>Who was passed in a queue, and why. Default: 90 days.</summary>
    public TimeSpan WaitlistSkips { get; init; } = TimeSpan.FromDays(90);

    internal bool IsValid => IdempotencyKeys >= TimeSpan.FromHours(24)
        && TicketScans >= TimeSpan.FromDays(8)
        && ((TimeSpan[])[Quotes, WaitlistSkips, InboxMessages, OutboxMessages, WebhookDeliveries, ConversionDeliveries, Attributions, Notifications, RefreshTokens]).All(kept => kept > TimeSpan.Zero);
}
