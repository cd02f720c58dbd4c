namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Drivers;
using Booking.Domain.Users;
using MediatR;

/// <summary>Looks for a driver anew, among all of them; whoever was asked or had the ride loses it.</summary>
public sealed record SeekDriverCommand(Guid Id) : ICommand<RideView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Admin];
}

internal sealed class SeekDriverHandler(IUnitOfWork unitOfWork, IRides rides, RideDispatch dispatch, RideViews views) : IRequestHandler<SeekDriverCommand, Result<RideView>>
{
    public async Task<Result<RideView>> Handle(SeekDriverCommand command, CancellationToken cancellationToken)
    {
        Ride? ride = await rides.LockAsync(command.Id, cancellationToken);
        if (ride is null)
        {
            return DriverErrors.RideNotFound;
        }

        await dispatch.WithdrawAsync(ride, RideDispatch.Reassigned, cancellationToken);
        Result<Done> sought = ride.Seek(unitOfWork.Now);
        return sought.IsFailure ? sought.Error : (await views.OfAsync([ride], unitOfWork.Now, cancellationToken))[0];
    }
}
