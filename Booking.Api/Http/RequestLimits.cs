namespace Booking.Api.Http;

/// <summary>How much a request may bring.</summary>
internal static class RequestLimits
{
    /// <summary>256 KiB; a larger body is 413.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    /// <summary>8 MiB: a seat map may say something about each of its seats.</summary>
    public const int MaxSeatMapBytes = 8 * 1024 * 1024;

    public const int MaxQueryLength = 4096;
}

/// <summary>Marks the operations whose bodies may be larger than others.</summary>
internal sealed record LargeBodyMetadata(int MaxBytes)
{
    public static readonly LargeBodyMetadata SeatMaps = new(RequestLimits.MaxSeatMapBytes);
}
