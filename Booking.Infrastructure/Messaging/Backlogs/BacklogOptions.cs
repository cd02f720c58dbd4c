namespace Booking.Infrastructure.Messaging.Backlogs;

/// <summary>When waiting work is too old; section <c>Backlogs</c>.</summary>
public sealed class BacklogOptions
{
    public const string Section = "Backlogs";

    /// <summary>Between two looks at all backlogs and queues. Default: 10 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a queue may be without a moment in which it is empty. Default: 5 min.</summary>
    public TimeSpan QueueLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>By the name of a <see cref="Backlog"/>, instead of its own limit.</summary>
    public Dictionary<string, TimeSpan> Limits { get; init; } = [];

    internal bool IsValid =>
        Interval > TimeSpan.Zero && QueueLimit > TimeSpan.Zero && Limits.All(limit => limit.Value > TimeSpan.Zero && Backlog.All.Any(backlog => backlog.Name == limit.Key));

    internal TimeSpan? LimitOf(Backlog backlog) => Limits.TryGetValue(backlog.Name, out TimeSpan limit) ? limit : backlog.Limit;
}
