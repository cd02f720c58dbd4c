// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

public struct XColor : IEquatable<XColor>
{
    private XColor(int red, int green, int blue)
    {
        R = checked((byte)red);
        G = checked((byte)green);
        B = checked((byte)blue);
    }

    public byte R { get; set; }

    public byte G { get; set; }

    public byte B { get; set; }

    public static XColor FromArgb(int red, int green, int blue) => new(red, green, blue);

    public static XColor FromArgb(int alpha, int red, int green, int blue) =>
        alpha == byte.MaxValue ? new XColor(red, green, blue) : throw new NotSupportedException("XColor.FromArgb with an alpha other than 255.");

    public static XColor FromGrayScale(double grayScale)
    {
        var level = (int)Math.Round(grayScale * byte.MaxValue);
        return new XColor(level, level, level);
    }

    public static bool operator ==(XColor left, XColor right) => left.Equals(right);

    public static bool operator !=(XColor left, XColor right) => !left.Equals(right);

    public readonly bool Equals(XColor other) => R == other.R && G == other.G && B == other.B;

    public override readonly bool Equals(object? obj) => obj is XColor color && Equals(color);

    public override readonly int GetHashCode() => HashCode.Combine(R, G, B);
}

public static class XColors
{
    public static XColor Black => XColor.FromArgb(0, 0, 0);

    public static XColor White => XColor.FromArgb(255, 255, 255);

    public static XColor Gray => XColor.FromArgb(128, 128, 128);

    public static XColor LightGray => XColor.FromArgb(211, 211, 211);

    public static XColor DarkGray => XColor.FromArgb(169, 169, 169);
}
