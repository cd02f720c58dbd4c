namespace Booking.Infrastructure.Persistence;

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Booking.Application.Abstractions;

/// <summary>A cursor is the last row's sort key with a MAC over tenant, list and key.</summary>
internal sealed class CursorCodec(RequestContext context, CursorOptions options) : ICursorCodec
{
    private const int MacLength = 16;

    public string Encode(string list, params string[] position)
    {
        byte[] payload = JsonSerializer.SerializeToUtf8Bytes(position);
        return Base64Url.EncodeToString([.. Mac(list, payload), .. payload]);
    }

    public string[]? Decode(string list, string cursor)
    {
        if (cursor.Length > 1024 || !Base64Url.IsValid(cursor))
        {
            return null;
        }

        byte[] bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= MacLength || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, MacLength), Mac(list, bytes[MacLength..])))
        {
            return null;
        }

        return JsonSerializer.Deserialize<string[]>(bytes.AsSpan(MacLength));
    }

    private byte[] Mac(string list, byte[] payload) =>
        HMACSHA256.HashData(options.Key, (byte[])[.. Encoding.UTF8.GetBytes($"{context.TenantId}\n{list}\n"), .. payload])[..MacLength];
}

/// <param name="Key">Authenticates cursors; derived from the signing key, so that every replica reads every cursor.</param>
internal sealed record CursorOptions(byte[] Key);
