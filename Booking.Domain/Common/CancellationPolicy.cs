namespace Booking.Domain.Common;

/// <summary>What is paid back when a booking is cancelled; frozen at purchase.</summary>
/// <param name="HoursBefore">The tier counts until this many elapsed hours before the start.</param>
/// <param name="RefundPercent">0 to 100 of what was paid.</param>
public sealed record CancellationTier(int HoursBefore, int RefundPercent);

/// <summary>Tiers from the earliest to the latest; after the last one nothing is paid back.</summary>
public sealed record CancellationPolicy(IReadOnlyList<CancellationTier> Tiers)
{
    /// <summary>All of it until two days before the start, half until one day before.</summary>
    public static readonly CancellationPolicy Default = new([new(48, 100), new(24, 50)]);
}
