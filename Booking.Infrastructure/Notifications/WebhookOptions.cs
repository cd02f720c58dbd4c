namespace Booking.Infrastructure.Notifications;

/// <summary>Outgoing webhooks; section <c>Webhooks</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Webhooks";

    /// <summary>Lets receivers be on this machine. For development and tests; refused outside Development. Default: off.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>How often due deliveries are looked for. Default: 1 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many endpoints a process delivers to at the same time. Default: 32.</summary>
    public int Lanes { get; init; } = 32;
}
