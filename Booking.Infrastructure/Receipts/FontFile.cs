namespace Booking.Infrastructure.Receipts;

using System.Buffers.Binary;

/// <summary>A TrueType file, or the first font of a TrueType collection, and the characters it has glyphs for.</summary>
internal sealed class FontFile
{
    private const uint TrueType = 0x00010000;
    private const uint AppleTrueType = 0x74727565;
    private const uint Collection = 0x74746366;
    private const uint CharacterMap = 0x636D6170;
    private const uint Outlines = 0x676C7966;
    private const uint Locations = 0x6C6F6361;
    private const uint Head = 0x68656164;
    private const int MaximumFileSize = 64 * 1024 * 1024;
    private const int EntrySize = 16;

    private readonly byte[] _characters;
    private readonly int _segments;
    private readonly int _groups;

    private FontFile(string path, byte[] characters)
    {
        Path = path;
        _characters = characters;
        for (int index = 0, count = UInt16(2); index < count; index++)
        {
            var record = 4 + (index * 8);
            if (UInt16(record) is not (0 or 3))
            {
                continue;
            }

            var subtable = (int)UInt32(record + 4);
            switch (UInt16(subtable))
            {
                case 4:
                    _segments = subtable;
                    break;
                case 12:
                    _groups = subtable;
                    break;
                default:
                    break;
            }
        }
    }

    public string Path { get; }

    /// <returns>Null where the file is no font with TrueType outlines, is damaged, or cannot be read.</returns>
    public static FontFile? TryOpen(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaximumFileSize)
            {
                return null;
            }

            var tables = Tables(file);
            return tables.Exists(table => table.Tag == Outlines) && tables.Find(table => table.Tag == CharacterMap) is { Length: > 0 } map
                ? new FontFile(path, Bytes(file, map.Offset, map.Length))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    public bool Covers(int codePoint) => (_groups != 0 && InGroups(codePoint)) || (_segments != 0 && codePoint <= char.MaxValue && InSegments(codePoint));

    /// <summary>The file as PDFsharp takes it: a single font, no collection, with glyphs as <see cref="GlyphParts"/> leaves them.</summary>
    public byte[] Read()
    {
        using var file = File.OpenRead(Path);
        var tables = Tables(file).ConvertAll(table => (table.Tag, table.Checksum, Content: Bytes(file, table.Offset, table.Length)));
        byte[]? Content(uint tag) => tables.Find(table => table.Tag == tag).Content;
        var flat = Content(Head) is { } head && Content(Locations) is { } locations && Content(Outlines) is { } outlines
            ? GlyphParts.Flatten(head, locations, outlines)
            : null;
        if (flat is null && BinaryPrimitives.ReadUInt32BigEndian(Bytes(file, 0, 4)) != Collection)
        {
            return Bytes(file, 0, checked((int)file.Length));
        }

        if (flat is { } anew)
        {
            tables = tables.ConvertAll(table => table.Tag switch
            {
                Head => (Head, Sum(anew.Head), anew.Head),
                Locations => (Locations, Sum(anew.Locations), anew.Locations),
                Outlines => (Outlines, Sum(anew.Outlines), anew.Outlines),
                _ => table,
            });
        }

        return Assemble(tables);
    }

