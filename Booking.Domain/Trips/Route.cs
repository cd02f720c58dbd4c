namespace Booking.Domain.Trips;

/// <summary>A line of a bus operator: ordered stops, and what it costs to ride between two of them.</summary>
public sealed class Route
{
    private Route()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public string Name { get; private init; } = "";

    public string Operator { get; private init; } = "";

    public string Currency { get; private init; } = "";

    public int TaxRate { get; private init; }

    public static Route Create(Guid tenantId, Guid id, string name, string operatorName, string currency, int taxRate) => new()
    {
        TenantId = tenantId,
        Id = id,
        Name = name,
        Operator = operatorName,
        Currency = currency,
        TaxRate = taxRate,
    };
}

/// <summary>A place where buses of a route stop.</summary>
public sealed class Stop
{
    private Stop()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid Id { get; private init; }

    public Guid RouteId { get; private init; }

    /// <summary>0 for the first stop of the route; seats are sold between two of these numbers.</summary>
    public int Sequence { get; private init; }

    public string Name { get; private init; } = "";

    public string City { get; private init; } = "";

    public double Latitude { get; private init; }

    public double Longitude { get; private init; }

    public string TimeZone { get; private init; } = "";

    /// <summary>Minutes after the departure from the first stop.</summary>
    public int ArrivesAfterMinutes { get; private init; }

    public int DepartsAfterMinutes { get; private init; }

    public static Stop Create(Guid tenantId, Guid id, Guid routeId, int sequence, string name, string city, double latitude, double longitude, string timeZone, int arrivesAfter, int departsAfter) => new()
    {
        TenantId = tenantId,
        Id = id,
        RouteId = routeId,
        Sequence = sequence,
        Name = name,
        City = city,
        Latitude = latitude,
        Longitude = longitude,
        TimeZone = timeZone,
        ArrivesAfterMinutes = arrivesAfter,
        DepartsAfterMinutes = departsAfter,
    };
}

/// <summary>The fare of one class between two stops of a route.</summary>
public sealed class Fare
{
    private Fare()
    {
    }

    public Guid TenantId { get; private init; }

    public Guid RouteId { get; private init; }

    public int FromStop { get; private init; }

    public int ToStop { get; private init; }

    /// <summary>The seat class it is for, e.g. <c>standard</c>.</summary>
    public string Class { get; private init; } = "";

    /// <summary>Minor units of the route's currency.</summary>
    public long Amount { get; private init; }

    public static Fare Create(Guid tenantId, Guid routeId, int fromStop, int toStop, string seatClass, long amount) => new()
    {
        TenantId = tenantId,
        RouteId = routeId,
        FromStop = fromStop,
        ToStop = toStop,
        Class = seatClass,
        Amount = amount,
    };
}
