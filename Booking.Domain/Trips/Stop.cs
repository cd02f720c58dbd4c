namespace Booking.Domain.Trips;

using Booking.Domain.Common;

/// <summary>A stop as a timetable names it.</summary>
/// <param name="Id">An existing stop of the route; null makes a new one.</param>
/// <param name="ArrivesAfterMinutes">Elapsed minutes after the departure from the first stop.</param>
public sealed record StopDetails(Guid? Id, string Name, string City, GeoPoint Location, string TimeZone, int ArrivesAfterMinutes, int DepartsAfterMinutes);

/// <summary>A place where buses of a route stop.</summary>
public sealed class Stop
{
    public const int NameMaxLength = 200;

    private Stop()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid RouteId { get; private init; }

    /// <summary>0 for the first stop of the route.</summary>
    public int Sequence { get; private set; }

    public string Name { get; private set; } = "";

    public string City { get; private set; } = "";

    /// <summary>See <see cref="TextKey"/>.</summary>
    public string CityKey { get; private set; } = "";

    public string NameKey { get; private set; } = "";

    public double Latitude { get; private set; }

    public double Longitude { get; private set; }

    public string TimeZone { get; private set; } = "";

    /// <summary>Minutes after the departure from the first stop.</summary>
    public int ArrivesAfterMinutes { get; private set; }

    public int DepartsAfterMinutes { get; private set; }

    /// <summary>False once the route does not call here any more.</summary>
    public bool IsActive { get; private set; }

    public static Stop Create(Guid tenantId, Guid id, Guid routeId, int sequence, string name, string city, double latitude, double longitude, string timeZone, int arrivesAfter, int departsAfter) =>
        Create(tenantId, id, routeId, sequence, new StopDetails(id, name, city, new GeoPoint(latitude, longitude), timeZone, arrivesAfter, departsAfter));

    public static Stop Create(Guid tenantId, Guid id, Guid routeId, int sequence, StopDetails details)
    {
        Stop created = new() { TenantId = tenantId, Id = id, RouteId = routeId };
        created.Edit(sequence, details);
        return created;
    }

    public void Edit(int sequence, StopDetails details)
    {
        (Sequence, Name, City, TimeZone, IsActive) = (sequence, details.Name, details.City, details.TimeZone, true);
        (CityKey, NameKey) = (TextKey.Of(details.City), TextKey.Of(details.Name));
        (Latitude, Longitude) = details.Location;
        (ArrivesAfterMinutes, DepartsAfterMinutes) = (details.ArrivesAfterMinutes, details.DepartsAfterMinutes);
    }

    public void Retire() => IsActive = false;
}
