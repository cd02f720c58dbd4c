namespace Booking.Infrastructure.Persistence;

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Booking.Application.Abstractions;

/// <summary><c>sealed.v1.{key id}.{base64url of nonce, ciphertext and tag}</c>; the place is authenticated with it.</summary>
internal sealed class SecretBox(SecretKeys keys) : ISecretBox
{
    private const string Prefix = "sealed.v1.";

    private const int NonceBytes = 12;

    private const int TagBytes = 16;

    public string Seal(string secret, string place)
    {
        byte[] plain = Encoding.UTF8.GetBytes(secret);
        byte[] box = new byte[NonceBytes + plain.Length + TagBytes];
        Span<byte> nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using AesGcm cipher = new(keys.Current.Bytes, TagBytes);
        cipher.Encrypt(nonce, plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(place));
        return $"{Prefix}{keys.Current.Id}.{Base64Url.EncodeToString(box)}";
    }

    public string Open(string sealedSecret, string place)
    {
        if (!IsSealed(sealedSecret) || sealedSecret[Prefix.Length..].Split('.') is not [string id, string text] || !Base64Url.IsValid(text))
        {
            throw new SecretNotOpenedException("This is no sealed secret.");
        }

        SecretKey key = keys.Find(id) ?? throw new SecretNotOpenedException($"The secret is sealed with the key '{id}', which is not configured.");
        byte[] box = Base64Url.DecodeFromChars(text);
        if (box.Length < NonceBytes + TagBytes)
        {
            throw new SecretNotOpenedException("This is no sealed secret.");
        }

        byte[] plain = new byte[box.Length - NonceBytes - TagBytes];
        try
        {
            using AesGcm cipher = new(key.Bytes, TagBytes);
            cipher.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(place));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new SecretNotOpenedException($"The secret does not open with the key '{id}': it lies elsewhere than it was sealed for, or has been changed.");
        }

        return Encoding.UTF8.GetString(plain);
    }

    public bool IsSealed(string text) => text.StartsWith(Prefix, StringComparison.Ordinal);

    public bool IsCurrent(string text) => text.StartsWith($"{Prefix}{keys.Current.Id}.", StringComparison.Ordinal);
}
