namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>The bus has left its first stop; the seats between the stops ahead stay on sale.</summary>
public sealed record DepartTripCommand(Guid Id) : ICommand<Versioned<TripDetailView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => OwnTrips.Crew;
}

internal sealed class DepartTripHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<DepartTripCommand, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(DepartTripCommand command, CancellationToken cancellationToken)
    {
        Result<Trip> own = await store.LockOwnTripAsync(db, context, command.Id, byDriver: true, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Result<Done> departed = own.Value.Depart();
        return departed.IsSuccess ? await db.TripViewAsync(own.Value, unitOfWork.Now, cancellationToken) : departed.Error;
    }
}
