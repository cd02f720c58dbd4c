namespace Booking.Infrastructure.Notifications;

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

/// <summary>The content coding <c>aes128gcm</c> of RFC 8188.</summary>
internal static class EncryptedContent
{
    public const int SaltBytes = 16;

    private const int KeyBytes = 16;

    private const int NonceBytes = 12;

    private const int TagBytes = 16;

    // Its last byte but the padding; what follows tells whether a record is the last one.
    private const byte More = 1;

    private const byte Last = 2;

    /// <summary>The header's bytes beside the key id: salt, record size, and the length of the key id.</summary>
    public const int HeaderBytes = SaltBytes + sizeof(uint) + 1;

    /// <summary>What a record has beside its plain text and padding.</summary>
    public const int RecordOverhead = TagBytes + 1;

    /// <param name="key">The input keying material.</param>
    /// <param name="recordSize">Of a record with its overhead; at least 18.</param>
    /// <param name="padding">Of the first record.</param>
    public static byte[] Encrypt(ReadOnlySpan<byte> plain, byte[] key, byte[] salt, ReadOnlySpan<byte> keyId, int recordSize, int padding = 0)
    {
        byte[] prk = HKDF.Extract(HashAlgorithmName.SHA256, key, salt);
        using AesGcm cipher = new(HKDF.Expand(HashAlgorithmName.SHA256, prk, KeyBytes, Encoding.ASCII.GetBytes("Content-Encoding: aes128gcm\0")), TagBytes);
        byte[] nonce = HKDF.Expand(HashAlgorithmName.SHA256, prk, NonceBytes, Encoding.ASCII.GetBytes("Content-Encoding: nonce\0"));
        using MemoryStream body = new();
        WriteHeader(body, salt, recordSize, keyId);
        int read = 0;
        for (ulong sequence = 0; sequence == 0 || read < plain.Length; sequence++)
        {
            int padded = sequence == 0 ? padding : 0;
            int taken = Math.Min(plain.Length - read, recordSize - RecordOverhead - padded);
            byte[] record = new byte[taken + 1 + padded];
            plain.Slice(read, taken).CopyTo(record);
            read += taken;
            record[taken] = read == plain.Length ? Last : More;
            WriteRecord(body, cipher, nonce, sequence, record);
        }

        return body.ToArray();
    }

    private static void WriteHeader(MemoryStream body, byte[] salt, int recordSize, ReadOnlySpan<byte> keyId)
    {
        Span<byte> size = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(size, (uint)recordSize);
        body.Write(salt);
        body.Write(size);
        body.WriteByte((byte)keyId.Length);
        body.Write(keyId);
    }

    private static void WriteRecord(MemoryStream body, AesGcm cipher, byte[] nonce, ulong sequence, byte[] record)
    {
        byte[] own = [.. nonce];
        Span<byte> counter = own.AsSpan(NonceBytes - sizeof(ulong));
        BinaryPrimitives.WriteUInt64BigEndian(counter, BinaryPrimitives.ReadUInt64BigEndian(counter) ^ sequence);
        byte[] text = new byte[record.Length];
        byte[] tag = new byte[TagBytes];
        cipher.Encrypt(own, record, text, tag);
        body.Write(text);
        body.Write(tag);
    }
}
