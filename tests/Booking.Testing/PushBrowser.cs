namespace Booking.Testing;

using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

/// <summary>A browser with a subscription: reads what is sent to it as RFC 8291 tells browsers to.</summary>
public sealed class PushBrowser : IDisposable
{
    private const int SaltBytes = 16;
    private const int TagBytes = 16;

    private readonly ECDiffieHellman _keys = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public PushBrowser() => PublicKey = PointOf(_keys.ExportParameters(includePrivateParameters: false).Q);

    public byte[] PublicKey { get; }

    public byte[] Auth { get; } = RandomNumberGenerator.GetBytes(16);

    public string Read(byte[] body) => Read(body, PublicKey, _keys.ExportParameters(includePrivateParameters: true).D!, Auth);

    public void Dispose() => _keys.Dispose();

    /// <exception cref="CryptographicException">It is not for this browser, or was changed.</exception>
    public static string Read(byte[] body, byte[] publicKey, byte[] secret, byte[] auth)
    {
        byte[] salt = body[..SaltBytes];
        int size = BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(SaltBytes));
        byte[] sender = body.AsSpan(SaltBytes + 5, body[SaltBytes + 4]).ToArray();
        byte[] record = body[(SaltBytes + 5 + sender.Length)..];
        if (record.Length > size)
        {
            throw new CryptographicException("A push message has one record.");
        }

        using ECDiffieHellman own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(publicKey), D = secret });
        using ECDiffieHellman other = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(sender) });
        byte[] shared = own.DeriveRawSecretAgreement(other.PublicKey);
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, auth, [.. "WebPush: info\0"u8, .. publicKey, .. sender]);
        using AesGcm cipher = new(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray()), TagBytes);
        byte[] plain = new byte[record.Length - TagBytes];
        cipher.Decrypt(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 12, salt, "Content-Encoding: nonce\0"u8.ToArray()), record[..^TagBytes], record[^TagBytes..], plain);
        int end = Array.FindLastIndex(plain, value => value != 0);
        return plain[end] == 2 ? Encoding.UTF8.GetString(plain, 0, end) : throw new CryptographicException("The last record is not marked.");
    }

    /// <summary>Checks what a push service checks (RFC 8292): the key that was subscribed with, the audience and the signature.</summary>
    public static bool IsAuthorized(string authorization, string publicKey, string origin)
    {
        if (!authorization.StartsWith("vapid t=", StringComparison.Ordinal) || authorization["vapid t=".Length..].Split(", k=") is not [string token, string key] || key != publicKey)
        {
            return false;
        }

        string[] parts = token.Split('.');
        using JsonDocument claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        using ECDsa verifier = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = Point(Base64Url.DecodeFromChars(key)) });
        return claims.RootElement.GetProperty("aud").GetString() == origin
            && verifier.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] PointOf(ECPoint point) => [4, .. point.X!, .. point.Y!];

    private static ECPoint Point(byte[] bytes) => new() { X = bytes[1..33], Y = bytes[33..] };
}
