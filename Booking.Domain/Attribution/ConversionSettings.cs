namespace Booking.Domain.Attribution;

using Booking.Domain.Common;

/// <summary>Everything about a tenant's conversions but the token.</summary>
/// <param name="EventSourceId">The pixel's id.</param>
/// <param name="TestEventCode">While it is set, events only show among the network's test events.</param>
public sealed record ConversionSettingsDetails(string EventSourceId, string? TestEventCode, bool IsActive);

/// <summary>To whom a tenant's sales are told: its TikTok pixel. A tenant has at most one.</summary>
public sealed class ConversionSettings : AggregateRoot
{
    public const int EventSourceIdMaxLength = 64;

    public const int AccessTokenMaxLength = 500;

    public const int TestEventCodeMaxLength = 64;

    private ConversionSettings()
    {
    }

    public string EventSourceId { get; private set; } = "";

    /// <summary>Sealed; see the port of secrets.</summary>
    public string AccessToken { get; private set; } = "";

    public DateTimeOffset AccessTokenSetAt { get; private set; }

    public string? TestEventCode { get; private set; }

    public bool IsActive { get; private set; }

    public static ConversionSettings Create(Guid id, Guid tenantId, ConversionSettingsDetails details, string sealedToken, DateTimeOffset now)
    {
        ConversionSettings settings = new() { Id = id, TenantId = tenantId };
        settings.Replace(details);
        settings.ChangeToken(sealedToken, now);
        return settings;
    }

    public void Replace(ConversionSettingsDetails details) => (EventSourceId, TestEventCode, IsActive) = (details.EventSourceId, details.TestEventCode, details.IsActive);

    public void ChangeToken(string sealedToken, DateTimeOffset now) => (AccessToken, AccessTokenSetAt) = (sealedToken, now);

    /// <summary>The same token, sealed with another key.</summary>
    public void Reseal(string sealedToken) => AccessToken = sealedToken;
}
