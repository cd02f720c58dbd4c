namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Application.Holds;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>The ride is done; what is left of its time is the driver's again.</summary>
public sealed record FinishAssignmentCommand(Guid Id) : ICommand<AssignmentView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class FinishAssignmentHandler(OwnAssignments own, IClaimStore claims) : IRequestHandler<FinishAssignmentCommand, Result<AssignmentView>>
{
    public async Task<Result<AssignmentView>> Handle(FinishAssignmentCommand command, CancellationToken cancellationToken)
    {
        Result<AssignmentView> finished = await own.MoveAsync(
            command.Id,
            (held, now) =>
            {
                Result<Done> done = held.Assignment.Finish(now);
                return done.IsFailure ? done : held.Ride.Finish();
            },
            cancellationToken);
        if (finished.IsSuccess)
        {
            await claims.VacateAsync(finished.Value.Id, finished.Value.DriverId, cancellationToken);
        }

        return finished;
    }
}
