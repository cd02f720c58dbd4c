namespace Booking.Domain.Tests.Trips;

using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Tests.Common;
using Booking.Domain.Trips;

/// <summary>Berlin – Schwerin – Hamburg with one departure, fares in the standard class: 10.00, 15.00, 25.00.</summary>
internal sealed class Line
{
    public static readonly DateTimeOffset Start = Samples.Now.AddHours(10);

    private static readonly Guid Tenant = Guid.CreateVersion7();

    private readonly Operator _operator = Operator.Create(Guid.CreateVersion7(), Tenant, null, new OperatorDetails("Buses", "BUS", null, null, false, false)).Value!;
    private readonly Bus _bus = Bus.Create(Tenant, Guid.CreateVersion7(), "Coach", [new("1A", 1, "standard"), new("1B", 1, "standard"), new("2A", 2, "premium"), new("3A", 1, "standard") { IsBlocked = true }]);

    public Line(RouteDetails? details = null)
    {
        Route = Route.Create(Guid.CreateVersion7(), Tenant, "EUR", details ?? Route.Usual("Berlin – Hamburg", _operator.Id, 700)).Value!;
        Stops = [At(0, "Berlin", 0, 0), At(1, "Schwerin", 120, 130), At(2, "Hamburg", 210, 210)];
        Trip = Trip.Schedule(Guid.CreateVersion7(), Tenant, Route.Id, _bus.Id, Start);
        TripStops = [.. Stops.Select(stop => TripStop.Of(Trip, stop, Start))];
    }

    public Route Route { get; }

    public IReadOnlyList<Stop> Stops { get; }

    public Trip Trip { get; }

    public IReadOnlyList<TripStop> TripStops { get; }

    public TripOffer Offer() => new(
        Trip, Route, _operator, _bus,
        [.. Stops.Zip(TripStops, (stop, call) => new TripCall(stop.Id, call.Sequence, stop.Name, stop.City, stop.TimeZone, 0, 0, call.ArrivesAt, call.DepartsAt))],
        new FareTable([Fare(0, 1, 1_000), Fare(1, 2, 1_500), Fare(0, 2, 2_500)]));

    public Result<Grant> Grant(int from, int to, DateTimeOffset now, params string[] seats) => Trip.Grant(0, Offer(), new SeatOrder(Stops[from].Id, Stops[to].Id, seats, []), now);

    private Fare Fare(int from, int to, long amount) => Booking.Domain.Trips.Fare.Create(Tenant, Guid.CreateVersion7(), Route.Id, Stops[from].Id, Stops[to].Id, "standard", amount);

    private Stop At(int sequence, string name, int arrives, int departs) =>
        Stop.Create(Tenant, Guid.CreateVersion7(), Route.Id, sequence, name, name, 0, 0, "Europe/Berlin", arrives, departs);
}