    private static byte[] Assemble(List<(uint Tag, uint Checksum, byte[] Content)> tables)
    {
        var power = (int)Math.Log2(tables.Count);
        var header = 12 + (tables.Count * EntrySize);
        var single = new byte[header + tables.Sum(table => Padded(table.Content.Length))];
        BinaryPrimitives.WriteUInt32BigEndian(single, TrueType);
        BinaryPrimitives.WriteUInt16BigEndian(single.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(single.AsSpan(6), (ushort)(EntrySize << power));
        BinaryPrimitives.WriteUInt16BigEndian(single.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(single.AsSpan(10), (ushort)((tables.Count * EntrySize) - (EntrySize << power)));
        var entry = 12;
        var offset = header;
        foreach (var (tag, checksum, content) in tables)
        {
            BinaryPrimitives.WriteUInt32BigEndian(single.AsSpan(entry), tag);
            BinaryPrimitives.WriteUInt32BigEndian(single.AsSpan(entry + 4), checksum);
            BinaryPrimitives.WriteUInt32BigEndian(single.AsSpan(entry + 8), (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(single.AsSpan(entry + 12), (uint)content.Length);
            content.CopyTo(single, offset);
            entry += EntrySize;
            offset += Padded(content.Length);
        }

        return single;
    }

    private static uint Sum(byte[] content)
    {
        uint sum = 0;
        for (var at = 0; at < content.Length; at++)
        {
            sum = unchecked(sum + ((uint)content[at] << (8 * (3 - (at % 4)))));
        }

        return sum;
    }

    private static int Padded(int length) => (length + 3) & ~3;

    private static List<Table> Tables(FileStream file)
    {
        var start = 0;
        var kind = BinaryPrimitives.ReadUInt32BigEndian(Bytes(file, 0, 4));
        if (kind == Collection)
        {
            start = checked((int)BinaryPrimitives.ReadUInt32BigEndian(Bytes(file, 12, 4)));
            kind = BinaryPrimitives.ReadUInt32BigEndian(Bytes(file, start, 4));
        }

        if (kind is not (TrueType or AppleTrueType))
        {
            return [];
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(Bytes(file, start + 4, 2));
        var directory = Bytes(file, start + 12, count * EntrySize);
        var tables = new List<Table>(count);
        for (var at = 0; at < directory.Length; at += EntrySize)
        {
            var entry = directory.AsSpan(at);
            tables.Add(new Table(
                BinaryPrimitives.ReadUInt32BigEndian(entry),
                BinaryPrimitives.ReadUInt32BigEndian(entry[4..]),
                checked((int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..])),
                checked((int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]))));
        }

        return tables;
    }

    private static byte[] Bytes(FileStream file, int offset, int length)
    {
        if (offset + (long)length > file.Length)
        {
            throw new EndOfStreamException();
        }

        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    private bool InGroups(int codePoint)
    {
        int low = 0, high = (int)UInt32(_groups + 12) - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = _groups + 16 + (middle * 12);
            if (codePoint < UInt32(group))
            {
                high = middle - 1;
            }
            else if (codePoint > UInt32(group + 4))
            {
                low = middle + 1;
            }
            else
            {
                return UInt32(group + 8) + (codePoint - UInt32(group)) != 0;
            }
        }

        return false;
    }

    private bool InSegments(int codePoint)
    {
        int doubled = UInt16(_segments + 6), ends = _segments + 14, starts = ends + doubled + 2;
        for (var at = 0; at < doubled; at += 2)
        {
            if (codePoint <= UInt16(ends + at))
            {
                int first = UInt16(starts + at), range = UInt16(starts + (2 * doubled) + at);
                if (codePoint < first || codePoint == char.MaxValue)
                {
                    return false;
                }

                return range != 0
                    ? UInt16(starts + (2 * doubled) + at + range + ((codePoint - first) * 2)) != 0
                    : (ushort)(codePoint + UInt16(starts + doubled + at)) != 0;
            }
        }

        return false;
    }

    // A damaged table reads as zeros: the character then counts as missing.
    private ushort UInt16(int offset) => offset >= 0 && offset + 2 <= _characters.Length ? BinaryPrimitives.ReadUInt16BigEndian(_characters.AsSpan(offset)) : (ushort)0;

    private uint UInt32(int offset) => offset >= 0 && offset + 4 <= _characters.Length ? BinaryPrimitives.ReadUInt32BigEndian(_characters.AsSpan(offset)) : 0;

    private sealed record Table(uint Tag, uint Checksum, int Offset, int Length);
}
