// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Pdf;

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PdfSharp.Drawing;

internal sealed class PdfFileWriter(PdfDocument document) : IDisposable
{
    private const int CatalogNumber = 1;
    private const int PagesNumber = 2;
    private const int InfoNumber = 3;
    private const int ResourcesNumber = 4;
    private const int MappingsPerBlock = 100;

    private readonly MemoryStream _file = new();
    private readonly SortedDictionary<int, long> _offsets = [];
    private int _last = ResourcesNumber;

    public byte[] Write()
    {
        Text(string.Create(CultureInfo.InvariantCulture, $"%PDF-{document.Version / 10}.{document.Version % 10}\n"));
        _file.Write([(byte)'%', 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var language = document.Language.Length == 0 ? "" : $" /Lang {TextString(document.Language)}";
        Object(CatalogNumber, $"<< /Type /Catalog /Pages {PagesNumber} 0 R{language} >>");
        WriteInfo();
        var fonts = document.Fonts.Select(font => $"/{font.Name} {WriteFont(font)} 0 R").ToArray();
        var images = document.Images.Select((image, index) => $"/I{index} {WriteImage(image)} 0 R").ToArray();
        Object(ResourcesNumber, $"<< /ProcSet [/PDF /Text /ImageB /ImageC /ImageI] /Font << {string.Join(' ', fonts)} >> /XObject << {string.Join(' ', images)} >> >>");
        var pages = document.PageList.Select(WritePage).ToArray();
        Object(PagesNumber, $"<< /Type /Pages /Count {pages.Length} /Kids [{string.Join(' ', pages.Select(page => $"{page} 0 R"))}] >>");
        WriteEnd();
        return _file.ToArray();
    }

    public void Dispose() => _file.Dispose();

    private static string TextString(string value) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(value))}>";

    private static string Date(DateTime value) => $"(D:{value.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)";

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Tag(IEnumerable<ushort> glyphs)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes(string.Join(',', glyphs)));
        return string.Concat(hash.Take(6).Select(value => (char)('A' + (value % 26))));
    }

    private static string UnicodeMap(IReadOnlyCollection<KeyValuePair<ushort, Rune>> used)
    {
        var map = new StringBuilder("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n")
            .Append("/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n")
            .Append("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n");
        foreach (var block in used.Where(pair => pair.Key != 0).Chunk(MappingsPerBlock))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var (glyph, rune) in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(rune.ToString()))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }

    private void WriteInfo()
    {
        var info = document.Info;
        var entries = new List<string> { $"/Producer {TextString(info.Producer)}", $"/CreationDate {Date(info.CreationDate)}", $"/ModDate {Date(info.ModificationDate)}" };
        foreach (var (key, value) in ((string, string)[])[("Title", info.Title), ("Author", info.Author), ("Subject", info.Subject), ("Keywords", info.Keywords), ("Creator", info.Creator)])
        {
            if (value.Length > 0)
            {
                entries.Add($"/{key} {TextString(value)}");
            }
        }

        Object(InfoNumber, $"<< {string.Join(' ', entries)} >>");
    }

    private int WriteFont(EmbeddedFont font)
    {
        var face = font.Face;
        var scale = 1000.0 / face.UnitsPerEm;
        var name = $"{Tag(font.Used.Keys)}+{face.Name}";
        var data = face.Subset(font.Used.Keys);
        var file = Stream(data, $"/Length1 {data.Length}");
        var descriptor = Object($"<< /Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{string.Join(' ', face.Bounds.Select(bound => Number(bound * scale)))}] " +
            $"/ItalicAngle {Number(face.ItalicAngle)} /Ascent {Number(face.CellAscent * scale)} /Descent {Number(-face.CellDescent * scale)} /CapHeight {Number(face.CellAscent * scale * 0.75)} /StemV 80 /FontFile2 {file} 0 R >>");
        var widths = string.Join(' ', font.Used.Keys.Select(glyph => $"{glyph} [{Number(face.Advance(glyph) * scale)}]"));
        var descendant = Object($"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> " +
            $"/CIDToGIDMap /Identity /DW 1000 /W [{widths}] /FontDescriptor {descriptor} 0 R >>");
        var unicode = Stream(Encoding.ASCII.GetBytes(UnicodeMap(font.Used)), "");
        return Object($"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R >>");
    }

    private int WriteImage(XImage image)
    {
        var size = $"/Type /XObject /Subtype /Image /Width {image.PixelWidth} /Height {image.PixelHeight} /BitsPerComponent {image.BitDepth}";
        var space = image.ColorType switch
        {
            3 => $"[/Indexed /DeviceRGB {(image.Palette.Length / 3) - 1} <{Convert.ToHexString(image.Palette)}>]",
            2 or 6 => "/DeviceRGB",
            _ => "/DeviceGray",
        };
        var smooth = image.Interpolate ? "/Interpolate true " : "";
        if (image.Alpha is { } alpha)
        {
            var mask = Raw(alpha, $"{size} /ColorSpace /DeviceGray");
            return Raw(image.Pixels, $"{size} {smooth}/ColorSpace {space} /SMask {mask} 0 R");
        }

        return Raw(image.Pixels, $"{size} {smooth}/ColorSpace {space} /DecodeParms << /Predictor 15 /Colors {image.Channels} /BitsPerComponent {image.BitDepth} /Columns {image.PixelWidth} >>");
    }

    private int WritePage(PdfPage page)
    {
        var content = Stream(Encoding.ASCII.GetBytes(page.Content.ToString()), "");
        return Object($"<< /Type /Page /Parent {PagesNumber} 0 R /MediaBox [0 0 {Number(page.Width.Point)} {Number(page.Height.Point)}] /Resources {ResourcesNumber} 0 R /Contents {content} 0 R >>");
    }

    private void WriteEnd()
    {
        var start = _file.Position;
        Text($"xref\n0 {_last + 1}\n0000000000 65535 f \n");
        foreach (var offset in _offsets.Values)
        {
            Text(string.Create(CultureInfo.InvariantCulture, $"{offset:D10} 00000 n \n"));
        }

        var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        Text($"trailer\n<< /Size {_last + 1} /Root {CatalogNumber} 0 R /Info {InfoNumber} 0 R /ID [<{id}> <{id}>] >>\nstartxref\n{start}\n%%EOF\n");
    }

    private int Stream(byte[] data, string entries) => Raw(XImage.Deflate(data), entries);

    private int Raw(byte[] deflated, string entries)
    {
        var number = ++_last;
        Begin(number);
        Text($"<< /Length {deflated.Length} /Filter /FlateDecode {entries} >>\nstream\n");
        _file.Write(deflated);
        Text("\nendstream\nendobj\n");
        return number;
    }

    private int Object(string body)
    {
        var number = ++_last;
        Object(number, body);
        return number;
    }

    private void Object(int number, string body)
    {
        Begin(number);
        Text($"{body}\nendobj\n");
    }

    private void Begin(int number)
    {
        _offsets[number] = _file.Position;
        Text($"{number} 0 obj\n");
    }

    private void Text(string text) => _file.Write(Encoding.ASCII.GetBytes(text));
}
