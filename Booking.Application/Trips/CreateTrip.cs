namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>A single departure beside the schedules.</summary>
/// <param name="DepartsAt">An instant, or a local time at the first stop.</param>
public sealed record CreateTripCommand(Guid RouteId, Guid BusId, WallTime DepartsAt, Guid? DriverId, int HoldMinutes) : ICommand<Versioned<TripDetailView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class CreateTripHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<CreateTripCommand, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(CreateTripCommand command, CancellationToken cancellationToken)
    {
        Route? route = await store.LockRouteAsync(command.RouteId, cancellationToken);
        if (route is not { IsActive: true })
        {
            return Error.Rule("/routeId", "There is no such route.");
        }

        foreach (Func<Task<Result<Done>>> check in (Func<Task<Result<Done>>>[])
            [
                () => db.CheckOwnerAsync(context, route.OperatorId, cancellationToken),
                () => db.CheckBusAsync(context, command.BusId, cancellationToken),
                () => db.CheckDriverAsync(command.DriverId, cancellationToken),
            ])
        {
            Result<Done> passed = await check();
            if (passed.IsFailure)
            {
                return passed.Error;
            }
        }

        Versioned<RouteView> shown = await db.RouteViewAsync(route, cancellationToken);
        Result<DateTimeOffset> departsAt = command.DepartsAt.Resolve(shown.View.Stops[0].TimeZone, "/departsAt");
        if (departsAt.IsFailure)
        {
            return departsAt.Error;
        }

        if (departsAt.Value <= unitOfWork.Now || departsAt.Value > unitOfWork.Now + SaleWindow.Horizon)
        {
            return Error.Rule("/departsAt", "A departure lies ahead, and not too far.", departsAt.Value <= unitOfWork.Now ? Reason.Past : Reason.Horizon);
        }

        if (command.HoldMinutes is < 1 or > 120)
        {
            return Error.Rule("/holdMinutes", "1 to 120 minutes.");
        }

        Trip trip = Trip.Schedule(Guid.CreateVersion7(unitOfWork.Now), context.TenantId, route.Id, command.BusId, departsAt.Value, holdMinutes: command.HoldMinutes);
        trip.Drive(command.DriverId);
        db.Trips.Add(trip);
        await db.SaveChangesAsync(cancellationToken);
        await store.RenewStopsAsync([trip.Id], cancellationToken);
        return await db.TripViewAsync(trip, unitOfWork.Now, cancellationToken);
    }
}
