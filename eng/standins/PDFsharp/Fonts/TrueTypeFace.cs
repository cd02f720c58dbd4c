// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Fonts;

using System.Buffers.Binary;
using System.Text;

internal sealed class TrueTypeFace
{
    private const int UseTypoMetrics = 1 << 7;

    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly ushort[] _advances;
    private readonly int _longLoca;

    public TrueTypeFace(byte[] file)
    {
        _file = file;
        if (file.Length < 12 || UInt32(0) is not (0x00010000 or 0x74727565))
        {
            throw new NotSupportedException("Fonts other than single TrueType files.");
        }

        for (int index = 0, count = UInt16(4); index < count; index++)
        {
            var entry = 12 + (index * 16);
            _tables[Encoding.ASCII.GetString(file, entry, 4)] = ((int)UInt32(entry + 8), (int)UInt32(entry + 12));
        }

        if (!_tables.ContainsKey("glyf"))
        {
            throw new NotSupportedException("Fonts without TrueType outlines.");
        }

        var head = _tables["head"].Offset;
        UnitsPerEm = UInt16(head + 18);
        Bounds = [Int16(head + 36), Int16(head + 38), Int16(head + 40), Int16(head + 42)];
        _longLoca = UInt16(head + 50);
        GlyphCount = UInt16(_tables["maxp"].Offset + 4);
        var hhea = _tables["hhea"].Offset;
        (CellSpace, CellAscent, CellDescent) = Cell(hhea);
        _advances = Advances(UInt16(hhea + 34));
        ItalicAngle = _tables.TryGetValue("post", out var post) ? (int)UInt32(post.Offset + 4) / 65536.0 : 0;
        Name = PostScriptName();
        ReadCharacterMap();
    }

    public string Name { get; }

    public int UnitsPerEm { get; }

    public int[] Bounds { get; }

    public int CellSpace { get; }

    public int CellAscent { get; }

    public int CellDescent { get; }

    public double ItalicAngle { get; }

    public int GlyphCount { get; }

    public ushort Glyph(int codePoint) => _glyphs.GetValueOrDefault(codePoint);

    public int Advance(ushort glyph) => _advances[Math.Min(glyph, _advances.Length - 1)];

