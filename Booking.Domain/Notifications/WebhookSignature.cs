namespace Booking.Domain.Notifications;

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

/// <summary>Standard Webhooks 1.0.0, symmetric: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class WebhookSignature
{
    public const string SecretPrefix = "whsec_";

    private const int SecretBytes = 32;

    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The value of <c>webhook-signature</c>: one signature per secret, with blanks between them.</summary>
    /// <param name="id">The same for every attempt.</param>
    /// <param name="sentAt">Of this attempt; receivers refuse what is older than five minutes.</param>
    public static string Sign(IEnumerable<string> secrets, string id, DateTimeOffset sentAt, string body)
    {
        byte[] signed = Encoding.UTF8.GetBytes($"{id}.{sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}.{body}");
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))}"));
    }

    private static byte[] KeyOf(string secret) => Convert.FromBase64String(secret[SecretPrefix.Length..]);
}
