namespace Booking.Application.Catalog;

using Booking.Domain.Common;
using Microsoft.EntityFrameworkCore;

/// <summary>A circle on the map.</summary>
/// <param name="RadiusKm">Kilometres, more than 0 and at most <see cref="MaxRadiusKm"/>.</param>
public sealed record SearchArea(GeoPoint Center, double RadiusKm)
{
    public const double DefaultRadiusKm = 50;
    public const double MaxRadiusKm = 1000;
}

internal static class SearchAreaQueries
{
    private const double EarthRadiusKm = 6371.0088;
    private const double KmPerDegree = 111.195;
    private const double Radian = Math.PI / 180;

    /// <summary>
    /// Rows with columns <c>Latitude</c> and <c>Longitude</c> inside the circle: the box around it finds them by index, the
    /// great-circle distance decides. Both in SQL, so that pages stay full.
    /// </summary>
    public static IQueryable<T> Within<T>(this IQueryable<T> rows, SearchArea? area)
        where T : class
    {
        if (area is null)
        {
            return rows;
        }

        (double latitude, double longitude) = area.Center;
        double height = area.RadiusKm / KmPerDegree * 1.01;
        double south = latitude - height;
        double north = latitude + height;
        rows = rows.Where(row => EF.Property<double>(row, "Latitude") >= south && EF.Property<double>(row, "Latitude") <= north);

        // A box over a pole or the date line has no simple sides; there the distance alone decides.
        double width = south > -89 && north < 89 ? height / Math.Cos(Math.Max(Math.Abs(south), Math.Abs(north)) * Radian) : 360;
        double west = longitude - width;
        double east = longitude + width;
        if (west >= -180 && east <= 180)
        {
            rows = rows.Where(row => EF.Property<double>(row, "Longitude") >= west && EF.Property<double>(row, "Longitude") <= east);
        }

        double cosine = Math.Cos(latitude * Radian);
        double reach = Math.Pow(Math.Sin(Math.Min(area.RadiusKm / (2 * EarthRadiusKm), Math.PI / 2)), 2);
        return rows.Where(row =>
            Math.Pow(Math.Sin((EF.Property<double>(row, "Latitude") - latitude) * Radian / 2), 2)
            + cosine * Math.Cos(EF.Property<double>(row, "Latitude") * Radian) * Math.Pow(Math.Sin((EF.Property<double>(row, "Longitude") - longitude) * Radian / 2), 2) <= reach);
    }

    /// <summary>Kilometres with one decimal, or null when no place was asked for.</summary>
    public static double? DistanceKm(this SearchArea? area, double latitude, double longitude) =>
        area is null ? null : Math.Round(area.Center.DistanceTo(new GeoPoint(latitude, longitude)), 1);
}