    /// <summary>The file with the outlines of other glyphs emptied; glyph numbers stay as they are.</summary>
    public byte[] Subset(IEnumerable<ushort> used)
    {
        var keep = new SortedSet<ushort>(used) { 0 };
        foreach (var glyph in keep.ToArray())
        {
            AddParts(glyph, keep, 0);
        }

        using var outlines = new MemoryStream();
        var locations = new byte[(GlyphCount + 1) * 4];
        for (var glyph = 0; glyph < GlyphCount; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(locations.AsSpan(glyph * 4), (uint)outlines.Length);
            if (keep.Contains((ushort)glyph))
            {
                var (offset, length) = Outline((ushort)glyph);
                outlines.Write(_file, offset, length);
                while (outlines.Length % 4 != 0)
                {
                    outlines.WriteByte(0);
                }
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(locations.AsSpan(GlyphCount * 4), (uint)outlines.Length);
        var head = Table("head");
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(50), 1);
        var tables = new SortedDictionary<string, byte[]>(StringComparer.Ordinal) { ["glyf"] = outlines.ToArray(), ["head"] = head, ["loca"] = locations };
        foreach (var name in (string[])["cvt ", "fpgm", "hhea", "hmtx", "maxp", "prep"])
        {
            if (_tables.ContainsKey(name))
            {
                tables[name] = Table(name);
            }
        }

        return Assemble(tables);
    }

    private static byte[] Assemble(SortedDictionary<string, byte[]> tables)
    {
        var size = 12 + (tables.Count * 16) + tables.Values.Sum(table => (table.Length + 3) & ~3);
        var file = new byte[size];
        var power = (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((tables.Count * 16) - (16 << power)));
        var entry = 12;
        var offset = 12 + (tables.Count * 16);
        var head = 0;
        foreach (var (name, table) in tables)
        {
            table.CopyTo(file, offset);
            head = name == "head" ? offset : head;
            var padded = (table.Length + 3) & ~3;
            Encoding.ASCII.GetBytes(name, file.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Checksum(file.AsSpan(offset, padded)));
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 8), (uint)offset);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 12), (uint)table.Length);
            entry += 16;
            offset += padded;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(0xB1B0AFBA - Checksum(file)));
        return file;
    }

    private static uint Checksum(ReadOnlySpan<byte> padded)
    {
        uint sum = 0;
        for (var at = 0; at < padded.Length; at += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(padded[at..]));
        }

        return sum;
    }

    private void AddParts(ushort glyph, SortedSet<ushort> keep, int depth)
    {
        const int moreComponents = 0x20;
        var (offset, length) = Outline(glyph);
        if (length < 10 || Int16(offset) >= 0 || depth > 8)
        {
            return;
        }

        var at = offset + 10;
        int flags;
        do
        {
            flags = UInt16(at);
            var part = UInt16(at + 2);
            if (keep.Add(part))
            {
                AddParts(part, keep, depth + 1);
            }

            at += 4 + ((flags & 0x1) != 0 ? 4 : 2) + ((flags & 0x8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0);
        }
        while ((flags & moreComponents) != 0 && at < offset + length);
    }

    private (int Offset, int Length) Outline(ushort glyph)
    {
        if (glyph >= GlyphCount)
        {
            return (0, 0);
        }

        var loca = _tables["loca"].Offset;
        var (start, end) = _longLoca != 0
            ? ((int)UInt32(loca + (glyph * 4)), (int)UInt32(loca + (glyph * 4) + 4))
            : (UInt16(loca + (glyph * 2)) * 2, UInt16(loca + (glyph * 2) + 2) * 2);
        return (_tables["glyf"].Offset + start, end - start);
    }

    private byte[] Table(string name)
    {
        var (offset, length) = _tables[name];
        return _file.AsSpan(offset, length).ToArray();
    }

    private (int Space, int Ascent, int Descent) Cell(int hhea)
    {
        int ascender = Int16(hhea + 4), descender = Int16(hhea + 6), lineGap = Int16(hhea + 8);
        if (!_tables.TryGetValue("OS/2", out var os2) || os2.Length < 78)
        {
            return (ascender - descender + lineGap, ascender, -descender);
        }

        if ((UInt16(os2.Offset + 62) & UseTypoMetrics) != 0)
        {
            int typoAscender = Int16(os2.Offset + 68), typoDescender = Int16(os2.Offset + 70), typoGap = Int16(os2.Offset + 72);
            return (typoAscender + typoGap - typoDescender, typoAscender + typoGap, -typoDescender);
        }

        int winAscent = UInt16(os2.Offset + 74), winDescent = UInt16(os2.Offset + 76);
        return (Math.Max(lineGap + ascender - descender, winAscent + winDescent), winAscent, winDescent);
    }

    private ushort[] Advances(int count)
    {
        var hmtx = _tables["hmtx"].Offset;
        return [.. Enumerable.Range(0, count).Select(index => UInt16(hmtx + (index * 4)))];
    }

    private string PostScriptName()
    {
        if (_tables.TryGetValue("name", out var table))
        {
            var strings = table.Offset + UInt16(table.Offset + 4);
            for (int index = 0, count = UInt16(table.Offset + 2); index < count; index++)
            {
                var record = table.Offset + 6 + (index * 12);
                if (UInt16(record + 6) == 6)
                {
                    var encoding = UInt16(record) == 1 ? Encoding.Latin1 : Encoding.BigEndianUnicode;
                    var name = encoding.GetString(_file, strings + UInt16(record + 10), UInt16(record + 8));
                    return string.Concat(name.Where(character => char.IsAsciiLetterOrDigit(character) || character == '-'));
                }
            }
        }

        return "Font";
    }

    private void ReadCharacterMap()
    {
        var cmap = _tables["cmap"].Offset;
        for (int index = 0, count = UInt16(cmap + 2); index < count; index++)
        {
            var record = cmap + 4 + (index * 8);
            var subtable = cmap + (int)UInt32(record + 4);
            if (UInt16(record) is not (0 or 3))
            {
                continue;
            }

            switch (UInt16(subtable))
            {
                case 4:
                    ReadSegments(subtable);
                    break;
                case 12:
                    ReadGroups(subtable);
                    break;
                default:
                    break;
            }
        }
    }

    private void ReadSegments(int subtable)
    {
        var doubled = UInt16(subtable + 6);
        var ends = subtable + 14;
        var starts = ends + doubled + 2;
        var deltas = starts + doubled;
        var ranges = deltas + doubled;
        for (var at = 0; at < doubled; at += 2)
        {
            int first = UInt16(starts + at), last = UInt16(ends + at), delta = UInt16(deltas + at), range = UInt16(ranges + at);
            for (var code = first; code <= last && code < 0xFFFF; code++)
            {
                var place = ranges + at + range + ((code - first) * 2);
                var glyph = range == 0 ? code : place + 1 < _file.Length ? UInt16(place) : 0;
                if (range == 0 || glyph != 0)
                {
                    Map(code, (ushort)(glyph + delta));
                }
            }
        }
    }

    private void ReadGroups(int subtable)
    {
        for (int index = 0, count = (int)UInt32(subtable + 12); index < count; index++)
        {
            var group = subtable + 16 + (index * 12);
            int first = (int)UInt32(group), last = (int)UInt32(group + 4), glyph = (int)UInt32(group + 8);
            for (var code = first; code <= last && code <= 0x10FFFF; code++)
            {
                Map(code, (ushort)(glyph + code - first));
            }
        }
    }

    private void Map(int code, ushort glyph)
    {
        if (glyph != 0 && glyph < GlyphCount)
        {
            _glyphs[code] = glyph;
        }
    }

    private ushort UInt16(int offset) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(offset));

    private short Int16(int offset) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(offset));

    private uint UInt32(int offset) => BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(offset));
}
