namespace Booking.Infrastructure.Payments;

using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

/// <summary><c>Sandbox-Signature: t=&lt;unix seconds&gt;,v1=&lt;hex HMAC-SHA256 of "t.rawBody"&gt;</c>; several v1 during a rotation.</summary>
public static class SandboxSignature
{
    public const string HeaderName = "Sandbox-Signature";

    /// <summary>A signature older than this, or from further in the future, is refused.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");

    public static string Sign(string secret, ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        string time = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(Mac(secret, time, body))}";
    }

    public static bool IsValid(string secret, string? header, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        if (header is null || header.Length > 1000)
        {
            return false;
        }

        string? time = null;
        List<byte[]> signatures = [];
        foreach (string part in header.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("t=", StringComparison.Ordinal))
            {
                time = part[2..];
            }
            else if (part.StartsWith("v1=", StringComparison.Ordinal) && part.Length == 3 + 64 && !part.AsSpan(3).ContainsAnyExcept(Hex))
            {
                signatures.Add(Convert.FromHexString(part.AsSpan(3)));
            }
        }

        if (!long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        byte[] expected = Mac(secret, time!, body);
        return signatures.Exists(signature => CryptographicOperations.FixedTimeEquals(signature, expected));
    }

    private static byte[] Mac(string secret, string time, ReadOnlySpan<byte> body) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(time + "."), .. body]);
}
