namespace Booking.Infrastructure.Notifications;

using System.Security.Cryptography;
using System.Text;
using Booking.Domain.Notifications;

/// <summary>Message encryption for web push, RFC 8291: only the browser can read what its push service carries.</summary>
internal static class PushEncryption
{
    /// <summary>Every push service takes so much; what is larger it may refuse (RFC 8030 §7.2).</summary>
    public const int MaxBody = 4_096;

    /// <summary>As much plain text as fits into one record of such a body.</summary>
    public const int MaxPlain = MaxBody - EncryptedContent.HeaderBytes - PushKey.Length - EncryptedContent.RecordOverhead;

    private const int KeyBytes = 32;

    private const int CoordinateBytes = 32;

    /// <summary>With a salt and a key pair of its own for every message.</summary>
    public static byte[] Encrypt(ReadOnlySpan<byte> plain, byte[] browserKey, byte[] authSecret)
    {
        using ECDiffieHellman own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(plain, browserKey, authSecret, own, RandomNumberGenerator.GetBytes(EncryptedContent.SaltBytes));
    }

    /// <param name="own">Used for this message only.</param>
    internal static byte[] Encrypt(ReadOnlySpan<byte> plain, byte[] browserKey, byte[] authSecret, ECDiffieHellman own, byte[] salt)
    {
        if (plain.Length > MaxPlain)
        {
            throw new ArgumentException($"A push message has at most {MaxPlain} bytes.", nameof(plain));
        }

        byte[] ownKey = PointOf(own.ExportParameters(includePrivateParameters: false).Q);
        using ECDiffieHellman browser = ECDiffieHellman.Create(ParametersOf(browserKey));
        byte[] shared = own.DeriveRawSecretAgreement(browser.PublicKey);
        byte[] info = [.. Encoding.ASCII.GetBytes("WebPush: info\0"), .. browserKey, .. ownKey];
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, KeyBytes, authSecret, info);
        return EncryptedContent.Encrypt(plain, key, salt, ownKey, MaxBody);
    }

    /// <summary>4, X, Y.</summary>
    public static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    public static ECParameters ParametersOf(ReadOnlySpan<byte> point, byte[]? secret = null) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = point.Slice(1, CoordinateBytes).ToArray(), Y = point.Slice(1 + CoordinateBytes, CoordinateBytes).ToArray() },
        D = secret,
    };
}
