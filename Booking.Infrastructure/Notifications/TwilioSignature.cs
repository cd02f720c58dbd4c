namespace Booking.Infrastructure.Notifications;

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

/// <summary>How Twilio signs what it posts: HMAC-SHA1 over the address and all parameters, sorted by name, without anything between them.</summary>
internal static class TwilioSignature
{
    public const string HeaderName = "X-Twilio-Signature";

    /// <param name="url">The address that Twilio was given, with its query.</param>
    [SuppressMessage("Security", "CA5350", Justification = "Twilio signs with it; collisions are of no use against an HMAC.")]
    public static string Sign(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        string signed = url + string.Concat(form.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Key + pair.Value));
        return Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(authToken), Encoding.UTF8.GetBytes(signed)));
    }

    public static bool IsValid(string authToken, string url, IEnumerable<KeyValuePair<string, string>> form, string? signature) =>
        signature is not null && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(authToken, url, form)), Encoding.ASCII.GetBytes(signature));
}
