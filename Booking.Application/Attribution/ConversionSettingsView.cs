namespace Booking.Application.Attribution;

using Booking.Domain.Attribution;

/// <summary>To whom the tenant's sales are told; without the access token, which is never shown.</summary>
/// <param name="Network">Always <c>tiktok</c>.</param>
/// <param name="TestEventCode">While it is set, events only show among the network's test events.</param>
public sealed record ConversionSettingsView(string Network, string EventSourceId, DateTimeOffset AccessTokenSetAt, string? TestEventCode, bool IsActive)
{
    internal static ConversionSettingsView Of(ConversionSettings settings) =>
        new("tiktok", settings.EventSourceId, settings.AccessTokenSetAt, settings.TestEventCode, settings.IsActive);
}
