namespace Booking.Application.Events;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Events;
using Booking.Domain.Users;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Gives an event its seats, or other ones: a copy of a template, or a layout of its own.</summary>
/// <param name="Version">Of the plan that the change starts from; null for the first one.</param>
/// <param name="Categories">Category → ticket type; a category that is left out has the offered ticket type of the same name, or else keeps the one it has.</param>
public sealed record PutEventSeatPlanCommand(Guid EventId, long? Version, Guid? SeatMapId, SeatLayout? Layout, IReadOnlyDictionary<string, Guid> Categories, bool ForbidOrphans)
    : ICommand<Versioned<EventSeatPlanView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => [Roles.Provider, Roles.Admin];
}

internal sealed class PutEventSeatPlanValidator : AbstractValidator<PutEventSeatPlanCommand>
{
    public PutEventSeatPlanValidator()
    {
        RuleFor(command => command.Layout).Must((command, layout) => layout is null != command.SeatMapId is null).WithMessage("Either seatMapId or layout is needed.");
        RuleFor(command => command.Categories).Must(categories => categories.Count <= SeatPlan.MaxSections).WithMessage($"At most {SeatPlan.MaxSections} categories.");
    }
}

internal sealed class PutEventSeatPlanHandler(IBookingDb db, IEventSeats seats, RequestContext context) : IRequestHandler<PutEventSeatPlanCommand, Result<Versioned<EventSeatPlanView>>>
{
    private static readonly Error NeedsVersion = new("precondition_required", "Send the ETag of the plan that the change starts from as If-Match.", ErrorKind.PreconditionRequired);

    public async Task<Result<Versioned<EventSeatPlanView>>> Handle(PutEventSeatPlanCommand command, CancellationToken cancellationToken)
    {
        Result<Event> happening = await db.FindSeatedAsync(command.EventId, context, cancellationToken);
        if (happening.IsFailure)
        {
            return happening.Error;
        }

        // Alone from here on: what is read is what is changed, and nobody claims a seat in between.
        await seats.LockPlanAsync(command.EventId, cancellationToken);
        EventSeatPlan? known = await db.EventSeatPlans.SingleOrDefaultAsync(plan => plan.Id == command.EventId, cancellationToken);
        EventSeatPlan plan = known ?? EventSeatPlan.Begin(command.EventId, context.TenantId);
        Result<Done> current = known is not null && command.Version is null ? NeedsVersion : plan.CheckVersion(command.Version ?? plan.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        SeatLayout? layout = command.Layout
            ?? await db.SeatMaps.AsNoTracking().Where(map => map.Id == command.SeatMapId).Select(map => map.Layout).SingleOrDefaultAsync(cancellationToken);
        if (layout is null)
        {
            return SeatMapErrors.NoSeatMap;
        }

        List<TicketType> types = await db.TicketTypes.AsNoTracking().Where(type => type.EventId == command.EventId).ToListAsync(cancellationToken);
        Result<IReadOnlyList<EventSeat>> drawn = plan.Draw(layout, command.Categories, types, command.ForbidOrphans);
        if (drawn.IsFailure)
        {
            return drawn.Error;
        }

        SeatsChange change = await seats.ReplaceAsync(command.EventId, drawn.Value, cancellationToken);
        if (change.TakenCount > 0)
        {
            return SeatMapErrors.SeatsTaken(change);
        }

        if (known is null)
        {
            db.EventSeatPlans.Add(plan);
        }

        return EventSeatPlanView.Tagged(plan, saved: known is null ? 0 : 1);
    }
}
