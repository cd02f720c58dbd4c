namespace Booking.Infrastructure.Receipts;

using System.Buffers.Binary;

/// <summary>
/// Rewrites glyphs that are made of parts which are themselves made of parts ("ễ" of "ê" and a tilde, "ê" of "e" and a circumflex)
/// so that they name their outlines directly. PDFsharp 6.2 follows parts one level deep when it embeds a font and would print "ễ"
/// as "e" (its issue 348).
/// </summary>
internal sealed class GlyphParts
{
    private const int WordArguments = 0x0001;
    private const int ArgumentsAreOffsets = 0x0002;
    private const int OneScale = 0x0008;
    private const int More = 0x0020;
    private const int TwoScales = 0x0040;
    private const int Matrix = 0x0080;
    private const int Instructions = 0x0100;
    private const int OwnMetrics = 0x0200;
    private const int AnyScale = OneScale | TwoScales | Matrix;
    private const int HeaderSize = 10;
    private const int MaximumDepth = 6;
    private const int LongLocations = 50;

    private readonly byte[] _outlines;
    private readonly int[] _locations;

    private GlyphParts(byte[] head, byte[] locations, byte[] outlines)
    {
        _outlines = outlines;
        var isLong = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(LongLocations)) != 0;
        _locations = new int[locations.Length / (isLong ? 4 : 2)];
        for (var index = 0; index < _locations.Length; index++)
        {
            _locations[index] = isLong
                ? checked((int)BinaryPrimitives.ReadUInt32BigEndian(locations.AsSpan(index * 4)))
                : BinaryPrimitives.ReadUInt16BigEndian(locations.AsSpan(index * 2)) * 2;
        }
    }

    /// <returns>The three tables anew, or null where no glyph is nested or the tables are damaged.</returns>
    public static (byte[] Head, byte[] Locations, byte[] Outlines)? Flatten(byte[] head, byte[] locations, byte[] outlines)
    {
        try
        {
            return new GlyphParts(head, locations, outlines).Flatten(head);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private (byte[] Head, byte[] Locations, byte[] Outlines)? Flatten(byte[] head)
    {
        var nested = false;
        using var outlines = new MemoryStream();
        var locations = new byte[_locations.Length * 4];
        for (var glyph = 0; glyph < _locations.Length - 1; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(locations.AsSpan(glyph * 4), (uint)outlines.Length);
            if (IsNested(glyph) && Expand(glyph, 0, 0, 0) is { } parts)
            {
                nested = true;
                outlines.Write(_outlines, _locations[glyph], HeaderSize);
                Write(parts, outlines);
            }
            else
            {
                outlines.Write(_outlines, _locations[glyph], Length(glyph));
            }

            while (outlines.Length % 4 != 0)
            {
                outlines.WriteByte(0);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(locations.AsSpan(locations.Length - 4), (uint)outlines.Length);
        if (!nested)
        {
            return null;
        }

        var changed = head.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(LongLocations), 1);
        return (changed, locations, outlines.ToArray());
    }

    private static void Write(List<Part> parts, MemoryStream target)
    {
        Span<byte> fields = stackalloc byte[8];
        for (var index = 0; index < parts.Count; index++)
        {
            var part = parts[index];
            var flags = (part.Flags & ~(More | Instructions)) | WordArguments | (index < parts.Count - 1 ? More : 0);
            BinaryPrimitives.WriteUInt16BigEndian(fields, (ushort)flags);
            BinaryPrimitives.WriteUInt16BigEndian(fields[2..], (ushort)part.Glyph);
            BinaryPrimitives.WriteInt16BigEndian(fields[4..], checked((short)part.X));
            BinaryPrimitives.WriteInt16BigEndian(fields[6..], checked((short)part.Y));
            target.Write(fields);
            target.Write(part.Scale);
        }
    }

    private int Length(int glyph) => _locations[glyph + 1] - _locations[glyph];

    private bool IsComposite(int glyph) => Length(glyph) > HeaderSize && Int16(_locations[glyph]) < 0;

    private bool IsNested(int glyph) => IsComposite(glyph) && Parts(glyph).Exists(part => IsComposite(part.Glyph));

    // Null where a part inside a part is scaled or placed by points: such a glyph stays as it is.
    private List<Part>? Expand(int glyph, int x, int y, int depth)
    {
        if (depth > MaximumDepth)
        {
            return null;
        }

        var all = new List<Part>();
        foreach (var part in Parts(glyph))
        {
            var isOffset = (part.Flags & ArgumentsAreOffsets) != 0;
            if (!isOffset && (depth > 0 || IsNested(glyph)))
            {
                return null;
            }

            if (!IsComposite(part.Glyph))
            {
                all.Add(part with { X = part.X + x, Y = part.Y + y, Flags = depth > 0 ? part.Flags & ~OwnMetrics : part.Flags });
            }
            else if ((part.Flags & AnyScale) == 0 && Expand(part.Glyph, x + part.X, y + part.Y, depth + 1) is { } inner)
            {
                all.AddRange(inner);
            }
            else
            {
                return null;
            }
        }

        return all;
    }

    private List<Part> Parts(int glyph)
    {
        var parts = new List<Part>();
        var at = _locations[glyph] + HeaderSize;
        int flags;
        do
        {
            flags = (ushort)Int16(at);
            var part = (ushort)Int16(at + 2);
            var words = (flags & WordArguments) != 0;
            var (x, y) = words ? (Int16(at + 4), Int16(at + 6)) : ((short)(sbyte)_outlines[at + 4], (short)(sbyte)_outlines[at + 5]);
            at += words ? 8 : 6;
            var scale = (flags & OneScale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0;
            parts.Add(new Part(part, flags, x, y, _outlines.AsSpan(at, scale).ToArray()));
            at += scale;
        }
        while ((flags & More) != 0 && at < _locations[glyph + 1]);

        return parts;
    }

    private short Int16(int offset) => BinaryPrimitives.ReadInt16BigEndian(_outlines.AsSpan(offset));

    private sealed record Part(int Glyph, int Flags, int X, int Y, byte[] Scale);
}
