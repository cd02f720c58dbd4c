namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using MediatR;

/// <summary>Takes the ride that is due longest one step further. Safe at many hosts at once.</summary>
public sealed record StepRideCommand : ICommand<bool>;

internal sealed class StepRideHandler(IRides rides, RideDispatch dispatch) : IRequestHandler<StepRideCommand, Result<bool>>
{
    public async Task<Result<bool>> Handle(StepRideCommand command, CancellationToken cancellationToken)
    {
        Ride? ride = await rides.LockDueAsync(null, cancellationToken);
        if (ride is null)
        {
            return false;
        }

        await dispatch.StepAsync(ride, cancellationToken);
        return true;
    }
}
