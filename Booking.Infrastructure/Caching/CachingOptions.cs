namespace Booking.Infrastructure.Caching;

/// <summary>The cache of reads; section <c>Caching</c>.</summary>
public sealed class CachingOptions
{
    /// <summary>How long a host keeps an answer to itself; 0 leaves everything to Redis. Bounds what a lost message between hosts can do.</summary>
    public TimeSpan HostLifetime { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The most that a host keeps, in bytes of JSON.</summary>
    public long HostBytes { get; init; } = 64 * 1024 * 1024;
}
