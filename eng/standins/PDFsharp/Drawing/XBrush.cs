// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

public abstract class XBrush;

public sealed class XSolidBrush(XColor color) : XBrush
{
    public XSolidBrush()
        : this(XColors.Black)
    {
    }

    public XColor Color { get; set; } = color;
}

public static class XBrushes
{
    public static XSolidBrush Black { get; } = new(XColors.Black);

    public static XSolidBrush White { get; } = new(XColors.White);

    public static XSolidBrush Gray { get; } = new(XColors.Gray);

    public static XSolidBrush LightGray { get; } = new(XColors.LightGray);

    public static XSolidBrush DarkGray { get; } = new(XColors.DarkGray);
}

public sealed class XPen(XColor color, double width)
{
    public XPen(XColor color)
        : this(color, 1)
    {
    }

    public XColor Color { get; set; } = color;

    public double Width { get; set; } = width;
}

public static class XPens
{
    public static XPen Black { get; } = new(XColors.Black);

    public static XPen Gray { get; } = new(XColors.Gray);

    public static XPen LightGray { get; } = new(XColors.LightGray);
}
