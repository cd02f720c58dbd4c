namespace Booking.Domain.Attribution;

/// <summary>Where a customer came from, as the shop's page says when it books.</summary>
/// <param name="HasConsent">Whether the customer has agreed that the purchase is told to the advertising network.</param>
/// <param name="ClickId">TikTok's <c>ttclid</c> of the landing page.</param>
/// <param name="CookieId">TikTok's <c>_ttp</c> cookie.</param>
/// <param name="LandingPage">The page that the customer came to first.</param>
/// <param name="Address">The customer's IP address.</param>
public sealed record AttributionDetails(
    bool HasConsent,
    string? ClickId,
    string? CookieId,
    string? UtmSource,
    string? UtmMedium,
    string? UtmCampaign,
    string? UtmContent,
    string? UtmTerm,
    string? LandingPage,
    string? Referrer,
    string? Address,
    string? UserAgent)
{
    public const int ClickIdMaxLength = 1_000;

    public const int CookieIdMaxLength = 200;

    public const int UtmMaxLength = 200;

    public const int UrlMaxLength = 2_000;

    public const int UserAgentMaxLength = 512;

    /// <summary>Without what only serves to recognise the customer elsewhere.</summary>
    public AttributionDetails WithoutTraces() => this with { ClickId = null, CookieId = null, Address = null, UserAgent = null };
}
