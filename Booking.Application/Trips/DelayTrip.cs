namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Domain.Common;
using Booking.Domain.Trips;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The bus reaches a stop and all later ones later. Beyond the route's threshold a case is opened for every booking.</summary>
/// <param name="FromStopId">Null is the first stop that it has not left yet.</param>
public sealed record DelayTripCommand(Guid Id, int Minutes, Guid? FromStopId, string? Reason) : ICommand<Versioned<TripDetailView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => OwnTrips.Crew;
}

internal sealed class DelayTripValidator : AbstractValidator<DelayTripCommand>
{
    public DelayTripValidator()
    {
        RuleFor(command => command.Minutes).InclusiveBetween(1, 2_880);
        RuleFor(command => command.Reason).MaximumLength(Trip.MaxNoteLength).Must(text => text is null || Formats.IsStorable(text)).WithMessage("A reason has no NUL character.");
    }
}

internal sealed class DelayTripHandler(IBookingDb db, ITripStore store, IUnitOfWork unitOfWork, RequestContext context) : IRequestHandler<DelayTripCommand, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(DelayTripCommand command, CancellationToken cancellationToken)
    {
        Result<Trip> own = await store.LockOwnTripAsync(db, context, command.Id, byDriver: true, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Trip trip = own.Value;
        List<TripStop> stops = await db.TripStops.Where(stop => stop.TripId == trip.Id).OrderBy(stop => stop.Sequence).ToListAsync(cancellationToken);
        TripStop? from = command.FromStopId is { } id ? stops.Find(stop => stop.StopId == id) : stops.Find(stop => stop.DepartsAt > unitOfWork.Now) ?? stops.LastOrDefault();
        if (from is null)
        {
            return Error.Rule("/fromStopId", "The trip does not call at this stop.");
        }

        Route route = await db.Routes.AsNoTracking().SingleAsync(route => route.Id == trip.RouteId, cancellationToken);
        Result<Done> delayed = trip.Delay(stops, command.Minutes, from.Sequence, route, command.Reason);
        return delayed.IsSuccess ? await db.TripViewAsync(trip, unitOfWork.Now, cancellationToken) : delayed.Error;
    }
}
