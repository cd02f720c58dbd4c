namespace Booking.Infrastructure.Tickets;

using System.Security.Cryptography;
using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

/// <summary>
/// The keys of tickets (ECDSA, P-256). The first one signs, all of them verify: to change keys put the new one first, and take the old one
/// out after the last ticket signed with it is over.
/// </summary>
internal sealed class TicketKeys : IHostKeys<TicketKeys>
{
    /// <summary>A list of <c>Id</c> and <c>Key</c>; the key is a private one in PKCS #8, as base64 or PEM.</summary>
    public const string Section = "Tickets:SigningKeys";

    public const int MaxIdLength = 32;

    /// <summary>Known to everybody who reads this. Used where nothing is configured in Development, refused everywhere else.</summary>
    public const string DevelopmentKey =
        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgC7f1OImK0awoZgspEoDIpIa1tDskZrQJunFKQUgTfm6hRANCAASFNTjFYQGxD6hleKck93UxsbsgdgmKJofkEO2VB3johrPd0WQUA/CbZ6NAdkx00EJOJdFBW943TYfps74TaPA+";

    private const string P256 = "1.2.840.10045.3.1.7";

    private TicketKeys(IReadOnlyList<TicketKey> all) => All = all;

    public IReadOnlyList<TicketKey> All { get; }

    public TicketKey Current => All[0];

    public TicketKey? Find(string id) => All.FirstOrDefault(key => key.Id == id);

    /// <exception cref="InvalidOperationException">A key is missing, of another kind, or the one of development elsewhere; says which, never its text.</exception>
    public static TicketKeys From(IConfiguration configuration, IHostEnvironment environment)
    {
        TicketKey development = new("development", Parse(DevelopmentKey, Section));
        List<TicketKey> keys = [];
        foreach (IConfigurationSection entry in configuration.GetSection(Section).GetChildren())
        {
            TicketKey key = Read(entry);
            if (!environment.IsDevelopment() && key.HasPublicKeyOf(development))
            {
                throw new InvalidOperationException($"{entry.Path}:Key is the key of development, which everybody knows. Outside Development set a secret one of your own.");
            }

            if (keys.Exists(other => other.Id == key.Id))
            {
                throw new InvalidOperationException($"{entry.Path}:Id '{key.Id}' is used by another key already.");
            }

            keys.Add(key);
        }

        if (keys.Count == 0)
        {
            keys.Add(environment.IsDevelopment()
                ? development
                : throw new InvalidOperationException($"{Section} is empty. Outside Development at least one key is needed: {Section}:0:Id and {Section}:0:Key with a P-256 private key in PKCS #8."));
        }

        return new TicketKeys(keys);
    }

    private static TicketKey Read(IConfigurationSection entry)
    {
        string id = entry["Id"] is { Length: > 0 and <= MaxIdLength } named && named.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? named
            : throw new InvalidOperationException($"{entry.Path}:Id is missing, or not of up to {MaxIdLength} letters, digits, dots, dashes and underscores.");
        string text = entry["Key"] is { Length: > 0 } given ? given : throw new InvalidOperationException($"{entry.Path}:Key is missing.");
        return new TicketKey(id, Parse(text, entry.Path));
    }

    private static ECParameters Parse(string text, string path)
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
            if (parameters.Curve.Oid.Value == P256 || parameters.Curve.Oid.FriendlyName == ECCurve.NamedCurves.nistP256.Oid.FriendlyName)
            {
                return parameters;
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException or ArgumentException)
        {
            // Told below, without a part of the key.
        }

        throw new InvalidOperationException($"{path}:Key is no P-256 private key in PKCS #8.");
    }
}

/// <summary>One key pair. Each use makes its own object of it: those of the platform are not for several threads.</summary>
internal sealed class TicketKey(string id, ECParameters parameters)
{
    public const int SignatureLength = 64;

    public string Id { get; } = id;

    public ECPoint Point => parameters.Q;

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        using ECDsa key = ECDsa.Create(parameters);
        return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using ECDsa key = ECDsa.Create(new ECParameters { Curve = parameters.Curve, Q = parameters.Q });
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public bool HasPublicKeyOf(TicketKey other) => Point.X.AsSpan().SequenceEqual(other.Point.X) && Point.Y.AsSpan().SequenceEqual(other.Point.Y);
}
