namespace Booking.Domain.Trips;

using Booking.Domain.Common;
using NodaTime;
using NodaTime.Extensions;

/// <summary>What can be edited of a schedule.</summary>
/// <param name="DepartsAt">By the wall clock at the first stop.</param>
/// <param name="Rule">A <see cref="RecurrenceRule"/> by days or weeks, counted from the first day.</param>
/// <param name="ValidTo">The last day; null has no end.</param>
/// <param name="NoService">Days of the rule without a departure.</param>
/// <param name="ExtraService">Days beside the rule with one.</param>
/// <param name="HorizonDays">Trips are created for so many days ahead.</param>
public sealed record ScheduleDetails(
    Guid BusId,
    string Name,
    TimeOnly DepartsAt,
    string Rule,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    IReadOnlyList<DateOnly> NoService,
    IReadOnlyList<DateOnly> ExtraService,
    int HorizonDays,
    int HoldMinutes);

/// <summary>A departure that comes again: makes a trip for each of its days.</summary>
public sealed class Schedule : AggregateRoot
{
    public const int MaxExceptions = 366;
    public const int MaxHorizonDays = 365;

    private const int MaxInterval = 52;
    private const int EarliestYear = 2000;

    private Schedule()
    {
    }

    public Guid RouteId { get; private init; }

    public Guid BusId { get; private set; }

    public string Name { get; private set; } = "";

    public TimeOnly DepartsAt { get; private set; }

    public string Rule { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    public IReadOnlyList<DateOnly> NoService { get; private set; } = [];

    public IReadOnlyList<DateOnly> ExtraService { get; private set; } = [];

    public int HorizonDays { get; private set; }

    public int HoldMinutes { get; private set; }

    /// <summary>Trips exist for all days until this one; null when they have to be looked at anew.</summary>
    public DateOnly? FilledUntil { get; private set; }

    public bool IsActive { get; private set; }

    public static Result<Schedule> Create(Guid id, Guid tenantId, Guid routeId, ScheduleDetails details)
    {
        Schedule created = new() { Id = id, TenantId = tenantId, RouteId = routeId, IsActive = true };
        Result<Done> edited = created.Edit(details);
        return edited.IsSuccess ? created : edited.Error;
    }

    public Result<Done> Edit(ScheduleDetails details)
    {
        if (details.Name.Length is 0 or > Route.NameMaxLength)
        {
            return Error.Rule("/name", $"A name has 1 to {Route.NameMaxLength} characters.");
        }

        Result<RecurrenceRule> rule = RecurrenceRule.Parse(details.Rule);
        if (rule.IsFailure)
        {
            return rule.Error;
        }

        if (details.Rule.Length > RecurrenceRule.MaxLength
            || rule.Value is not { Frequency: Frequency.Daily or Frequency.Weekly, Interval: <= MaxInterval, Count: null, Until: null, ByMonth.Count: 0, ByMonthDay.Count: 0 })
        {
            return Error.Rule("/rule", $"A rule is FREQ=DAILY or FREQ=WEEKLY, with INTERVAL 1 to {MaxInterval} and BYDAY of MO, TU, WE, TH, FR, SA, SU where wanted.");
        }

        if (details.ValidFrom.Year < EarliestYear)
        {
            return Error.Rule("/validFrom", $"The first day is in {EarliestYear} or later.");
        }

        if (details.ValidTo < details.ValidFrom)
        {
            return Error.Rule("/validTo", "The last day is not before the first.");
        }

        if (details.NoService.Count > MaxExceptions || details.ExtraService.Count > MaxExceptions || details.NoService.Intersect(details.ExtraService).Any())
        {
            return Error.Rule("/noService", $"At most {MaxExceptions} days each way, and none of them both.");
        }

        if (details.HorizonDays is < 1 or > MaxHorizonDays)
        {
            return Error.Rule("/horizonDays", $"1 to {MaxHorizonDays} days.");
        }

        if (details.HoldMinutes is < 1 or > 120)
        {
            return Error.Rule("/holdMinutes", "1 to 120 minutes.");
        }

        (BusId, Name, DepartsAt, Rule, ValidFrom, ValidTo) = (details.BusId, details.Name, details.DepartsAt, details.Rule, details.ValidFrom, details.ValidTo);
        (NoService, ExtraService, HorizonDays, HoldMinutes, FilledUntil) = (details.NoService, details.ExtraService, details.HorizonDays, details.HoldMinutes, null);
        return Result.Success;
    }

    /// <summary>Makes no new trips; those that are sold stay.</summary>
    public void Withdraw() => IsActive = false;

    public void Resume() => IsActive = true;

    /// <summary>The days with a departure, both ends included.</summary>
    public IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        if (!IsActive)
        {
            return [];
        }

        DateOnly last = ValidTo < to ? ValidTo.Value : to;
        IEnumerable<DateOnly> regular = RecurrenceRule.Parse(Rule).Value!
            .Starts(ValidFrom.ToLocalDate().AtMidnight())
            .Select(start => start.Date.ToDateOnly())
            .SkipWhile(date => date < from)
            .TakeWhile(date => date <= last)
            .Except(NoService);
        return regular.Union(ExtraService.Where(date => date >= from && date <= to)).Order();
    }

    /// <summary>
    /// The instant of the departure on a day. The wall clock stays the same all year: a time that the clocks jump over becomes the
    /// first minute after the jump, one that comes twice is the earlier.
    /// </summary>
    public static DateTimeOffset Departure(DateOnly date, TimeOnly time, string timeZone)
    {
        NodaTime.TimeZones.ZoneLocalMapping mapping = DateTimeZoneProviders.Tzdb[timeZone].MapLocal(date.ToLocalDate() + time.ToLocalTime());
        return (mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant()).ToDateTimeOffset();
    }
}
