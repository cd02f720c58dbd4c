namespace Booking.Infrastructure.Payments;

/// <summary>The sandbox provider; section <c>Payments:Sandbox</c>.</summary>
public sealed class SandboxOptions
{
    public const string Section = "Payments:Sandbox";

    /// <summary>Off unless switched on: nobody pays real money in it.</summary>
    public bool Enabled { get; set; }

    /// <summary>Our own address: the provider's API is served beside ours, and its webhooks come here.</summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>Signs webhooks, and is the key of the provider's API; 16 characters or more.</summary>
    public string WebhookSecret { get; set; } = "";
}
