namespace Booking.Domain.Trips;

using System.Globalization;
using Booking.Domain.Common;
using Booking.Domain.Holds;

/// <summary>What a trip is sold from: its route's terms, its bus, its stops and fares as they are now.</summary>
/// <param name="Calls">In the order of the ride.</param>
public sealed record TripOffer(Trip Trip, Route Route, Operator Operator, Bus Bus, IReadOnlyList<TripCall> Calls, FareTable Fares)
{
    public TripCall? Call(Guid stopId) => Calls.FirstOrDefault(call => call.StopId == stopId);

    /// <summary>Seat class → fare; empty where nothing is sold between the two.</summary>
    public IReadOnlyDictionary<string, long> FaresBetween(TripCall from, TripCall to) => Fares.Between(from.StopId, to.StopId, Trip.ScheduleId, from.LocalDate);

    /// <summary>What has to be known of each passenger: <c>documents</c>, <c>names</c>, or null.</summary>
    public string? Requires => Route.RequiresDocuments || Operator.RequiresDocuments ? TripDetails.Documents : Route.RequiresNames || Operator.RequiresNames ? TripDetails.Names : null;
}

/// <summary>Seats of a trip that somebody wants.</summary>
/// <param name="PassengerTypes">One for each seat, in their order; empty means that all pay the whole fare.</param>
public sealed record SeatOrder(Guid FromStopId, Guid ToStopId, IReadOnlyList<string> Seats, IReadOnlyList<string> PassengerTypes);

/// <summary>The words under which a sold trip seat keeps what the trip adds.</summary>
public static class TripDetails
{
    public const string FromStopId = "fromStopId";
    public const string ToStopId = "toStopId";
    public const string Operator = "operator";

    /// <summary>How many legs of the trip are taken.</summary>
    public const string Legs = "legs";

    /// <summary>What has to be known of each passenger: <see cref="Names"/> or <see cref="Documents"/>.</summary>
    public const string Passengers = "passengers";

    public const string Names = "names";
    public const string Documents = "documents";

    /// <summary>Kinds of passengers in the order of the seats, separated by commas.</summary>
    public const string PassengerTypes = "passengerTypes";
}

/// <summary>One departure of a bus on a route.</summary>
public sealed class Trip : AggregateRoot
{
    public const int MaxNoteLength = 500;

    public static readonly TimeSpan DefaultHold = TimeSpan.FromMinutes(15);

    private Trip()
    {
    }

    public Guid RouteId { get; private init; }

    public Guid BusId { get; private set; }

    /// <summary>The schedule that made it; null for a single departure.</summary>
    public Guid? ScheduleId { get; private init; }

    /// <summary>The day of the schedule at the first stop.</summary>
    public DateOnly? LocalDate { get; private init; }

    /// <summary>From the first stop, with all delays.</summary>
    public DateTimeOffset DepartsAt { get; private set; }

    public TripStatus Status { get; private set; }

    public int HoldMinutes { get; private set; }

    /// <summary>Of all delays together.</summary>
    public int DelayMinutes { get; private set; }

    /// <summary>The delay that the customers have been told of.</summary>
    public int AnnouncedDelayMinutes { get; private set; }

    /// <summary>The driver, who may read the boarding list.</summary>
    public Guid? DriverId { get; private set; }

    /// <summary>Why it is late or cancelled.</summary>
    public string? Note { get; private set; }

    public bool IsOnSale => Status is TripStatus.Scheduled or TripStatus.Departed;

    public static Trip Schedule(Guid id, Guid tenantId, Guid routeId, Guid busId, DateTimeOffset departsAt, Guid? scheduleId = null, DateOnly? localDate = null, int? holdMinutes = null) => new()
    {
        Id = id,
        TenantId = tenantId,
        RouteId = routeId,
        BusId = busId,
        ScheduleId = scheduleId,
        LocalDate = localDate,
        DepartsAt = departsAt,
        Status = TripStatus.Scheduled,
        HoldMinutes = holdMinutes ?? (int)DefaultHold.TotalMinutes,
    };

