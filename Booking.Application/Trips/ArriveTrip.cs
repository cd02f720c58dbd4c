namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using MediatR;

/// <summary>The bus has reached its last stop.</summary>
public sealed record ArriveTripCommand(Guid Id) : ICommand<Versioned<TripDetailView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => OwnTrips.Crew;
}

internal sealed class ArriveTripHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<ArriveTripCommand, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(ArriveTripCommand command, CancellationToken cancellationToken)
    {
        Result<Trip> own = await store.LockOwnTripAsync(db, context, command.Id, byDriver: true, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Result<Done> arrived = own.Value.Arrive();
        return arrived.IsSuccess ? await db.TripViewAsync(own.Value, unitOfWork.Now, cancellationToken) : arrived.Error;
    }
}
