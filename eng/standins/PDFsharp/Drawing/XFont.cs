// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

using PdfSharp.Fonts;

[Flags]
public enum XFontStyleEx
{
    Regular = 0,
    Bold = 1,
    Italic = 2,
    BoldItalic = 3,
    Underline = 4,
    Strikeout = 8,
}

public sealed class XFont
{
    public XFont(string familyName, double emSize)
        : this(familyName, emSize, XFontStyleEx.Regular)
    {
    }

    public XFont(string familyName, double emSize, XFontStyleEx style)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(emSize);
        if ((style & (XFontStyleEx.Underline | XFontStyleEx.Strikeout)) != 0)
        {
            throw new NotSupportedException("XFontStyleEx.Underline and XFontStyleEx.Strikeout.");
        }

        Size = emSize;
        Style = style;
        Face = GlobalFontSettings.Face(familyName, Bold, Italic);
    }

    public double Size { get; }

    public XFontStyleEx Style { get; }

    public bool Bold => (Style & XFontStyleEx.Bold) != 0;

    public bool Italic => (Style & XFontStyleEx.Italic) != 0;

    public int CellSpace => Face.CellSpace;

    public int CellAscent => Face.CellAscent;

    public int CellDescent => Face.CellDescent;

    public int Height => (int)Math.Ceiling(GetHeight());

    internal TrueTypeFace Face { get; }

    public double GetHeight() => CellSpace * Size / Face.UnitsPerEm;

    internal double Width(IEnumerable<ushort> glyphs) => glyphs.Sum(glyph => Face.Advance(glyph)) * Size / Face.UnitsPerEm;
}
