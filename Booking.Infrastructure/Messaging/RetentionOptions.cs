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

    internal bool IsValid => IdempotencyKeys >= TimeSpan.FromHours(24)
        && ((TimeSpan[])[InboxMessages, OutboxMessages, WebhookDeliveries, ConversionDeliveries, Attributions, Notifications, RefreshTokens]).All(kept => kept > TimeSpan.Zero);
}
