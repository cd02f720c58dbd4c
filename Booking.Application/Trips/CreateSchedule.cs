namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Its trips are created by <see cref="CreateTripsCommand"/> or by the next round of the job.</summary>
public sealed record CreateScheduleCommand(Guid RouteId, ScheduleDetails Details) : ICommand<Versioned<ScheduleView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class CreateScheduleHandler(IBookingDb db, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateScheduleCommand, Result<Versioned<ScheduleView>>>
{
    public async Task<Result<Versioned<ScheduleView>>> Handle(CreateScheduleCommand command, CancellationToken cancellationToken)
    {
        if (!await db.Routes.AnyAsync(route => route.Id == command.RouteId && route.IsActive, cancellationToken))
        {
            return Error.Rule("/routeId", "There is no such route.");
        }

        Result<Done> owned = await db.CheckOwnerOfRouteAsync(context, command.RouteId, cancellationToken);
        if (owned.IsFailure)
        {
            return owned.Error;
        }

        Result<Done> usable = await db.CheckBusAsync(context, command.Details.BusId, cancellationToken);
        if (usable.IsFailure)
        {
            return usable.Error;
        }

        Result<Schedule> created = Schedule.Create(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, command.RouteId, command.Details);
        if (created.IsFailure)
        {
            return created.Error;
        }

        db.Schedules.Add(created.Value);
        return created.Value.Versioned();
    }
}
