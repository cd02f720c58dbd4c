namespace Booking.Infrastructure.Messaging;

/// <summary>How messages are carried; section <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    public const string Section = "Messaging";

    private static readonly TimeSpan[] DefaultRetryDelays =
        [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)];

    /// <summary>How long a failed message waits before each further attempt; after the last it is dead. Default: 1 s, 5 s, 30 s, 2 min, 10 min.</summary>
    public TimeSpan[]? RetryDelays { get; init; }

    /// <summary>Messages that a consumer has in hand at once, unacknowledged. Modest, as a crash returns all of them.</summary>
    public ushort Prefetch { get; init; } = 16;

    /// <summary>Messages that a consumer works on at the same time.</summary>
    public ushort Concurrency { get; init; } = 4;

    /// <summary>How often the outbox is looked at when nobody signals.</summary>
    public TimeSpan OutboxPoll { get; init; } = TimeSpan.FromSeconds(1);

    internal TimeSpan[] Retries => RetryDelays ?? DefaultRetryDelays;
}
