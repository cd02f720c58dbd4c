namespace Booking.Api.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Trips;
using Booking.Domain.Common;
using Booking.Domain.Trips;

/// <summary>A company that runs buses.</summary>
/// <param name="Code">2 to 10 capital letters and digits; unique.</param>
/// <param name="OwnerId">The user who may manage it, for an admin to say; a provider owns what a provider creates.</param>
internal sealed record CreateOperatorRequest(
    string Name, string Code, string? Email = null, string? Phone = null, bool RequiresNames = false, bool RequiresDocuments = false, Guid? OwnerId = null)
{
    public CreateOperatorCommand ToCommand() => new(new OperatorDetails(Name, Code, Email, Phone, RequiresNames, RequiresDocuments), OwnerId);
}

/// <summary>What to change of an operator; what is left out stays.</summary>
internal sealed record EditOperatorRequest(
    string? Name = null, string? Code = null, bool? RequiresNames = null, bool? RequiresDocuments = null, bool? IsActive = null)
{
    private readonly Optional<string> _email;
    private readonly Optional<string> _phone;
    private readonly Optional<Guid?> _ownerId;

    /// <summary>Null for none.</summary>
    public string? Email
    {
        get => _email.Value;
        init => _email = value;
    }

    /// <summary>E.164; null for none.</summary>
    public string? Phone
    {
        get => _phone.Value;
        init => _phone = value;
    }

    /// <summary>Hands the operator over; null makes it the tenant's own. For admins.</summary>
    public Guid? OwnerId
    {
        get => _ownerId.Value;
        init => _ownerId = value;
    }

    public EditOperatorCommand ToCommand(Guid id, long version) => new(id, version, Name, Code, _email, _phone, RequiresNames, RequiresDocuments, IsActive, _ownerId);
}

/// <summary>A stop of a timetable.</summary>
/// <param name="Id">An existing stop of the route; left out for a new one.</param>
/// <param name="ArrivesAfterMinutes">After the departure from the first stop; elapsed time, whatever the clocks do.</param>
internal sealed record StopBody(string Name, string City, double Lat, double Lng, string TimeZone, int ArrivesAfterMinutes, int DepartsAfterMinutes, Guid? Id = null)
{
    public StopDetails ToDetails() => new(Id, Name, City, new GeoPoint(Lat, Lng), TimeZone, ArrivesAfterMinutes, DepartsAfterMinutes);
}

/// <summary>A line of an operator with its stops.</summary>
/// <param name="TaxRate">In basis points: 700 is 7 %.</param>
/// <param name="PassengerTypes">Percent of the fare by kind of passenger; left out, all pay the whole fare.</param>
/// <param name="SaleClosesMinutes">The sale closes so long before the departure at each stop.</param>
/// <param name="DelayCaseMinutes">A delay of less opens no case for the bookings.</param>
internal sealed record CreateRouteRequest(
    string Name,
    Guid OperatorId,
    string Currency,
    int TaxRate,
    IReadOnlyList<StopBody> Stops,
    bool RequiresNames = false,
    bool RequiresDocuments = false,
    IReadOnlyList<PassengerFare>? PassengerTypes = null,
    int SaleClosesMinutes = 0,
    int DelayCaseMinutes = 15,
    CancellationPolicy? CancellationPolicy = null)
{
    public CreateRouteCommand ToCommand() => new(
        new RouteDetails(Name, OperatorId, TaxRate, RequiresNames, RequiresDocuments, PassengerTypes ?? [], SaleClosesMinutes, DelayCaseMinutes, CancellationPolicy ?? CancellationPolicy.Default),
        Currency, [.. Stops.Select(stop => stop.ToDetails())]);
}

/// <summary>What to change of a route; what is left out stays.</summary>
internal sealed record EditRouteRequest(
    string? Name = null,
    Guid? OperatorId = null,
    int? TaxRate = null,
    bool? RequiresNames = null,
    bool? RequiresDocuments = null,
    IReadOnlyList<PassengerFare>? PassengerTypes = null,
    int? SaleClosesMinutes = null,
    int? DelayCaseMinutes = null,
    CancellationPolicy? CancellationPolicy = null,
    bool? IsActive = null)
{
    public EditRouteCommand ToCommand(Guid id, long version) =>
        new(id, version, Name, OperatorId, TaxRate, RequiresNames, RequiresDocuments, PassengerTypes, SaleClosesMinutes, DelayCaseMinutes, CancellationPolicy, IsActive);
}

/// <summary>The whole timetable of a route, in the order of the ride.</summary>
internal sealed record ReplaceStopsRequest(IReadOnlyList<StopBody> Stops)
{
    public ReplaceStopsCommand ToCommand(Guid id, long version) => new(id, version, [.. Stops.Select(stop => stop.ToDetails())]);
}

