// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Pdf;

using PdfSharp.Drawing;
using PdfSharp.Fonts;

public sealed class PdfDocument : IDisposable
{
    private readonly List<PdfPage> _pages = [];
    private readonly Dictionary<TrueTypeFace, EmbeddedFont> _fonts = [];
    private readonly List<XImage> _images = [];
    private bool _closed;

    public PdfDocumentInformation Info { get; } = new();

    public int Version { get; set; } = 17;

    public int PageCount => _pages.Count;

    public string Language { get; set; } = "";

    internal IReadOnlyList<PdfPage> PageList => _pages;

    internal IReadOnlyCollection<EmbeddedFont> Fonts => _fonts.Values;

    internal IReadOnlyList<XImage> Images => _images;

    public PdfPage AddPage()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var page = new PdfPage(this);
        _pages.Add(page);
        return page;
    }

    public void Save(string path)
    {
        using var file = File.Create(path);
        Save(file);
    }

    public void Save(Stream stream, bool closeStream = false)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_pages.Count == 0)
        {
            throw new InvalidOperationException("Cannot save a PDF document with no pages.");
        }

        using var writer = new PdfFileWriter(this);
        stream.Write(writer.Write());
        if (closeStream)
        {
            stream.Dispose();
        }
    }

    public Task SaveAsync(Stream stream, bool closeStream = false)
    {
        Save(stream, closeStream);
        return Task.CompletedTask;
    }

    public void Close() => _closed = true;

    public void Dispose() => _closed = true;

    internal string FontName(TrueTypeFace face, string text, List<ushort> glyphs)
    {
        if (!_fonts.TryGetValue(face, out var font))
        {
            _fonts[face] = font = new EmbeddedFont($"F{_fonts.Count}", face);
        }

        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            font.Used.TryAdd(glyphs[index++], rune);
        }

        return font.Name;
    }

    internal string ImageName(XImage image)
    {
        if (!_images.Contains(image))
        {
            _images.Add(image);
        }

        return $"I{_images.IndexOf(image)}";
    }
}
