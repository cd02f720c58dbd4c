namespace Booking.Infrastructure.Persistence.Seeding;

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

/// <summary>Ids that are the same on every machine, in the form of UUIDv7: rows of one kind are in the order of their numbers.</summary>
internal static class SeedIds
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="tenant">The tenant's slug.</param>
    public static Guid Of(string tenant, string kind, int number)
    {
        byte[] bytes = SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{tenant}/{kind}/{number}")))[..16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)(Epoch.ToUnixTimeMilliseconds() + number) << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes));
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
