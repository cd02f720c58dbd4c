// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

public struct XPoint(double x, double y)
{
    public double X { get; set; } = x;

    public double Y { get; set; } = y;
}

public struct XSize(double width, double height)
{
    public double Width { get; set; } = width;

    public double Height { get; set; } = height;
}

public struct XRect(double x, double y, double width, double height)
{
    public XRect(XPoint location, XSize size)
        : this(location.X, location.Y, size.Width, size.Height)
    {
    }

    public double X { get; set; } = x;

    public double Y { get; set; } = y;

    public double Width { get; set; } = width;

    public double Height { get; set; } = height;

    public readonly double Left => X;

    public readonly double Top => Y;

    public readonly double Right => X + Width;

    public readonly double Bottom => Y + Height;
}
