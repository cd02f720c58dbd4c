namespace Booking.Domain.Notifications;

using System.Globalization;
using System.Numerics;

/// <summary>The public key of a browser's subscription: a point of the curve P-256 (FIPS 186-4), uncompressed.</summary>
public static class PushKey
{
    /// <summary>4, X, Y.</summary>
    public const int Length = 65;

    public const int AuthLength = 16;

    private const int CoordinateBytes = 32;

    private const byte Uncompressed = 4;

    private static readonly BigInteger Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

    private static readonly BigInteger B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    /// <summary>Whether bytes are such a point. One off the curve would let its sender find out about our keys.</summary>
    public static bool IsPoint(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || bytes[0] != Uncompressed)
        {
            return false;
        }

        BigInteger x = new(bytes.Slice(1, CoordinateBytes), isUnsigned: true, isBigEndian: true);
        BigInteger y = new(bytes[(1 + CoordinateBytes)..], isUnsigned: true, isBigEndian: true);

        // y² = x³ − 3x + b; a coordinate beyond the prime is another way to write a smaller one.
        return x < Prime && y < Prime && ((y * y) - (x * x * x) + (3 * x) - B) % Prime == 0;
    }

    private static BigInteger Hex(string digits) => BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
