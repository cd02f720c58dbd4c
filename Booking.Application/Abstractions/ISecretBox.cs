namespace Booking.Application.Abstractions;

/// <summary>
/// Keeps secrets that have to be used again, such as a provider's access token, unreadable in the database: AES-256-GCM under keys of the
/// configuration. What is never used again, such as a password, is hashed instead.
/// </summary>
public interface ISecretBox
{
    /// <param name="place">Where the sealed text lies, such as table and row: it opens nowhere else.</param>
    string Seal(string secret, string place);

    /// <exception cref="SecretNotOpenedException">It was sealed for another place, with a key that is not there (any more), or has been changed.</exception>
    string Open(string sealedSecret, string place);

    /// <summary>Whether a text is a sealed secret; those of earlier times lie as they are.</summary>
    bool IsSealed(string text);

    /// <summary>Whether a text is sealed with the key that seals now.</summary>
    bool IsCurrent(string text);
}

/// <summary>A sealed secret does not open. Says why, and nothing of the secret.</summary>
public sealed class SecretNotOpenedException(string reason) : Exception(reason);
