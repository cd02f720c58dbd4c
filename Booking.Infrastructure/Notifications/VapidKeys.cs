namespace Booking.Infrastructure.Notifications;

using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Booking.Application.Notifications;
using Microsoft.Extensions.Hosting;

/// <summary>Voluntary application server identification, RFC 8292: a token for each push service, signed with ES256.</summary>
internal sealed class VapidKeys : IPushKeys
{
    /// <summary>Known to everybody who reads this. Used where nothing is configured in Development, refused everywhere else.</summary>
    public const string DevelopmentKey =
        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgb+rRSsSOKlMxgQiwUVmBS2VOdZ7deLqsg3Kq6kP4j7KhRANCAAQAajqVNLSIWFd0woBgL/5+We7mcF6hu0JLZp4/X8MPSWH4YgbV3/vYyNdRJHa+4XuVMCeGR5Q5cWGQRxUdfB0k";

    private const string DevelopmentSubject = "mailto:push@booking.example";

    private const string Head = """{"typ":"JWT","alg":"ES256"}""";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private static readonly TimeSpan Renewed = TimeSpan.FromHours(6);

    private readonly ECParameters? _key;
    private readonly string _subject;
    private readonly ConcurrentDictionary<string, Token> _tokens = new();

    private VapidKeys(ECParameters? key, string subject)
    {
        (_key, _subject) = (key, subject);
        PublicKey = key is { } pair ? Base64Url.EncodeToString(PushEncryption.PointOf(pair.Q)) : null;
    }

    public string? PublicKey { get; }

    /// <exception cref="InvalidOperationException">The key is of another kind, or the one of development elsewhere, or nobody is named; never tells the key.</exception>
    public static VapidKeys From(PushOptions options, IHostEnvironment environment)
    {
        if (options.PrivateKey.Length == 0)
        {
            return environment.IsDevelopment() ? new VapidKeys(Parse(DevelopmentKey), DevelopmentSubject) : new VapidKeys(null, "");
        }

        ECParameters key = Parse(options.PrivateKey);
        if (!environment.IsDevelopment() && key.Q.X.AsSpan().SequenceEqual(Parse(DevelopmentKey).Q.X))
        {
            throw new InvalidOperationException("Push:PrivateKey is the key of development, which everybody knows. Outside Development set a secret one of your own.");
        }

        return Uri.TryCreate(options.Subject, UriKind.Absolute, out Uri? subject) && subject.Scheme is "mailto" or "https"
            ? new VapidKeys(key, options.Subject)
            : throw new InvalidOperationException("Push:Subject must be a mailto: or https: address that push services can turn to.");
    }

    internal static VapidKeys Of(ECParameters key, string subject) => new(key, subject);

    /// <summary>The value of <c>Authorization</c> for a push service.</summary>
    /// <param name="origin">Scheme, host and port of the subscription's endpoint.</param>
    public string Authorize(string origin, DateTimeOffset now)
    {
        Token token = _tokens.AddOrUpdate(origin, _ => Sign(origin, now), (_, known) => now < known.RenewAt ? known : Sign(origin, now));
        return $"vapid t={token.Text}, k={PublicKey}";
    }

    /// <summary>What is signed, and how it is written down in a token.</summary>
    internal static string Claims(string origin, DateTimeOffset expires, string subject) =>
        $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Head))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new { aud = origin, exp = expires.ToUnixTimeSeconds(), sub = subject }))}";

    private Token Sign(string origin, DateTimeOffset now)
    {
        string claims = Claims(origin, now + Lifetime, _subject);
        using ECDsa key = ECDsa.Create(_key!.Value);
        byte[] signature = key.SignData(Encoding.ASCII.GetBytes(claims), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return new Token($"{claims}.{Base64Url.EncodeToString(signature)}", now + Renewed);
    }

    private static ECParameters Parse(string text)
    {
        using ECDsa key = ECDsa.Create();
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                key.ImportFromPem(text);
            }
            else
            {
                key.ImportPkcs8PrivateKey(Convert.FromBase64String(text), out _);
            }

            ECParameters parameters = key.ExportParameters(includePrivateParameters: true);
            if (parameters.Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value || parameters.Curve.Oid.FriendlyName == ECCurve.NamedCurves.nistP256.Oid.FriendlyName)
            {
                return parameters;
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // Told below, without a part of the key.
        }

        throw new InvalidOperationException("Push:PrivateKey is no P-256 private key in PKCS #8.");
    }

    private sealed record Token(string Text, DateTimeOffset RenewAt);
}
