namespace Booking.Infrastructure.Attribution;

/// <summary>What the advertising network is told; section <c>Conversions</c>.</summary>
public sealed class ConversionOptions
{
    public const string Section = "Conversions";

    /// <summary>How often due events are looked for. Default: 2 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Where TikTok's Business API is served; <c>Conversions:TikTok:BaseUrl</c>.</summary>
    public TikTokOptions TikTok { get; init; } = new();
}

public sealed class TikTokOptions
{
    public Uri BaseUrl { get; init; } = new("https://business-api.tiktok.com/");
}
