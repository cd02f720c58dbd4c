// Stands in for the package PDFsharp where the configured feed lacks it.
// The signatures are those of the public API of the package.
// On a full feed the real package is used and this project is not built.
namespace PdfSharp.Drawing;

using System.Globalization;

public struct XUnit : IEquatable<XUnit>
{
    private const double PointsPerInch = 72;
    private const double MillimetersPerInch = 25.4;

    public XUnit(double point) => Point = point;

    public double Point { get; private set; }

    public readonly double Inch => Point / PointsPerInch;

    public readonly double Millimeter => Point * MillimetersPerInch / PointsPerInch;

    public readonly double Centimeter => Millimeter / 10;

    public static XUnit Zero => default;

    public static XUnit FromPoint(double value) => new(value);

    public static XUnit FromInch(double value) => new(value * PointsPerInch);

    public static XUnit FromMillimeter(double value) => new(value * PointsPerInch / MillimetersPerInch);

    public static XUnit FromCentimeter(double value) => FromMillimeter(value * 10);

    public static bool operator ==(XUnit left, XUnit right) => left.Equals(right);

    public static bool operator !=(XUnit left, XUnit right) => !left.Equals(right);

    public readonly bool Equals(XUnit other) => Point.Equals(other.Point);

    public override readonly bool Equals(object? obj) => obj is XUnit unit && Equals(unit);

    public override readonly int GetHashCode() => Point.GetHashCode();

    public override readonly string ToString() => Point.ToString("0.######", CultureInfo.InvariantCulture) + "pt";
}
