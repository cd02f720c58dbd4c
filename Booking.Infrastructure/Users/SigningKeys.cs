namespace Booking.Infrastructure.Users;

using System.Text;
using Booking.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

/// <summary>
/// The keys of access tokens (HS256). The first one signs, all of them verify: to change keys put the new one first, and take
/// the old one out after the last token signed with it has expired.
/// </summary>
public sealed class SigningKeys : IHostKeys<SigningKeys>
{
    /// <summary>A list of <c>Id</c> and <c>Key</c>; the key is base64 or text, of at least <see cref="MinBytes"/> bytes.</summary>
    public const string Section = "Auth:SigningKeys";

    /// <summary>A key shorter than the hash can be guessed with less work than the hash itself (RFC 7518 §3.2).</summary>
    public const int MinBytes = 32;

    /// <summary>Known to everybody who reads this. Used where nothing is configured in Development, refused everywhere else.</summary>
    public const string DevelopmentKey = "development-only-signing-key-001";

    private const string DefaultName = "booking";

    private SigningKeys(IReadOnlyList<SymmetricSecurityKey> all, string issuer, string audience) => (All, Issuer, Audience) = (all, issuer, audience);

    public IReadOnlyList<SymmetricSecurityKey> All { get; }

    public SymmetricSecurityKey Current => All[0];

    /// <summary><c>Auth:Issuer</c>, <c>booking</c> by default.</summary>
    public string Issuer { get; }

    /// <summary><c>Auth:Audience</c>, <c>booking</c> by default.</summary>
    public string Audience { get; }

    /// <exception cref="InvalidOperationException">A key is missing, too short, or the one of development elsewhere; says which, never its text.</exception>
    public static SigningKeys From(IConfiguration configuration, IHostEnvironment environment)
    {
        List<SymmetricSecurityKey> keys = [];
        foreach (IConfigurationSection entry in configuration.GetSection(Section).GetChildren())
        {
            SymmetricSecurityKey key = Read(entry);
            if (!environment.IsDevelopment() && key.Key.AsSpan().SequenceEqual(Bytes(DevelopmentKey)))
            {
                throw new InvalidOperationException($"{entry.Path}:Key is the key of development, which everybody knows. Outside Development set a secret one of your own.");
            }

            if (keys.Exists(other => other.KeyId == key.KeyId))
            {
                throw new InvalidOperationException($"{entry.Path}:Id '{key.KeyId}' is used by another key already.");
            }

            keys.Add(key);
        }

        if (keys.Count == 0)
        {
            keys.Add(environment.IsDevelopment()
                ? NewKey("development", Bytes(DevelopmentKey))
                : throw new InvalidOperationException($"{Section} is empty. Outside Development at least one key is needed: {Section}:0:Id and {Section}:0:Key with {MinBytes} or more random bytes in base64."));
        }

        return new SigningKeys(keys, configuration["Auth:Issuer"] ?? DefaultName, configuration["Auth:Audience"] ?? DefaultName);
    }

    private static SymmetricSecurityKey Read(IConfigurationSection entry)
    {
        string id = entry["Id"] is { Length: > 0 } named ? named : throw new InvalidOperationException($"{entry.Path}:Id is missing.");
        string text = entry["Key"] is { Length: > 0 } given ? given : throw new InvalidOperationException($"{entry.Path}:Key is missing.");
        byte[] key = Bytes(text);
        return key.Length >= MinBytes
            ? NewKey(id, key)
            : throw new InvalidOperationException($"{entry.Path}:Key has {key.Length} bytes; at least {MinBytes} are needed.");
    }

    // The library's cache publishes a new signer before it marks it as shared; a thread that is done with it in between
    // disposes it under another one's hands. An HMAC costs nothing to set up, so none is kept.
    private static SymmetricSecurityKey NewKey(string id, byte[] key) =>
        new(key) { KeyId = id, CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };

    /// <summary>Text that is no base64 of a long enough key is taken as it stands.</summary>
    private static byte[] Bytes(string text)
    {
        byte[] decoded = new byte[text.Length];
        return Convert.TryFromBase64String(text, decoded, out int length) && length >= MinBytes ? decoded[..length] : Encoding.UTF8.GetBytes(text);
    }
}
