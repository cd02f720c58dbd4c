namespace Booking.Domain.Tests.Common;

using Booking.Domain.Common;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

public sealed class GeoPointTests
{
    private static readonly Gen<GeoPoint> Points =
        from latitude in Gen.Choose(-90, 90)
        from longitude in Gen.Choose(-180, 180)
        select new GeoPoint(latitude, longitude);

    // Geodesic distances on the WGS 84 ellipsoid; the last pair lies across the date line.
    [Theory]
    [InlineData(52.5200, 13.4050, 53.5511, 9.9937, 255.5)]
    [InlineData(51.5074, -0.1278, 40.7128, -74.0060, 5_585)]
    [InlineData(0, 179.5, 0, -179.5, 111.3)]
    public void DistanceTo_WhenKnown_IsWithinHalfAPercent(double latitude, double longitude, double otherLatitude, double otherLongitude, double kilometres)
    {
        double distance = new GeoPoint(latitude, longitude).DistanceTo(new GeoPoint(otherLatitude, otherLongitude));
        distance.ShouldBe(kilometres, kilometres * 0.005);
    }

    [Fact]
    public void DistanceTo_WhenAntipodal_IsHalfTheCircumference() => new GeoPoint(0, 0).DistanceTo(new GeoPoint(0, 180)).ShouldBe(20_015, 1);

    [Fact]
    public void DistanceTo_WhenRandom_IsSymmetricBoundedAndZeroOnlyToItself() => Properties.Hold(Points.Two(), pair =>
    {
        double there = pair.Item1.DistanceTo(pair.Item2);
        return Math.Abs(there - pair.Item2.DistanceTo(pair.Item1)) < 1e-6 && there is >= 0 and <= 20_016 && pair.Item1.DistanceTo(pair.Item1) == 0;
    });
}
