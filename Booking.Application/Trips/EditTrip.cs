namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Another bus or driver for one departure. Members that are left out stay as they are. For another bus see <see cref="BusSwap"/>.</summary>
public sealed record EditTripCommand(Guid Id, long Version, Guid? BusId, Optional<Guid?> DriverId, int? HoldMinutes) : ICommand<Versioned<TripDetailView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class EditTripHandler(IBookingDb db, ITripStore store, BusSwap swap, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditTripCommand, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(EditTripCommand command, CancellationToken cancellationToken)
    {
        // The bus and the buyers before the trip, as everywhere.
        Bus? bus = command.BusId is { } busId ? await store.LockBusAsync(busId, cancellationToken) : null;
        if (bus is not null && await db.Trips.AnyAsync(trip => trip.Id == command.Id && trip.BusId != bus.Id, cancellationToken))
        {
            await store.LockBuyersAsync(command.Id, cancellationToken);
        }

        Result<Trip> own = await store.LockOwnTripAsync(db, context, command.Id, byDriver: false, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Trip trip = own.Value;
        Result<Done> current = trip.CheckVersion(command.Version);
        if (current.IsFailure)
        {
            return current.Error;
        }

        Result<Done> driver = await db.CheckDriverAsync(command.DriverId.Value, cancellationToken);
        if (driver.IsFailure)
        {
            return driver.Error;
        }

        if (command.HoldMinutes is < 1 or > 120)
        {
            return Error.Rule("/holdMinutes", "1 to 120 minutes.");
        }

        if (command.BusId is { } wanted && wanted != trip.BusId)
        {
            Result<Done> usable = await db.CheckBusAsync(context, wanted, cancellationToken);
            Result<Done> swapped = usable.IsSuccess ? await swap.CarryOutAsync(trip, bus!, cancellationToken) : usable;
            if (swapped.IsFailure)
            {
                return swapped.Error;
            }
        }

        trip.Drive(command.DriverId.Over(trip.DriverId));
        trip.HoldFor(command.HoldMinutes ?? trip.HoldMinutes);
        await db.SaveChangesAsync(cancellationToken);
        return await db.TripViewAsync(trip, unitOfWork.Now, cancellationToken);
    }
}
