namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;

/// <summary>An admin gives a ride to a driver, whoever was asked or had it before.</summary>
/// <param name="Force">Shift and distance do not matter; the licence and the driver's other rides do.</param>
public sealed record AssignRideCommand(Guid Id, Guid DriverId, bool Force) : ICommand<RideView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class AssignRideHandler(IBookingDb db, IUnitOfWork unitOfWork, IRides rides, RideDispatch dispatch, RideViews views, RequestContext context)
    : IRequestHandler<AssignRideCommand, Result<RideView>>
{
    public async Task<Result<RideView>> Handle(AssignRideCommand command, CancellationToken cancellationToken)
    {
        Ride? ride = await rides.LockAsync(command.Id, cancellationToken);
        if (ride is null)
        {
            return DriverErrors.RideNotFound;
        }

        Result<Assignment> assigned = await dispatch.AssignAsync(ride, command.DriverId, command.Force, context.UserId, cancellationToken);
        if (assigned.IsFailure)
        {
            return assigned.Error;
        }

        await db.SaveChangesAsync(cancellationToken);
        return (await views.OfAsync([ride], unitOfWork.Now, cancellationToken))[0];
    }
}
