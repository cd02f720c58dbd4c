namespace Booking.Domain.Trips;

using Booking.Domain.Common;

/// <summary>What a passenger of one kind pays of the fare.</summary>
/// <param name="Type">E.g. <c>adult</c>, <c>child</c>, <c>senior</c>.</param>
/// <param name="Percent">0 to 100 of the fare.</param>
public sealed record PassengerFare(string Type, int Percent);

/// <summary>What can be edited of a route; its stops and fares are replaced on their own.</summary>
/// <param name="TaxRate">Basis points.</param>
/// <param name="PassengerTypes">Empty: every passenger pays the whole fare.</param>
/// <param name="SaleClosesMinutes">The sale closes so long before the departure at each stop.</param>
/// <param name="DelayCaseMinutes">A delay of less opens no case for the bookings.</param>
public sealed record RouteDetails(
    string Name,
    Guid OperatorId,
    int TaxRate,
    bool RequiresNames,
    bool RequiresDocuments,
    IReadOnlyList<PassengerFare> PassengerTypes,
    int SaleClosesMinutes,
    int DelayCaseMinutes,
    CancellationPolicy Policy);

/// <summary>A line of a bus operator.</summary>
public sealed class Route : AggregateRoot
{
    public const int NameMaxLength = 200;
    public const int MaxStops = 100;
    public const int MaxPassengerTypes = 20;

    /// <summary>From the first departure to the last arrival, in minutes.</summary>
    public const int MaxMinutes = 4 * 24 * 60;

    private Route()
    {
    }

    public string Name { get; private set; } = "";

    public Guid OperatorId { get; private set; }

    public string Currency { get; private init; } = "";

    public int TaxRate { get; private set; }

    public bool RequiresNames { get; private set; }

    public bool RequiresDocuments { get; private set; }

    public IReadOnlyList<PassengerFare> PassengerTypes { get; private set; } = [];

    public int SaleClosesMinutes { get; private set; }

    public int DelayCaseMinutes { get; private set; }

    public CancellationPolicy Policy { get; private set; } = CancellationPolicy.Default;

    /// <summary>Rises when the stops or fares are replaced.</summary>
    public int Revision { get; private set; }

    public bool IsActive { get; private set; }

    public static Route Create(Guid tenantId, Guid id, string name, Guid operatorId, string currency, int taxRate) =>
        Create(id, tenantId, currency, Usual(name, operatorId, taxRate)).Value!;

    public static Result<Route> Create(Guid id, Guid tenantId, string currency, RouteDetails details)
    {
        Route created = new() { Id = id, TenantId = tenantId, Currency = currency, Revision = 1, IsActive = true };
        Result<Done> edited = created.Edit(details);
        return edited.IsSuccess ? created : edited.Error;
    }

    /// <summary>Terms as they are where nothing else is said.</summary>
    public static RouteDetails Usual(string name, Guid operatorId, int taxRate) => new(name, operatorId, taxRate, false, false, [], 0, 15, CancellationPolicy.Default);

    public Result<Done> Edit(RouteDetails details)
    {
        if (details.Name.Length is 0 or > NameMaxLength)
        {
            return Error.Rule("/name", $"A name has 1 to {NameMaxLength} characters.");
        }

        if (details.TaxRate is < 0 or > 10_000)
        {
            return Error.Rule("/taxRate", "A tax rate is 0 to 10000 basis points.");
        }

        if (details.SaleClosesMinutes is < 0 or > 10_080)
        {
            return Error.Rule("/saleClosesMinutes", "The sale closes 0 to 10080 minutes before the departure.");
        }

        if (details.DelayCaseMinutes is < 0 or > 1_440)
        {
            return Error.Rule("/delayCaseMinutes", "0 to 1440 minutes.");
        }

        if (details.PassengerTypes.Count > MaxPassengerTypes
            || details.PassengerTypes.Any(type => type.Type.Length is 0 or > 40 || type.Percent is < 0 or > 100)
            || details.PassengerTypes.DistinctBy(type => type.Type).Count() < details.PassengerTypes.Count)
        {
            return Error.Rule("/passengerTypes", $"At most {MaxPassengerTypes} kinds of passengers, each named once, each paying 0 to 100 percent.");
        }

        (Name, OperatorId, TaxRate, RequiresNames, RequiresDocuments) = (details.Name, details.OperatorId, details.TaxRate, details.RequiresNames, details.RequiresDocuments);
        (PassengerTypes, SaleClosesMinutes, DelayCaseMinutes, Policy) = (details.PassengerTypes, details.SaleClosesMinutes, details.DelayCaseMinutes, details.Policy);
        return Result.Success;
    }

    /// <summary>Its stops or fares have been replaced.</summary>
    public void Revise() => Revision++;

    /// <summary>Sells nothing new; what is sold stays.</summary>
    public void Withdraw() => IsActive = false;

    public void Resume() => IsActive = true;

    /// <summary>Percent of the fare; null for a kind of passenger that the route does not know.</summary>
    public int? PercentOf(string? passengerType) => passengerType switch
    {
        null => 100,
        "adult" when PassengerTypes.All(type => type.Type != "adult") => 100,
        _ => PassengerTypes.FirstOrDefault(type => type.Type == passengerType)?.Percent,
    };

    /// <summary>Refuses timetables that a bus cannot drive.</summary>
    public static Result<Done> CheckStops(IReadOnlyList<StopDetails> stops)
    {
        if (stops.Count is < 2 or > MaxStops)
        {
            return Error.Rule("/stops", $"A route has 2 to {MaxStops} stops.");
        }

        for (int i = 0; i < stops.Count; i++)
        {
            StopDetails stop = stops[i];
            string? wrong = stop switch
            {
                { Name.Length: 0 or > Stop.NameMaxLength } or { City.Length: 0 or > Stop.NameMaxLength } => $"Name and city have 1 to {Stop.NameMaxLength} characters.",
                { Location: { Latitude: < -90 or > 90 } or { Longitude: < -180 or > 180 } } => "Latitude is −90 to 90, longitude −180 to 180.",
                _ when NodaTime.DateTimeZoneProviders.Tzdb.GetZoneOrNull(stop.TimeZone) is null => $"'{stop.TimeZone}' is not an IANA time zone.",
                _ when stop.DepartsAfterMinutes < stop.ArrivesAfterMinutes => "A bus departs when it has arrived.",
                _ when i == 0 && stop is not { ArrivesAfterMinutes: 0, DepartsAfterMinutes: 0 } => "The minutes count from the departure at the first stop, which is 0.",
                _ when i > 0 && stop.ArrivesAfterMinutes <= stops[i - 1].DepartsAfterMinutes => "Each stop is reached after the one before it has been left.",
                _ when stop.DepartsAfterMinutes > MaxMinutes => $"A route takes at most {MaxMinutes} minutes.",
                _ when stop.Id is not null && stops.Take(i).Any(other => other.Id == stop.Id) => "A stop is named twice.",
                _ => null,
            };
            if (wrong is not null)
            {
                return Error.Rule($"/stops/{i}", wrong);
            }
        }

        return Result.Success;
    }
}
