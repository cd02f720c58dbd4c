namespace Booking.Infrastructure.Persistence;

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

/// <summary>
/// The keys that seal secrets in the database (AES-256). The first one seals, all of them open: to change keys put the new one first, and
/// take the old one out when no secret is sealed with it any more.
/// </summary>
internal sealed class SecretKeys : IHostKeys<SecretKeys>
{
    /// <summary>A list of <c>Id</c> and <c>Key</c>; the key has 32 bytes, in base64.</summary>
    public const string Section = "Secrets:Keys";

    public const int MaxIdLength = 32;

    public const int KeyBytes = 32;

    /// <summary>Known to everybody who reads this. Used where nothing is configured in Development, refused everywhere else.</summary>
    public const string DevelopmentKey = "ZGV2ZWxvcG1lbnQtb25seS1zZWNyZXRzLWtleS0wMDE=";

    private SecretKeys(IReadOnlyList<SecretKey> all) => All = all;

    public IReadOnlyList<SecretKey> All { get; }

    public SecretKey Current => All[0];

    public SecretKey? Find(string id) => All.FirstOrDefault(key => key.Id == id);

    /// <exception cref="InvalidOperationException">A key is missing, of another length, or the one of development elsewhere; says which, never its text.</exception>
    public static SecretKeys From(IConfiguration configuration, IHostEnvironment environment)
    {
        byte[] development = Convert.FromBase64String(DevelopmentKey);
        List<SecretKey> keys = [];
        foreach (IConfigurationSection entry in configuration.GetSection(Section).GetChildren())
        {
            SecretKey key = Read(entry);
            if (!environment.IsDevelopment() && key.Bytes.AsSpan().SequenceEqual(development))
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
                ? new SecretKey("development", development)
                : throw new InvalidOperationException($"{Section} is empty. Outside Development at least one key is needed: {Section}:0:Id and {Section}:0:Key with {KeyBytes} bytes in base64."));
        }

        return new SecretKeys(keys);
    }

    private static SecretKey Read(IConfigurationSection entry)
    {
        string id = entry["Id"] is { Length: > 0 and <= MaxIdLength } named && named.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? named
            : throw new InvalidOperationException($"{entry.Path}:Id is missing, or not of up to {MaxIdLength} letters, digits, dashes and underscores.");
        byte[] bytes = new byte[KeyBytes + 1];
        return entry["Key"] is { Length: > 0 } text && Convert.TryFromBase64String(text, bytes, out int length) && length == KeyBytes
            ? new SecretKey(id, bytes[..KeyBytes])
            : throw new InvalidOperationException($"{entry.Path}:Key is missing, or not of {KeyBytes} bytes in base64.");
    }
}

internal sealed record SecretKey(string Id, byte[] Bytes)
{
    /// <summary>Without the key, wherever it may be printed.</summary>
    public override string ToString() => Id;
}
