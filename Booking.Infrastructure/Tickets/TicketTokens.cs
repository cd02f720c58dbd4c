namespace Booking.Infrastructure.Tickets;

using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Booking.Application.Tickets;
using Booking.Domain.Tickets;

/// <summary>
/// A token is base64url of: version (1 byte), key id (length, ASCII), ticket (16), offering (16), seat (length, UTF-8), signature (64).
/// Signed are a word of its own, the tenant, which is not told, and all before the signature.
/// </summary>
internal sealed class TicketTokens(TicketKeys keys) : ITicketTokens
{
    public const byte Version = 1;

    private const int IdLength = 16;

    // No other signature of these keys is about the same bytes.
    private static readonly byte[] Purpose = "booking-ticket"u8.ToArray();

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public IReadOnlyList<TicketKeyView> Keys { get; } =
    [
        .. keys.All.Select(key => new TicketKeyView("EC", "P-256", key.Id, "sig", "ES256", Base64Url.EncodeToString(key.Point.X), Base64Url.EncodeToString(key.Point.Y))),
    ];

    public string Sign(Guid tenantId, TicketCredential credential)
    {
        TicketKey key = keys.Current;
        byte[] id = Encoding.ASCII.GetBytes(key.Id);
        byte[] seat = Encoding.UTF8.GetBytes(credential.Seat ?? "");
        byte[] told =
        [
            Version,
            (byte)id.Length, .. id,
            .. credential.TicketId.ToByteArray(bigEndian: true),
            .. credential.OfferingId.ToByteArray(bigEndian: true),
            checked((byte)seat.Length), .. seat,
        ];
        return Base64Url.EncodeToString([.. told, .. key.Sign(Signed(tenantId, told))]);
    }

    public TokenReading Read(Guid tenantId, string token)
    {
        byte[] bytes = new byte[Base64Url.GetMaxDecodedLength(token.Length)];
        if (Base64Url.DecodeFromChars(token, bytes, out _, out int length) != OperationStatus.Done || Base64Url.EncodeToString(bytes.AsSpan(0, length)) != token)
        {
            // One token has one text: what a decoder would be lenient about is no other way to write it.
            return Refuse(ScanRefusals.Malformed);
        }

        int signed = length - TicketKey.SignatureLength;
        ReadOnlySpan<byte> told = signed > 0 ? bytes.AsSpan(0, signed) : [];
        if (told.Length < 2 || told[0] != Version || told.Length < 2 + told[1])
        {
            return Refuse(ScanRefusals.Malformed);
        }

        if (keys.Find(Encoding.Latin1.GetString(told.Slice(2, told[1]))) is not { } key)
        {
            return Refuse(ScanRefusals.UnknownKey);
        }

        if (!key.Verify(Signed(tenantId, told), bytes.AsSpan(signed, TicketKey.SignatureLength)))
        {
            return Refuse(ScanRefusals.BadSignature);
        }

        ReadOnlySpan<byte> rest = told[(2 + told[1])..];
        if (rest.Length < (2 * IdLength) + 1 || rest.Length != (2 * IdLength) + 1 + rest[2 * IdLength])
        {
            return Refuse(ScanRefusals.Malformed);
        }

        string seat = StrictUtf8.GetString(rest[((2 * IdLength) + 1)..]);
        return new TokenReading(
            new TicketCredential(new Guid(rest[..IdLength], bigEndian: true), new Guid(rest.Slice(IdLength, IdLength), bigEndian: true), seat.Length == 0 ? null : seat), null);
    }

    private static byte[] Signed(Guid tenantId, ReadOnlySpan<byte> told) => [.. Purpose, .. tenantId.ToByteArray(bigEndian: true), .. told];

    private static TokenReading Refuse(string refusal) => new(null, refusal);
}
