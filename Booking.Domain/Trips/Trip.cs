namespace Booking.Domain.Trips;

using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>Whether a departure is on sale.</summary>
public enum TripStatus
{
    /// <summary>Leaves as planned; on sale.</summary>
    Scheduled,

    /// <summary>Does not leave.</summary>
    Cancelled,
}

/// <summary>One departure of a bus on a route.</summary>
public sealed class Trip : AggregateRoot
{
    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Trip()
    {
    }

    public Guid RouteId { get; private init; }

    public Guid BusId { get; private init; }

    /// <summary>From the first stop.</summary>
    public DateTimeOffset DepartsAt { get; private init; }

    public TripStatus Status { get; private init; }

    public int HoldMinutes { get; private init; }

    public static Trip Schedule(Guid id, Guid tenantId, Guid routeId, Guid busId, DateTimeOffset departsAt) => new()
    {
        Id = id,
        TenantId = tenantId,
        RouteId = routeId,
        BusId = busId,
        DepartsAt = departsAt,
        Status = TripStatus.Scheduled,
        HoldMinutes = (int)DefaultHold.TotalMinutes,
    };

    public DateTimeOffset DepartureFrom(Stop stop) => DepartsAt.AddMinutes(stop.DepartsAfterMinutes);

    public DateTimeOffset ArrivalAt(Stop stop) => DepartsAt.AddMinutes(stop.ArrivesAfterMinutes);

    /// <param name="fares">Seat class → fare between the two stops, in minor units.</param>
    public Result<Grant> Grant(int item, Route route, Bus bus, Stop? from, Stop? to, IReadOnlyList<string> asked, IReadOnlyDictionary<string, long> fares, DateTimeOffset now)
    {
        if (Status != TripStatus.Scheduled)
        {
            return Error.Rule("/tripId", "This departure is not on sale.", Reason.NotOnSale);
        }

        if (from is null)
        {
            return Error.Rule("/fromStopId", "The trip does not call at this stop.");
        }

        if (to is null)
        {
            return Error.Rule("/toStopId", "The trip does not call at this stop.");
        }

        if (from.Sequence >= to.Sequence)
        {
            return Error.Rule("/toStopId", "The trip calls there before the stop of origin.");
        }

        if (DepartureFrom(from) <= now)
        {
            return Error.Rule("/tripId", "The bus has left this stop.", Reason.Past);
        }

        Dictionary<string, BusSeat> seats = bus.Seats.ToDictionary(seat => seat.Seat);
        List<PriceLine> lines = [];
        foreach (string name in asked)
        {
            if (!seats.TryGetValue(name, out BusSeat? seat))
            {
                return Error.Rule("/seats", $"The bus has no seat {name}.");
            }

            if (!fares.TryGetValue(seat.Class, out long fare))
            {
                return Error.Rule("/seats", $"Class {seat.Class} is not sold between these stops.");
            }

            lines.Add(new PriceLine("fare", $"{from.Name} – {to.Name}, seat {name}", new Money(fare, route.Currency), item, 1, route.TaxRate) { Seat = name });
        }

        return new Grant(
            new HoldItem(
                ItemKinds.TripSeat, Id, $"{route.Name}: {from.Name} – {to.Name}", asked.Count, DepartureFrom(from), ArrivalAt(to), from.TimeZone, asked,
                new Dictionary<string, string> { ["fromStopId"] = from.Id.ToString(), ["toStopId"] = to.Id.ToString(), ["operator"] = route.Operator }),
            [.. asked.Select(name => new LegClaim(item, Id, name, from.Sequence, to.Sequence))],
            lines,
            TimeSpan.FromMinutes(HoldMinutes));
    }
}
