namespace Booking.Application.Trips;

using Booking.Application.Abstractions;
using Booking.Application.Catalog;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Holds;
using Booking.Domain.Trips;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

/// <summary>The trip does not run. A case is opened for every booking; holds end, for they could only be booked in vain.</summary>
public sealed record CancelTripCommand(Guid Id, string? Reason) : ICommand<Versioned<TripDetailView>>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles => TripOwners.Roles;
}

internal sealed class CancelTripValidator : AbstractValidator<CancelTripCommand>
{
    public CancelTripValidator() => RuleFor(command => command.Reason)
        .MaximumLength(Trip.MaxNoteLength).Must(text => text is null || Formats.IsStorable(text)).WithMessage("A reason has no NUL character.");
}

internal sealed class CancelTripHandler(IBookingDb db, ITripStore store, IClaimStore claims, IUnitOfWork unitOfWork, RequestContext context)
    : IRequestHandler<CancelTripCommand, Result<Versioned<TripDetailView>>>
{
    public async Task<Result<Versioned<TripDetailView>>> Handle(CancelTripCommand command, CancellationToken cancellationToken)
    {
        Result<Trip> own = await store.LockOwnTripAsync(db, context, command.Id, byDriver: false, cancellationToken);
        if (own.IsFailure)
        {
            return own.Error;
        }

        Trip trip = own.Value;
        string title = await db.Routes.Where(route => route.Id == trip.RouteId).Select(route => route.Name).SingleAsync(cancellationToken);
        Result<Done> cancelled = trip.Cancel(title, command.Reason);
        if (cancelled.IsFailure)
        {
            return cancelled.Error;
        }

        await ReleaseHoldsAsync(trip.Id, cancellationToken);
        return await db.TripViewAsync(trip, unitOfWork.Now, cancellationToken);
    }

    private async Task ReleaseHoldsAsync(Guid tripId, CancellationToken ct)
    {
        IEnumerable<Guid> held = (await store.SoldAsync([tripId], ct)).Where(seat => seat.BookingId is null).Select(seat => seat.HoldId).Distinct().Order();
        foreach (Guid id in held)
        {
            // One that becomes a booking at this moment has become one when its lock is had, and gets its case with the others.
            if (await db.LockHoldAsync(id, ct) is { } hold && hold.StatusAt(unitOfWork.Now) == HoldStatus.Active && hold.Release(unitOfWork.Now).IsSuccess)
            {
                await claims.ReleaseAsync(id, ClaimState.Released, ct);
            }
        }
    }
}
