// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

using System.Globalization;
using System.Text;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

public sealed class XGraphicsState;

public sealed class XGraphics : IDisposable
{
    private readonly PdfPage _page;
    private readonly StringBuilder _content;
    private readonly double _pageHeight;
    private bool _disposed;

    private XGraphics(PdfPage page)
    {
        _page = page;
        _content = page.Content;
        _pageHeight = page.Height.Point;
    }

    public static XGraphics FromPdfPage(PdfPage page)
    {
        if (page.HasGraphics)
        {
            throw new InvalidOperationException("An XGraphics object already exists for this page and must be disposed before a new one can be created.");
        }

        page.HasGraphics = true;
        return new XGraphics(page);
    }

    public void DrawString(string s, XFont font, XBrush brush, XPoint point) => DrawString(s, font, brush, point, XStringFormats.Default);

    public void DrawString(string s, XFont font, XBrush brush, XPoint point, XStringFormat format) =>
        DrawString(s, font, brush, new XRect(point.X, point.Y, 0, 0), format);

    public void DrawString(string s, XFont font, XBrush brush, double x, double y) => DrawString(s, font, brush, x, y, XStringFormats.Default);

    public void DrawString(string s, XFont font, XBrush brush, double x, double y, XStringFormat format) =>
        DrawString(s, font, brush, new XRect(x, y, 0, 0), format);

    public void DrawString(string s, XFont font, XBrush brush, XRect layoutRectangle) =>
        DrawString(s, font, brush, layoutRectangle, XStringFormats.Default);

    public void DrawString(string text, XFont font, XBrush brush, XRect layoutRectangle, XStringFormat format)
    {
        CheckUsable();
        if (text.Length == 0)
        {
            return;
        }

        var glyphs = Glyphs(text, font.Face);
        var width = font.Width(glyphs);
        var line = font.GetHeight();
        var ascent = line * font.CellAscent / font.CellSpace;
        var descent = line * font.CellDescent / font.CellSpace;
        var x = format.Alignment switch
        {
            XStringAlignment.Near => layoutRectangle.X,
            XStringAlignment.Center => layoutRectangle.X + ((layoutRectangle.Width - width) / 2),
            XStringAlignment.Far => layoutRectangle.Right - width,
            _ => throw new NotSupportedException($"XStringAlignment {format.Alignment}."),
        };
        var y = format.LineAlignment switch
        {
            XLineAlignment.Near => layoutRectangle.Y + ascent,
            XLineAlignment.Center => layoutRectangle.Y + (layoutRectangle.Height / 2) + (ascent * 3 / 8),
            XLineAlignment.Far => layoutRectangle.Bottom - descent,
            XLineAlignment.BaseLine => layoutRectangle.Y,
            _ => throw new NotSupportedException($"XLineAlignment {format.LineAlignment}."),
        };
        var name = _page.Document.FontName(font.Face, text, glyphs);
        Append($"BT /{name} {Number(font.Size)} Tf {Color(Solid(brush))} rg 1 0 0 1 {Number(x)} {Number(_pageHeight - y)} Tm <");
        foreach (var glyph in glyphs)
        {
            _content.Append(glyph.ToString("X4", CultureInfo.InvariantCulture));
        }

        _content.Append("> Tj ET\n");
    }

    public XSize MeasureString(string text, XFont font) => MeasureString(text, font, XStringFormats.Default);

    public XSize MeasureString(string text, XFont font, XStringFormat stringFormat)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(stringFormat);
        return new XSize(font.Width(Glyphs(text, font.Face)), font.GetHeight());
    }

    public void DrawLine(XPen pen, double x1, double y1, double x2, double y2)
    {
        CheckUsable();
        Append($"{Number(pen.Width)} w {Color(pen.Color)} RG {Number(x1)} {Number(_pageHeight - y1)} m {Number(x2)} {Number(_pageHeight - y2)} l S\n");
    }

    public void DrawRectangle(XPen pen, double x, double y, double width, double height) => DrawRectangle(pen, null, x, y, width, height);

    public void DrawRectangle(XBrush brush, double x, double y, double width, double height) => DrawRectangle(null, brush, x, y, width, height);

    public void DrawRectangle(XPen pen, XRect rect) => DrawRectangle(pen, null, rect);

    public void DrawRectangle(XBrush brush, XRect rect) => DrawRectangle(null, brush, rect);

    public void DrawRectangle(XPen? pen, XBrush? brush, XRect rect) => DrawRectangle(pen, brush, rect.X, rect.Y, rect.Width, rect.Height);

    public void DrawRectangle(XPen? pen, XBrush? brush, double x, double y, double width, double height)
    {
        CheckUsable();
        if (pen is null && brush is null)
        {
            throw new ArgumentNullException(nameof(pen), "Pen and brush are both null.");
        }

        if (pen is not null)
        {
            Append($"{Number(pen.Width)} w {Color(pen.Color)} RG ");
        }

        if (brush is not null)
        {
            Append($"{Color(Solid(brush))} rg ");
        }

        var paint = (pen, brush) switch { (null, _) => "f", (_, null) => "S", _ => "B" };
        Append($"{Number(x)} {Number(_pageHeight - y - height)} {Number(width)} {Number(height)} re {paint}\n");
    }

    public void DrawImage(XImage image, XRect rect) => DrawImage(image, rect.X, rect.Y, rect.Width, rect.Height);

    public void DrawImage(XImage image, double x, double y, double width, double height)
    {
        CheckUsable();
        var name = _page.Document.ImageName(image);
        Append($"q {Number(width)} 0 0 {Number(height)} {Number(x)} {Number(_pageHeight - y - height)} cm /{name} Do Q\n");
    }

    public void IntersectClip(XRect rect)
    {
        CheckUsable();
        Append($"{Number(rect.X)} {Number(_pageHeight - rect.Bottom)} {Number(rect.Width)} {Number(rect.Height)} re W n\n");
    }

    public XGraphicsState Save()
    {
        CheckUsable();
        _content.Append("q\n");
        return new XGraphicsState();
    }

    public void Restore(XGraphicsState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        CheckUsable();
        _content.Append("Q\n");
    }

    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            _page.HasGraphics = false;
        }
    }

    private static List<ushort> Glyphs(string text, TrueTypeFace face) =>
        [.. text.EnumerateRunes().Select(rune => face.Glyph(rune.Value))];

    private static XColor Solid(XBrush brush) =>
        brush is XSolidBrush solid ? solid.Color : throw new NotSupportedException("XBrush other than XSolidBrush.");

    private static string Color(XColor color) => $"{Number(color.R / 255.0)} {Number(color.G / 255.0)} {Number(color.B / 255.0)}";

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private void Append(FormattableString text) => _content.Append(text.ToString(CultureInfo.InvariantCulture));

    private void CheckUsable() => ObjectDisposedException.ThrowIf(_disposed, this);
}
