namespace Booking.Application.Drivers;

using Booking.Application.Abstractions;
using Booking.Domain.Common;
using Booking.Domain.Users;
using MediatR;

/// <summary>The driver takes the ride.</summary>
public sealed record AcceptAssignmentCommand(Guid Id) : ICommand<AssignmentView>, IRestricted
{
    public static IReadOnlyList<string> AllowedRoles { get; } = [Roles.Driver];
}

internal sealed class AcceptAssignmentHandler(OwnAssignments own) : IRequestHandler<AcceptAssignmentCommand, Result<AssignmentView>>
{
    public Task<Result<AssignmentView>> Handle(AcceptAssignmentCommand command, CancellationToken cancellationToken) => own.MoveAsync(
        command.Id,
        (held, now) =>
        {
            Result<Done> accepted = held.Assignment.Accept(now);
            return accepted.IsFailure ? accepted : held.Ride.Assign(held.Assignment);
        },
        cancellationToken);
}
