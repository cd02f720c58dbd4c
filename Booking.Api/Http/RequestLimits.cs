namespace Booking.Api.Http;

/// <summary>How much a request may bring.</summary>
internal static class RequestLimits
{
    /// <summary>256 KiB; a larger body is 413.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    public const int MaxQueryLength = 4096;
}
