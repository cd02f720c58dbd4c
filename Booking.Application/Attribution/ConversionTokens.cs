namespace Booking.Application.Attribution;

using Booking.Application.Abstractions;

/// <summary>How access tokens lie in the database.</summary>
internal static class ConversionTokens
{
    public static string SealConversionToken(this ISecretBox box, string token, Guid tenantId) => box.Seal(token, Place(tenantId));

    public static string OpenConversionToken(this ISecretBox box, string kept, Guid tenantId) => box.Open(kept, Place(tenantId));

    private static string Place(Guid tenantId) => $"conversion_settings/{tenantId}";
}
