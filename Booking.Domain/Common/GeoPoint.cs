namespace Booking.Domain.Common;

/// <summary>WGS 84 coordinates in degrees: latitude −90 to 90, longitude −180 to 180.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude)
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Great-circle distance in kilometres (haversine).</summary>
    public double DistanceTo(GeoPoint other)
    {
        double latitude = Radians(other.Latitude - Latitude);
        double longitude = Radians(other.Longitude - Longitude);
        double h = Math.Pow(Math.Sin(latitude / 2), 2)
            + Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Math.Pow(Math.Sin(longitude / 2), 2);
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
