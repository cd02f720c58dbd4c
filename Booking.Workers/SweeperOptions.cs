namespace Booking.Workers;

/// <summary>The periodic work; section <c>Sweeper</c>.</summary>
internal sealed class SweeperOptions
{
    public const string Section = "Sweeper";

    /// <summary>Hygiene only: everything is right with it switched off.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Between two rounds of writing down what is overdue. Default: 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two rounds of removing old records. Default: 1 h.</summary>
    public TimeSpan RetentionInterval { get; init; } = TimeSpan.FromHours(1);
}
