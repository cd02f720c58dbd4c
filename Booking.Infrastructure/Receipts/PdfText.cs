namespace Booking.Infrastructure.Receipts;

using System.Globalization;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

internal readonly record struct TextStyle(double Size, bool Bold = false);

/// <summary>Measures, wraps and draws cleaned text (see <see cref="PrintableText"/>), each stretch in a font that has its glyphs.</summary>
internal sealed class PdfText : IDisposable
{
    private const string Ellipsis = "…";
    private const double LineSpacing = 1.35;

    private readonly Dictionary<(string Family, TextStyle Style), XFont> _fonts = [];
    private readonly Dictionary<(string Element, TextStyle Style), double> _widths = [];

    // Measures away from the pages of the real document, so that layout can come before drawing.
    private readonly PdfDocument _scratch = new();
    private readonly XGraphics _ruler;
    private readonly SystemFonts _systemFonts;

    public PdfText(SystemFonts systemFonts)
    {
        _systemFonts = systemFonts;
        _ruler = XGraphics.FromPdfPage(_scratch.AddPage());
    }

    public static double LineHeight(TextStyle style) => style.Size * LineSpacing;

    public void Dispose()
    {
        _ruler.Dispose();
        _scratch.Dispose();
    }

    public double Width(string text, TextStyle style) => PrintableText.Elements(text).Sum(element => ElementWidth(element, style));

    /// <summary>Breaks at spaces, and inside a word only where the word is wider than a line. What exceeds the last line ends in an ellipsis.</summary>
    public List<string> Wrap(string text, TextStyle style, double width, int maximumLines)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0.0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var wordWidth = Width(word, style);
            var space = line.Length == 0 ? 0 : ElementWidth(" ", style);
            if (line.Length > 0 && used + space + wordWidth > width)
            {
                Break();
                space = 0;
            }

            if (space > 0)
            {
                line.Append(' ');
                used += space;
            }

            if (wordWidth <= width)
            {
                line.Append(word);
                used += wordWidth;
            }
            else
            {
                AppendCut(word);
            }

            if (lines.Count > maximumLines)
            {
                break;
            }
        }

        if (line.Length > 0)
        {
            Break();
        }

        if (lines.Count > maximumLines)
        {
            lines.RemoveRange(maximumLines, lines.Count - maximumLines);
            lines[^1] = Shorten(lines[^1], style, width);
        }

        return lines;

        void Break()
        {
            lines.Add(line.ToString());
            line.Clear();
            used = 0;
        }

        void AppendCut(string word)
        {
            foreach (var element in PrintableText.Elements(word))
            {
                var elementWidth = ElementWidth(element, style);
                if (line.Length > 0 && used + elementWidth > width)
                {
                    Break();
                    if (lines.Count > maximumLines)
                    {
                        return;
                    }
                }

                line.Append(element);
                used += elementWidth;
            }
        }
    }

    /// <summary>The text on one line, ending in an ellipsis where it is too wide.</summary>
    public string Fit(string text, TextStyle style, double width) => Width(text, style) <= width ? text : Shorten(text, style, width);

    public void DrawLeft(XGraphics graphics, string text, TextStyle style, XBrush brush, double x, double baseline)
    {
        foreach (var (run, family) in Runs(PrintableText.InDrawingOrder(text), style.Bold))
        {
            var font = Font(family, style);
            graphics.DrawString(run, font, brush, x, baseline, XStringFormats.BaseLineLeft);
            x += graphics.MeasureString(run, font).Width;
        }
    }

    public void DrawRight(XGraphics graphics, string text, TextStyle style, XBrush brush, double right, double baseline) =>
        DrawLeft(graphics, text, style, brush, right - Width(text, style), baseline);

    public void DrawCentered(XGraphics graphics, string text, TextStyle style, XBrush brush, double center, double baseline) =>
        DrawLeft(graphics, text, style, brush, center - (Width(text, style) / 2), baseline);

    private string Shorten(string line, TextStyle style, double width)
    {
        var elements = PrintableText.Elements(line);
        var room = width - ElementWidth(Ellipsis, style);
        var used = elements.Sum(element => ElementWidth(element, style));
        while (elements.Count > 0 && used > room)
        {
            used -= ElementWidth(elements[^1], style);
            elements.RemoveAt(elements.Count - 1);
        }

        return string.Concat(elements).TrimEnd() + Ellipsis;
    }

    // There is no kerning and no ligature, so the width of a text is the sum over its parts.
    private double ElementWidth(string element, TextStyle style)
    {
        if (!_widths.TryGetValue((element, style), out var width))
        {
            foreach (var (run, family) in Runs(element, style.Bold))
            {
                width += _ruler.MeasureString(run, Font(family, style)).Width;
            }

            _widths[(element, style)] = width;
        }

        return width;
    }

    private List<(string Text, string Family)> Runs(string text, bool bold)
    {
        var runs = new List<(string Text, string Family)>();
        var run = new StringBuilder();
        string? current = null;
        foreach (var rune in text.EnumerateRunes())
        {
            // A mark stays in the font of its letter.
            var family = current is not null && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
                ? current
                : _systemFonts.FamilyFor(rune.Value, bold);
            if (current is not null && family != current)
            {
                runs.Add((run.ToString(), current));
                run.Clear();
            }

            current = family;
            run.Append(rune);
        }

        if (current is not null && run.Length > 0)
        {
            runs.Add((run.ToString(), current));
        }

        return runs;
    }

    private XFont Font(string family, TextStyle style)
    {
        if (!_fonts.TryGetValue((family, style), out var font))
        {
            _fonts[(family, style)] = font = new XFont(family, style.Size, style.Bold ? XFontStyleEx.Bold : XFontStyleEx.Regular);
        }

        return font;
    }
}
