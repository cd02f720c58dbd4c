namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>Members that are left out stay as they are. Trips ahead that are sold stay too; the answer names them.</summary>
public sealed record EditScheduleCommand(
    Guid Id,
    long Version,
    Guid? BusId,
    string? Name,
    TimeOnly? DepartsAt,
    string? Rule,
    DateOnly? ValidFrom,
    Optional<DateOnly?> ValidTo,
    IReadOnlyList<DateOnly>? NoService,
    IReadOnlyList<DateOnly>? ExtraService,
    int? HorizonDays,
    int? HoldMinutes,
    bool? IsActive) : ICommand<Versioned<ScheduleChangeView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class EditScheduleHandler(IBookingDb db, ITripStore store, SchedulePlanner planner, RequestContext context)
    : IRequestHandler<EditScheduleCommand, Result<Versioned<ScheduleChangeView>>>
{
    public async Task<Result<Versioned<ScheduleChangeView>>> Handle(EditScheduleCommand command, CancellationToken cancellationToken)
    {
        Result<Schedule> own = await store.LockOwnScheduleAsync(db, context, command.Id, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Schedule schedule = own.Value;
        Result<Done> current = schedule.CheckVersion(command.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        if (command.BusId is { } busId && busId != schedule.BusId)
        {
            Result<Done> usable = await db.CheckBusAsync(context, busId, cancellationToken);
            if (usable.IsFailure)
            {
                return usable.Error;
            }
        }

        Result<Done> edited = schedule.Edit(new ScheduleDetails(
            command.BusId ?? schedule.BusId, command.Name ?? schedule.Name, command.DepartsAt ?? schedule.DepartsAt, command.Rule ?? schedule.Rule,
            command.ValidFrom ?? schedule.ValidFrom, command.ValidTo.Over(schedule.ValidTo), command.NoService ?? schedule.NoService, command.ExtraService ?? schedule.ExtraService,
            command.HorizonDays ?? schedule.HorizonDays, command.HoldMinutes ?? schedule.HoldMinutes));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        if (command.IsActive == true)
        {
            schedule.Resume();
        }

        return await planner.ApplyAsync(db, schedule, cancellationToken);
    }
}

internal static class OwnSchedules
{
    /// <summary>The schedule, locked, when it is the caller's.</summary>
    public static async Task<Result<Schedule>> LockOwnScheduleAsync(this ITripStore store, IBookingDb db, RequestContext context, Guid id, CancellationToken ct)
    {
        Schedule? schedule = await store.LockScheduleAsync(id, ct);
        if (schedule is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<Done> owned = await db.CheckOwnerOfRouteAsync(context, schedule.RouteId, ct);
        return owned.IsSuccess ? schedule : owned.Error;
    }

    /// <summary>Saves a changed schedule and lets its trips follow.</summary>
    public static async Task<Versioned<ScheduleChangeView>> ApplyAsync(this SchedulePlanner planner, IBookingDb db, Schedule schedule, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        (int changed, int withdrawn, IReadOnlyList<KeptTripView> kept) = await planner.ReplanAsync(schedule, ct);
        IReadOnlyList<Guid> created = schedule.IsActive ? await planner.FillAsync(schedule, ct) : [];
        return new Versioned<ScheduleChangeView>(new ScheduleChangeView(ScheduleView.Of(schedule), created.Count, changed, withdrawn, kept), schedule.Version);
    }
}