    public Result<Grant> Grant(int item, TripOffer offer, SeatOrder order, DateTimeOffset now)
    {
        if (!IsOnSale || !offer.Route.IsActive)
        {
            return Error.Rule("/tripId", "This departure is not on sale.", Reason.NotOnSale);
        }

        if (offer.Call(order.FromStopId) is not { } from)
        {
            return Error.Rule("/fromStopId", "The trip does not call at this stop.");
        }

        if (offer.Call(order.ToStopId) is not { } to)
        {
            return Error.Rule("/toStopId", "The trip does not call at this stop.");
        }

        if (from.Sequence >= to.Sequence)
        {
            return Error.Rule("/toStopId", "The trip calls there before the stop of origin.");
        }

        if (from.DepartsAt <= now)
        {
            return Error.Rule("/tripId", "The bus has left this stop.", Reason.Past);
        }

        if (from.DepartsAt.AddMinutes(-offer.Route.SaleClosesMinutes) <= now)
        {
            return Error.Rule("/tripId", $"The sale has closed {offer.Route.SaleClosesMinutes} minutes before the departure.", Reason.NotOnSale);
        }

        Result<IReadOnlyList<PriceLine>> lines = Price(item, offer, from, to, order);
        return lines.IsFailure
            ? lines.Error
            : new Grant(
                new HoldItem(
                    ItemKinds.TripSeat, Id, $"{offer.Route.Name}: {from.Name} – {to.Name}", order.Seats.Count, from.DepartsAt, to.ArrivesAt, from.TimeZone, order.Seats, Details(offer, from, to, order))
                {
                    Policy = offer.Route.Policy,
                },
                [.. order.Seats.Select(name => new LegClaim(item, Id, name, from.Sequence, to.Sequence))],
                lines.Value,
                TimeSpan.FromMinutes(HoldMinutes));
    }

    /// <summary>Leaves its first stop.</summary>
    public Result<Done> Depart() => Move(TripStatus.Departed, new TripDeparted(Id, RouteId));

    /// <summary>Has reached its last stop.</summary>
    public Result<Done> Arrive() => Move(TripStatus.Arrived, new TripArrived(Id, RouteId));

    /// <summary>Does not run: a case is opened for every booking.</summary>
    /// <param name="title">The route's name.</param>
    public Result<Done> Cancel(string title, string? reason)
    {
        Result<Done> moved = Move(TripStatus.Cancelled, new TripCancelled(Id, RouteId, DepartsAt, reason));
        if (moved.IsSuccess)
        {
            Note = reason;
            Raise(new OfferingDisrupted(ItemKinds.TripSeat, Id, title, Disruption.Cancelled, null, null, reason));
        }

        return moved;
    }

    /// <summary>Reaches this stop and all later ones later. A case is opened once the customers' times are off by as much as the route says.</summary>
    /// <param name="stops">All of the trip's.</param>
    public Result<Done> Delay(IReadOnlyList<TripStop> stops, int minutes, int fromSequence, Route route, string? reason)
    {
        if (!IsOnSale)
        {
            return Error.Conflict("illegal_transition", $"Trip: {Status} cannot be late.");
        }

        if (stops.All(stop => stop.Sequence != fromSequence))
        {
            return Error.Rule("/fromStopId", "The trip does not call at this stop.");
        }

        foreach (TripStop stop in stops.Where(stop => stop.Sequence >= fromSequence))
        {
            stop.Shift(minutes);
        }

        if (fromSequence == 0)
        {
            DepartsAt = DepartsAt.AddMinutes(minutes);
        }

        DelayMinutes += minutes;
        Note = reason;
        Raise(new TripDelayed(Id, RouteId, minutes, DelayMinutes, fromSequence, reason));
        if (DelayMinutes - AnnouncedDelayMinutes >= route.DelayCaseMinutes)
        {
            AnnouncedDelayMinutes = DelayMinutes;
            Raise(new OfferingDisrupted(ItemKinds.TripSeat, Id, route.Name, Disruption.Delayed, stops.Where(stop => stop.Sequence >= fromSequence).Min(stop => stop.DepartsAt), null, reason));
        }

        return Result.Success;
    }

    /// <summary>Runs as its schedule says now; only while nothing of it is sold.</summary>
    public void Replan(Guid busId, DateTimeOffset departsAt, int holdMinutes)
    {
        (BusId, DepartsAt, HoldMinutes) = (busId, departsAt, holdMinutes);
        (DelayMinutes, AnnouncedDelayMinutes, Note) = (0, 0, null);
        if (Status == TripStatus.Withdrawn)
        {
            Status = TripStatus.Scheduled;
        }
    }

    /// <summary>Its schedule leaves this day out; only while nothing of it is sold.</summary>
    public Result<Done> Withdraw() => Move(TripStatus.Withdrawn, null);

    public void Drive(Guid? driverId) => DriverId = driverId;

