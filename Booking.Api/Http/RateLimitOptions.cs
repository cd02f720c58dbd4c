namespace Booking.Api.Http;

/// <summary>Requests per client and lane; section <c>RateLimits</c>.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Seconds of one window; 1 or more.</summary>
    public int WindowSeconds { get; set; } = 60;

    /// <summary>Catalogue, availability, holds, bookings, payments: requests per window and client.</summary>
    public int Sale { get; set; } = 600;

    /// <summary>Everything for staff: requests per window and client.</summary>
    public int BackOffice { get; set; } = 300;
}