/// <summary>One fare.</summary>
/// <param name="Amount">Minor units of the route's currency.</param>
/// <param name="ScheduleId">Only for trips of this schedule.</param>
/// <param name="ValidFrom">First local day of the departure that it holds for.</param>
internal sealed record FareBody(Guid FromStopId, Guid ToStopId, string Class, long Amount, Guid? ScheduleId = null, DateOnly? ValidFrom = null, DateOnly? ValidTo = null);

/// <summary>Fares of every pair of stops as sums of legs.</summary>
/// <param name="Amounts">Minor units from each stop to the next.</param>
internal sealed record LegFaresBody(string Class, IReadOnlyList<long> Amounts);

/// <summary>Fares of every pair of stops by distance.</summary>
/// <param name="Base">Minor units for getting on.</param>
/// <param name="PerKm">Minor units for each kilometre.</param>
internal sealed record DistanceFaresBody(string Class, long Base, decimal PerKm);

/// <summary>All fares of a route: stated ones, and rules that make the rest. Between stops without a fare nothing is sold.</summary>
internal sealed record ReplaceFaresRequest(IReadOnlyList<FareBody>? Fares = null, IReadOnlyList<LegFaresBody>? Legs = null, IReadOnlyList<DistanceFaresBody>? Distance = null)
{
    public ReplaceFaresCommand ToCommand(Guid id, long version) => new(
        id, version,
        [.. (Fares ?? []).Select(fare => new FareRow(fare.FromStopId, fare.ToStopId, fare.Class, fare.Amount, fare.ScheduleId, fare.ValidFrom, fare.ValidTo))],
        [.. (Legs ?? []).Select(rule => new LegFares(rule.Class, rule.Amounts))],
        [.. (Distance ?? []).Select(rule => new DistanceFares(rule.Class, rule.Base, rule.PerKm))]);
}

/// <summary>One seat of a layout.</summary>
/// <param name="Row">From the front, 1 is the first.</param>
/// <param name="Column">From the left, 1 is the first; an aisle is a column without seats.</param>
/// <param name="Features">Of <c>window</c>, <c>aisle</c>, <c>table</c>, <c>accessible</c>, <c>companion</c>, <c>power</c>.</param>
/// <param name="Blocked">Never sold.</param>
internal sealed record BusSeatBody(string Seat, int Deck, int Row, int Column, string Class, IReadOnlyList<string>? Features = null, bool Blocked = false)
{
    public BusSeat ToSeat() => new(Seat, Deck, Class) { Row = Row, Column = Column, Features = Features ?? [], IsBlocked = Blocked };
}

/// <summary>Rows of seats that are alike.</summary>
/// <param name="Letters">The seats of a row from left to right; a blank is the aisle.</param>
internal sealed record SeatBlockBody(int Deck, int FirstRow, int Rows, string Letters, string Class)
{
    public SeatBlock ToBlock() => new(Deck, FirstRow, Math.Clamp(Rows, 0, Bus.MaxSeats), Letters.Length <= 20 ? Letters : Letters[..20], Class);
}

/// <summary>A vehicle. Its layout is made of blocks of rows and of single seats; a single seat takes the place of one of the same name in a block.</summary>
/// <param name="OperatorId">Whose it is; left out, the tenant's own, for admins.</param>
internal sealed record CreateBusRequest(string Name, Guid? OperatorId = null, string? Plate = null, IReadOnlyList<SeatBlockBody>? Blocks = null, IReadOnlyList<BusSeatBody>? Seats = null)
{
    public CreateBusCommand ToCommand() => new(new BusDetails(Name, OperatorId, Plate, Layout(Blocks, Seats) ?? []));

    internal static IReadOnlyList<BusSeat>? Layout(IReadOnlyList<SeatBlockBody>? blocks, IReadOnlyList<BusSeatBody>? seats)
    {
        if (blocks is null && seats is null)
        {
            return null;
        }

        List<BusSeat> single = [.. (seats ?? []).Select(seat => seat.ToSeat())];
        HashSet<string> names = [.. single.Select(seat => seat.Seat)];
        return [.. (blocks ?? []).SelectMany(block => block.ToBlock().Seats()).Where(seat => !names.Contains(seat.Seat)), .. single];
    }
}