    public void HoldFor(int minutes) => HoldMinutes = minutes;

    /// <summary>Another bus comes. Who cannot sit there as sold gets a case: for no seat at all it is as if the trip were cancelled.</summary>
    /// <param name="title">The route's name.</param>
    public Result<Done> Swap(Guid busId, string title, SeatPlan plan)
    {
        if (!IsOnSale)
        {
            return Error.Conflict("illegal_transition", $"Trip: {Status} cannot change its bus.");
        }

        BusId = busId;
        if (plan.Moves.Count > 0)
        {
            Raise(new TripSeatsMoved(Id, RouteId, busId, [.. plan.Moves.Select(move => SeatMove.Of(move))]));
        }

        Disrupt(title, Disruption.Cancelled, "The bus that comes has no seat left for this booking.", plan.Lost);
        Disrupt(title, Disruption.Moved, "The bus that comes has no equal seats left for this booking, but others.", plan.Moves.Where(move => !move.IsEqual).Select(move => move.Taken));
        return Result.Success;
    }

    private static Result<IReadOnlyList<PriceLine>> Price(int item, TripOffer offer, TripCall from, TripCall to, SeatOrder order)
    {
        if (order.PassengerTypes.Count > 0 && order.PassengerTypes.Count != order.Seats.Count)
        {
            return Error.Rule("/passengerTypes", "One kind of passenger for each seat.");
        }

        Dictionary<string, BusSeat> seats = offer.Bus.Seats.ToDictionary(seat => seat.Seat);
        IReadOnlyDictionary<string, long> fares = offer.FaresBetween(from, to);
        List<PriceLine> lines = [];
        foreach ((int index, string name) in order.Seats.Index())
        {
            if (!seats.TryGetValue(name, out BusSeat? seat))
            {
                return Error.Rule("/seats", $"The bus has no seat {name}.");
            }

            if (seat.IsBlocked)
            {
                return Error.Rule("/seats", $"Seat {name} is not sold.", Reason.NotOnSale);
            }

            if (!fares.TryGetValue(seat.Class, out long fare))
            {
                return Error.Rule("/seats", $"Class {seat.Class} is not sold between these stops.", Reason.NotOnSale);
            }

            string? type = order.PassengerTypes.Count > 0 ? order.PassengerTypes[index] : null;
            if (offer.Route.PercentOf(type) is not { } percent)
            {
                return Error.Rule($"/passengerTypes/{index}", $"The route knows no passengers of kind {type}.");
            }

            string label = $"{from.Name} – {to.Name}, seat {name}{(type is null ? "" : $", {type}")}";
            long amount = (long)Math.Round(fare * (decimal)percent / 100, MidpointRounding.AwayFromZero);
            lines.Add(new PriceLine("fare", label, new Money(amount, offer.Route.Currency), item, 1, offer.Route.TaxRate) { Seat = name });
        }

        return lines;
    }

    private static Dictionary<string, string> Details(TripOffer offer, TripCall from, TripCall to, SeatOrder order)
    {
        Dictionary<string, string> details = new()
        {
            [TripDetails.FromStopId] = from.StopId.ToString(),
            [TripDetails.ToStopId] = to.StopId.ToString(),
            [TripDetails.Operator] = offer.Operator.Name,
            [TripDetails.Legs] = offer.Calls.Count(call => from.Sequence <= call.Sequence && call.Sequence < to.Sequence).ToString(CultureInfo.InvariantCulture),
        };
        if (offer.Requires is { } required)
        {
            details[TripDetails.Passengers] = required;
        }

        if (order.PassengerTypes.Count > 0)
        {
            details[TripDetails.PassengerTypes] = string.Join(",", order.PassengerTypes);
        }

        return details;
    }

    private void Disrupt(string title, Disruption disruption, string note, IEnumerable<TakenSeat> seats)
    {
        DisruptedPart[] parts = [.. seats.Where(seat => !seat.IsHeld).Select(seat => new DisruptedPart(seat.Buyer, seat.Item)).Distinct()];
        if (parts.Length > 0)
        {
            Raise(new OfferingDisrupted(ItemKinds.TripSeat, Id, title, disruption, null, null, note) { Parts = parts });
        }
    }

    private Result<Done> Move(TripStatus to, DomainEvent? happened)
    {
        Result<Done> allowed = TripTransitions.Table.Check(Status, to);
        if (allowed.IsSuccess)
        {
            Status = to;
            if (happened is not null)
            {
                Raise(happened);
            }
        }

        return allowed;
    }
}
