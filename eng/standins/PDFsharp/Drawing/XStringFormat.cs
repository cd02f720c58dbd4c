// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

public enum XStringAlignment
{
    Near = 0,
    Center = 1,
    Far = 2,
}

public enum XLineAlignment
{
    Near = 0,
    Center = 1,
    Far = 2,
    BaseLine = 3,
}

public class XStringFormat
{
    public XStringAlignment Alignment { get; set; }

    public XLineAlignment LineAlignment { get; set; }
}

public static class XStringFormats
{
    public static XStringFormat Default => BaseLineLeft;

    public static XStringFormat BaseLineLeft => Create(XStringAlignment.Near, XLineAlignment.BaseLine);

    public static XStringFormat BaseLineCenter => Create(XStringAlignment.Center, XLineAlignment.BaseLine);

    public static XStringFormat BaseLineRight => Create(XStringAlignment.Far, XLineAlignment.BaseLine);

    public static XStringFormat TopLeft => Create(XStringAlignment.Near, XLineAlignment.Near);

    public static XStringFormat TopCenter => Create(XStringAlignment.Center, XLineAlignment.Near);

    public static XStringFormat TopRight => Create(XStringAlignment.Far, XLineAlignment.Near);

    public static XStringFormat CenterLeft => Create(XStringAlignment.Near, XLineAlignment.Center);

    public static XStringFormat Center => Create(XStringAlignment.Center, XLineAlignment.Center);

    public static XStringFormat CenterRight => Create(XStringAlignment.Far, XLineAlignment.Center);

    public static XStringFormat BottomLeft => Create(XStringAlignment.Near, XLineAlignment.Far);

    public static XStringFormat BottomCenter => Create(XStringAlignment.Center, XLineAlignment.Far);

    public static XStringFormat BottomRight => Create(XStringAlignment.Far, XLineAlignment.Far);

    private static XStringFormat Create(XStringAlignment alignment, XLineAlignment lineAlignment) =>
        new() { Alignment = alignment, LineAlignment = lineAlignment };
}
