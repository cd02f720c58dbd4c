namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>Another bus or driver for one departure. Members that are null stay as they are.</summary>
public sealed record EditTripCommand(Guid Id, long Version, Guid? BusId, Guid? DriverId, int? HoldMinutes) : ICommand<Versioned<TripDetailView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class EditTripHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditTripCommand, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(EditTripCommand command, CancellationToken cancellationToken)
    {
        // The bus before the trip, as everywhere.
        Bus? bus = command.BusId is { } busId ? await store.LockBusAsync(busId, cancellationToken) : null;
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

        Result<Done> driver = await db.CheckDriverAsync(command.DriverId, cancellationToken);
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
            Result<Done> swapped = await SwapAsync(trip, wanted, bus, cancellationToken);
            if (swapped.IsFailure)
            {
                return swapped.Error;
            }
        }

        trip.Drive(command.DriverId ?? trip.DriverId);
        trip.HoldFor(command.HoldMinutes ?? trip.HoldMinutes);
        await db.SaveChangesAsync(cancellationToken);
        return await db.TripViewAsync(trip, unitOfWork.Now, cancellationToken);
    }

    /// <summary>Every seat that is sold or held is there in the other bus, in its class.</summary>
    private async Task<Result<Done>> SwapAsync(Trip trip, Guid busId, Bus? bus, CancellationToken ct)
    {
        Result<Done> usable = await db.CheckBusAsync(context, busId, ct);
        if (usable.IsFailure)
        {
            return usable.Error;
        }

        IReadOnlyList<BusSeat> before = await db.Buses.AsNoTracking().Where(old => old.Id == trip.BusId).Select(old => old.Seats).SingleAsync(ct);
        IReadOnlyList<SoldSeat> sold = await store.SoldAsync([trip.Id], ct);
        IReadOnlyList<string> missing = Bus.Missing(before, bus!.Seats, sold.Select(seat => seat.Seat));
        if (missing.Count > 0)
        {
            return OwnBuses.SeatsTaken(missing, sold);
        }

        trip.Swap(busId, new Dictionary<string, string>());
        return Result.Success;
    }
}
