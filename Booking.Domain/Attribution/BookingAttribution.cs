namespace Booking.Domain.Attribution;

/// <summary>Where a booking came from. What recognises the customer elsewhere is only kept with consent, and not for long.</summary>
public sealed class BookingAttribution
{
    private BookingAttribution()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid BookingId { get; private init; }

    public bool HasConsent { get; private init; }

    public string? ClickId { get; private init; }

    public string? CookieId { get; private init; }

    public string? UtmSource { get; private init; }

    public string? UtmMedium { get; private init; }

    public string? UtmCampaign { get; private init; }

    public string? UtmContent { get; private init; }

    public string? UtmTerm { get; private init; }

    public string? LandingPage { get; private init; }

    public string? Referrer { get; private init; }

    public string? Address { get; private init; }

    public string? UserAgent { get; private init; }

    public DateTimeOffset CapturedAt { get; private init; }

    public static BookingAttribution Capture(Guid tenantId, Guid bookingId, AttributionDetails given, DateTimeOffset now)
    {
        AttributionDetails kept = given.HasConsent ? given : given.WithoutTraces();
        return new BookingAttribution
        {
            TenantId = tenantId,
            BookingId = bookingId,
            HasConsent = kept.HasConsent,
            ClickId = kept.ClickId,
            CookieId = kept.CookieId,
            UtmSource = kept.UtmSource,
            UtmMedium = kept.UtmMedium,
            UtmCampaign = kept.UtmCampaign,
            UtmContent = kept.UtmContent,
            UtmTerm = kept.UtmTerm,
            LandingPage = kept.LandingPage,
            Referrer = kept.Referrer,
            Address = kept.Address,
            UserAgent = kept.UserAgent,
            CapturedAt = now,
        };
    }
}