/// <summary>What to change of a bus; what is left out stays. A layout is replaced as a whole.</summary>
internal sealed record EditBusRequest(
    string? Name = null, Guid? OperatorId = null, IReadOnlyList<SeatBlockBody>? Blocks = null, IReadOnlyList<BusSeatBody>? Seats = null, bool? IsActive = null)
{
    private readonly Optional<string> _plate;

    /// <summary>Null for none.</summary>
    public string? Plate
    {
        get => _plate.Value;
        init => _plate = value;
    }

    public EditBusCommand ToCommand(Guid id, long version) => new(id, version, Name, OperatorId, _plate, CreateBusRequest.Layout(Blocks, Seats), IsActive);
}

/// <summary>A departure that comes again.</summary>
/// <param name="DepartsAt">By the wall clock at the first stop, all year.</param>
/// <param name="Weekdays">Every week on these days; or state a <paramref name="Rule"/>. Neither is every day.</param>
/// <param name="Rule">RFC 5545 RRULE: <c>FREQ=DAILY</c> or <c>FREQ=WEEKLY</c>, with <c>INTERVAL</c> and <c>BYDAY</c>.</param>
/// <param name="ValidTo">The last day; left out, it has no end.</param>
/// <param name="NoService">Days of the rule without a departure.</param>
/// <param name="ExtraService">Days beside the rule with one.</param>
/// <param name="HorizonDays">Trips are created for so many days ahead.</param>
internal sealed record CreateScheduleRequest(
    string Name,
    Guid RouteId,
    Guid BusId,
    TimeOnly DepartsAt,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null,
    IReadOnlyList<DayOfWeek>? Weekdays = null,
    string? Rule = null,
    IReadOnlyList<DateOnly>? NoService = null,
    IReadOnlyList<DateOnly>? ExtraService = null,
    int HorizonDays = 30,
    int HoldMinutes = 15)
{
    public CreateScheduleCommand ToCommand() => new(RouteId, new ScheduleDetails(
        BusId, Name, DepartsAt, RuleOf(Weekdays, Rule) ?? "FREQ=DAILY", ValidFrom, ValidTo, NoService ?? [], ExtraService ?? [], HorizonDays, HoldMinutes));

    internal static string? RuleOf(IReadOnlyList<DayOfWeek>? weekdays, string? rule) => rule ?? (weekdays is { Count: > 0 } ? RecurrenceRule.WeeklyOn(weekdays) : null);
}

/// <summary>What to change of a schedule; what is left out stays.</summary>
internal sealed record EditScheduleRequest(
    string? Name = null,
    Guid? BusId = null,
    TimeOnly? DepartsAt = null,
    DateOnly? ValidFrom = null,
    IReadOnlyList<DayOfWeek>? Weekdays = null,
    string? Rule = null,
    IReadOnlyList<DateOnly>? NoService = null,
    IReadOnlyList<DateOnly>? ExtraService = null,
    int? HorizonDays = null,
    int? HoldMinutes = null,
    bool? IsActive = null)
{
    private readonly Optional<DateOnly?> _validTo;

    /// <summary>The last day; null goes on without end.</summary>
    public DateOnly? ValidTo
    {
        get => _validTo.Value;
        init => _validTo = value;
    }

    public EditScheduleCommand ToCommand(Guid id, long version) => new(
        id, version, BusId, Name, DepartsAt, CreateScheduleRequest.RuleOf(Weekdays, Rule), ValidFrom, _validTo, NoService, ExtraService, HorizonDays, HoldMinutes, IsActive);
}

/// <summary>A single departure beside the schedules.</summary>
/// <param name="DepartsAt">From the first stop: RFC 3339 with an offset, or a local time there.</param>
/// <param name="DriverId">A user with the role <c>driver</c>, who may then read the boarding list.</param>
internal sealed record CreateTripRequest(Guid RouteId, Guid BusId, string DepartsAt, Guid? DriverId = null, int HoldMinutes = 15);

/// <summary>
/// What to change of one departure; what is left out stays. With another bus, seats that it has too stay; everybody else gets an equal one, and
/// a booking for which there is none gets a case.
/// </summary>
internal sealed record EditTripRequest(Guid? BusId = null, int? HoldMinutes = null)
{
    private readonly Optional<Guid?> _driverId;

    /// <summary>Null for nobody.</summary>
    public Guid? DriverId
    {
        get => _driverId.Value;
        init => _driverId = value;
    }

    public EditTripCommand ToCommand(Guid id, long version) => new(id, version, BusId, _driverId, HoldMinutes);
}

/// <summary>How much later the bus comes.</summary>
/// <param name="Minutes">Beside earlier delays.</param>
/// <param name="FromStopId">The first stop that it reaches later; the next one it leaves when left out.</param>
/// <param name="Reason">For the customers.</param>
internal sealed record DelayTripRequest(int Minutes, string? Reason = null, Guid? FromStopId = null);

/// <param name="Reason">For the customers.</param>
internal sealed record CancelTripRequest(string? Reason = null);
