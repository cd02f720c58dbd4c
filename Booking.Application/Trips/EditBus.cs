namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>Members that are left out stay as they are. Seats that are sold on trips ahead stay what they are.</summary>
public sealed record EditBusCommand(Guid Id, long Version, string? Name, Guid? OperatorId, Optional<string> Plate, IReadOnlyList<BusSeat>? Seats, bool? IsActive)
    : ICommand<Versioned<BusView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class EditBusHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<EditBusCommand, Result<Versioned<BusView>>>
{
    public async Task<Result<Versioned<BusView>>> Handle(EditBusCommand command, CancellationToken cancellationToken)
    {
        Result<Bus> own = await store.LockOwnBusAsync(db, context, command.Id, command.Version, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Bus bus = own.Value;
        if (command.OperatorId is { } operatorId && operatorId != bus.OperatorId)
        {
            Result<Done> usable = await db.CheckUsableAsync(context, operatorId, cancellationToken);
            if (usable.IsFailure)
            {
                return usable.Error;
            }
        }

        IReadOnlyList<BusSeat> before = bus.Seats;
        Result<Done> edited = bus.Edit(new BusDetails(command.Name ?? bus.Name, command.OperatorId ?? bus.OperatorId, command.Plate.Over(bus.Plate), command.Seats ?? bus.Seats));
        if (edited.IsFailure)
        {
            return edited.Error;
        }

        if (command.Seats is not null)
        {
            IReadOnlyList<Trip> ahead = await store.LockAheadAsync(db, unitOfWork.Now, trip => trip.BusId == bus.Id, cancellationToken);
            IReadOnlyList<SoldSeat> sold = await store.SoldAsync([.. ahead.Select(trip => trip.Id)], cancellationToken);
            IReadOnlyList<string> missing = Bus.Missing(before, bus.Seats, sold.Select(seat => seat.Seat));
            if (missing.Count > 0)
            {
                return OwnBuses.SeatsTaken(missing, sold);
            }
        }

        if (command.IsActive == true)
        {
            bus.Resume();
        }

        await db.SaveChangesAsync(cancellationToken);
        return BusView.Versioned(bus);
    }
}

internal static class OwnBuses
{
    public static Error SeatsTaken(IReadOnlyList<string> missing, IReadOnlyList<SoldSeat> sold)
    {
        List<SoldSeat> touched = [.. sold.Where(seat => missing.Contains(seat.Seat))];
        return Error.Conflict("seats_taken", $"Seats {string.Join(", ", missing)} are sold on departures ahead: they can neither go nor change their class.") with
        {
            Extensions = new Dictionary<string, object?>
            {
                ["seats"] = missing,
                ["trips"] = touched.Select(seat => seat.TripId).Distinct().ToArray(),
                ["bookings"] = touched.Select(seat => seat.HoldId).Distinct().Count(),
            },
        };
    }

    /// <summary>The bus, locked, when it is the caller's and has not been changed since.</summary>
    public static async Task<Result<Bus>> LockOwnBusAsync(this ITripStore store, IBookingDb db, RequestContext context, Guid id, long version, CancellationToken ct)
    {
        Bus? bus = await store.LockBusAsync(id, ct);
        if (bus is null)
        {
            return OfferingErrors.NotFound;
        }

        Result<Done> owned = await db.CheckOwnerAsync(context, bus.OperatorId, ct);
        if (owned.IsFailure)
        {
            return owned.Error;
        }

        Result<Done> current = bus.CheckVersion(version);
        return current.IsSuccess ? bus : current.Error;
    }
}
