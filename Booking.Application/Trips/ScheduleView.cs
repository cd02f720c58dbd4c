namespace Booking.Application.Trips;

using Booking.Application.Catalog;
using Booking.Domain.Trips;

/// <param name="DepartsAt">By the wall clock at the first stop.</param>
/// <param name="Rule">RFC 5545 RRULE: <c>FREQ=DAILY</c> or <c>FREQ=WEEKLY</c>, with <c>INTERVAL</c> and <c>BYDAY</c>.</param>
/// <param name="ValidTo">The last day; null has no end.</param>
/// <param name="NoService">Days of the rule without a departure.</param>
/// <param name="ExtraService">Days beside the rule with one.</param>
/// <param name="HorizonDays">Trips are created for so many days ahead.</param>
/// <param name="FilledUntil">Trips exist for all days until this one.</param>
/// <param name="IsActive">False once it is withdrawn.</param>
public sealed record ScheduleView(
    Guid Id,
    string Name,
    Guid RouteId,
    Guid BusId,
    TimeOnly DepartsAt,
    string Rule,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    IReadOnlyList<DateOnly> NoService,
    IReadOnlyList<DateOnly> ExtraService,
    int HorizonDays,
    int HoldMinutes,
    DateOnly? FilledUntil,
    bool IsActive)
{
    internal static ScheduleView Of(Schedule schedule) => new(
        schedule.Id, schedule.Name, schedule.RouteId, schedule.BusId, schedule.DepartsAt, schedule.Rule, schedule.ValidFrom, schedule.ValidTo,
        schedule.NoService, schedule.ExtraService, schedule.HorizonDays, schedule.HoldMinutes, schedule.FilledUntil, schedule.IsActive);
}

/// <summary>A schedule after a change, with what became of its trips.</summary>
/// <param name="Created">How many trips are new.</param>
/// <param name="Changed">How many trips of which nothing is sold run as the schedule says now.</param>
/// <param name="Withdrawn">How many trips of which nothing was sold do not run any more.</param>
/// <param name="Kept">Trips that are sold, and therefore stay as they were.</param>
public sealed record ScheduleChangeView(ScheduleView Schedule, int Created, int Changed, int Withdrawn, IReadOnlyList<KeptTripView> Kept);

/// <param name="Date">The schedule's day.</param>
/// <param name="Seats">How many are sold or held.</param>
public sealed record KeptTripView(Guid Id, DateOnly? Date, DateTimeOffset DepartsAt, int Seats);

internal static class ScheduleViews
{
    public static Versioned<ScheduleView> Versioned(this Schedule schedule) => new(ScheduleView.Of(schedule), schedule.Version);
}
